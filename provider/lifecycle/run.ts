import { join } from "node:path";
import { clientFor, engineAddress, pulumiHome, say } from "../config";
import { type Claims, openClaims } from "./claims";
import { type Journal, openJournal } from "./journal";
import type { Cloud } from "./kind";
import { type Names, startNames } from "./names";
import { readable } from "./values";

/** Data of one run of the engine for one kind: a provider process serves one operation. */
export interface Run {
  /** Ids passed to diff, which are in this stack's state, with the URN of their resource. */
  readonly inState: Map<string, string | undefined>;
  readonly names: Names;
  /** Keys set by the program, by object name: missing ones came from the configuration. */
  readonly given: Map<string, ReadonlySet<string>>;
  readonly journal: Journal;
  /** Claims of this run, of this process and those of explicit providers. */
  readonly claims: Claims;
  /** Starts over with another configuration. */
  reset(): void;
  /** The context of an operation in a region; `subject` prefixes lines shown to the user, `clean` removes secrets from them. */
  cloudOf(region: string | undefined, subject: string, clean: (line: string) => string): Cloud;
}

/** The claim of an object that was created or adopted in this run. */
export const idKey = (id: string): string => `id ${id}`;
/** The claim of an adopted object: it must not be deleted under its old name or provider. */
export const takenKey = (id: string): string => `taken ${id}`;

/** Files shared by the processes of one engine; without an engine, as in tests, there is one process. */
function claimsOf(kind: string): Claims {
  const address = engineAddress();
  if (address === undefined) return openClaims(undefined);
  return openClaims({ folder: join(pulumiHome(), "codearts", "runs", address.replace(/[^0-9A-Za-z]+/g, "-")), name: kind });
}

/** `kind`: name of the kind, whose names are independent of other kinds. */
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

/** Deduplicates warnings of check, which is repeated in the same process when a preview is followed by its deployment. */
export function tellOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  tell(line);
}
