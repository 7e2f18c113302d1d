/** Helpers shared by all look-ups. */
import type { Client } from "../client";
import type { Cloud } from "../lifecycle/cloud";
import { Refusal } from "../lifecycle/errors";

/** Where to look. */
export interface LookUpScope {
  readonly client: Client;
  readonly projectId: string | undefined;
}

/** The context for a kind's read. A look-up creates nothing, so it reports nothing. */
export const readingCloud = ({ client }: LookUpScope): Cloud => ({
  client,
  userId: async () => undefined,
  note: () => {},
});

/** The project of a look-up that requires one. */
export function projectOf({ projectId }: LookUpScope): string {
  if (projectId !== undefined) return projectId;
  throw new Refusal("projectId is missing; write it here, or once for the stack: pulumi config set codearts:projectId …");
}

/** The single requested object. */
export function only<T>(what: string, found: readonly T[], describe: (one: T) => string): T {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const why = first === undefined ? "there is none" : `there are ${found.length}: ${found.map(describe).join(", ")}; pass the id`;
  throw new Refusal(`${what}: ${why}`);
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
