import type { Client } from "../client";
import { clientFor } from "../config";
import { Refusal } from "./errors";
import type { Cloud } from "./kind";

/** What one run of the engine has done with one kind so far: a provider process serves one operation. */
export interface Run {
  /** Ids that diff was asked about: they are in this stack's state. */
  readonly inState: Set<string>;
  /** The surroundings of a call in a region; `subject` begins what is said at the terminal, `clean` takes the secrets out of it. */
  cloudOf(region: string | undefined, subject: string, clean: (line: string) => string): Cloud;
  /** Whether an id was taken over in this run, so that a delete of it under its old name must not happen. */
  isKept(cloud: Cloud, id: string): boolean;
  /** Refuses a second resource of the same name, which would find the first's object and take it over. */
  claim(cloud: Cloud, name: string): void;
  release(cloud: Cloud, name: string): void;
}

export function startRun(): Run {
  // By client, so by region; another configuration means other clients, and so another run.
  const kept = perClient();
  const names = perClient();
  return {
    inState: new Set(),
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
    claim({ client }, name) {
      const known = names(client);
      if (known.has(name)) throw new Refusal("another resource of this program has the same name; give each a name of its own");
      known.add(name);
    },
    release: ({ client }, name) => void names(client).delete(name),
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
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const said = new Set<string>();

/** For what check finds, which comes again in the same process when a preview is followed by its deployment. */
export function tellOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  tell(line);
}
