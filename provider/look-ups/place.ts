/** What all look-ups share. */
import type { Client } from "../client";
import type { Cloud } from "../lifecycle/cloud";
import { Refusal } from "../lifecycle/errors";

/** Where is looked. */
export interface Place {
  readonly client: Client;
  readonly projectId: string | undefined;
}

/** What a kind's own read needs. A look-up makes nothing, so there is nothing to say. */
export const readingCloud = ({ client }: Place): Cloud => ({
  client,
  userId: async () => undefined,
  note: () => {},
});

/** The project of a look-up that cannot do without one. */
export function projectOf({ projectId }: Place): string {
  if (projectId !== undefined) return projectId;
  throw new Refusal("projectId is missing; write it here, or once for the stack: pulumi config set codearts:projectId …");
}

/** The one thing that was asked for. */
export function only<T>(what: string, found: readonly T[], describe: (one: T) => string): T {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const why = first === undefined ? "there is none" : `there are ${found.length}: ${found.map(describe).join(", ")}; give the id`;
  throw new Refusal(`${what}: ${why}`);
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
