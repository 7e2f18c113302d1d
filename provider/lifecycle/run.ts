import { join } from "node:path";
import { clientFor, engineAddress, pulumiHome, say } from "../config";
import { type Claims, openClaims } from "./claims";
import { type Journal, openJournal } from "./journal";
import type { Cloud } from "./kind";
import { type Names, startNames } from "./names";
import { readable } from "./values";

/** What one run of the engine has done with one kind so far: a provider process serves one operation. */
export interface Run {
  /** Ids that diff was asked about, which are in this stack's state, with the URN of the resource that has each. */
  readonly inState: Map<string, string | undefined>;
  readonly names: Names;
  /** Keys that the program itself gave, by the name of the object: what is missing came from the configuration. */
  readonly given: Map<string, ReadonlySet<string>>;
  readonly journal: Journal;
  /** What is held in this run, in this process and in those of explicit providers. */
  readonly claims: Claims;
  /** Begins anew, with another configuration. */
  reset(): void;
  /** The surroundings of a call in a region; `subject` begins what is said at the terminal, `clean` takes the secrets out of it. */
  cloudOf(region: string | undefined, subject: string, clean: (line: string) => string): Cloud;
}

/** The claim of an object that was made or taken over in this run. */
export const idKey = (id: string): string => `id ${id}`;
/** The claim of one that was taken over: a delete of it under its old name or provider must not happen. */
export const takenKey = (id: string): string => `taken ${id}`;

/** Files of processes that serve one engine; without an engine, as in tests, there is one process. */
function claimsOf(kind: string): Claims {
  const address = engineAddress();
  if (address === undefined) return openClaims(undefined);
  return openClaims({ folder: join(pulumiHome(), "codearts", "runs", address.replace(/[^0-9A-Za-z]+/g, "-")), name: kind });
}

/** `kind`: the name of the kind, whose objects have nothing to do with those of others. */
export function startRun(kind: string): Run {
  const inState = new Map<string, string | undefined>();
  const given = new Map<string, ReadonlySet<string>>();
  let names = startNames();
  let journal = openJournal((line) => tellOnce(`codearts: ${line}`));
  let claims = claimsOf(kind);
  return {
    inState,
    given,
    get names() {
      return names;
    },
    get journal() {
      return journal;
    },
    get claims() {
      return claims;
    },
    reset() {
      inState.clear();
      given.clear();
      names = startNames();
      journal = openJournal((line) => tellOnce(`codearts: ${line}`));
      claims = claimsOf(kind);
    },
    cloudOf(region, subject, clean) {
      const client = clientFor(region);
      return {
        client,
        note: (line) => tell(`${subject}: ${clean(line)}`),
        userId: () => client.userId(),
      };
    },
  };
}

export const tell = (line: string): void => say(readable(line));

const said = new Set<string>();

/** For what check finds, which comes again in the same process when a preview is followed by its deployment. */
export function tellOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  tell(line);
}
