import type { Client } from "../client";
import { clientFor } from "../config";
import { Refusal } from "./errors";
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
  /** Begins anew, with another configuration. */
  reset(): void;
  /** The surroundings of a call in a region; `subject` begins what is said at the terminal, `clean` takes the secrets out of it. */
  cloudOf(region: string | undefined, subject: string, clean: (line: string) => string): Cloud;
  /** Whether an id was taken over in this run, so that a delete of it under its old name must not happen. */
  isKept(cloud: Cloud, id: string): boolean;
  /** Refuses a second resource of the same name, in these words. */
  claim(cloud: Cloud, name: string, twice: string): void;
  release(cloud: Cloud, name: string): void;
}

export function startRun(): Run {
  // By client, so by region; another configuration means other clients, and so another run.
  const kept = perClient();
  const claimed = perClient();
  const inState = new Map<string, string | undefined>();
  const given = new Map<string, ReadonlySet<string>>();
  let names = startNames();
  let journal = openJournal((line) => tellOnce(`codearts: ${line}`));
  return {
    inState,
    given,
    get names() {
      return names;
    },
    get journal() {
      return journal;
    },
    reset() {
      inState.clear();
      given.clear();
      names = startNames();
      journal = openJournal((line) => tellOnce(`codearts: ${line}`));
    },
    cloudOf(region, subject, clean) {
      const client = clientFor(region);
      return {
        client,
        note: (line) => tell(`${subject}: ${clean(line)}`),
        userId: () => client.userId(),
        keep: (id) => void kept(client).add(id),
      };
    },
    isKept: ({ client }, id) => kept(client).has(id),
    claim({ client }, name, twice) {
      const known = claimed(client);
      if (known.has(name)) throw new Refusal(twice);
      known.add(name);
    },
    release: ({ client }, name) => void claimed(client).delete(name),
  };
}

function perClient(): (client: Client) => Set<string> {
  const sets = new WeakMap<Client, Set<string>>();
  return (client) => {
    const known = sets.get(client) ?? new Set<string>();
    sets.set(client, known);
    return known;
  };
}

/** What a dynamic provider writes to stderr reaches the terminal. */
export const tell = (line: string): void => void process.stderr.write(`${readable(line)}\n`);

const said = new Set<string>();

/** For what check finds, which comes again in the same process when a preview is followed by its deployment. */
export function tellOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  tell(line);
}
