import type { Client } from "../../client";
import { CodeArtsError } from "../../client/errors";
import type { Computed, View } from "../../lifecycle/kind";
import { type Added, undeclaredIn } from "../../lifecycle/undeclared";

/**
 * One read for many readers. A refresh reads every object of a stack; kinds that the service can only list would list once per
 * object. Results are cached per client (so per region) and key for the life of the provider process, which is one operation of
 * the engine; a write drops the entries that it invalidates.
 */
export interface SharedReads<T> {
  get(client: Client, key: string, load: () => Promise<T>): Promise<T>;
  drop(client: Client, key: string): void;
  /** Whether a result is cached or pending. */
  has(client: Client, key: string): boolean;
}

export function sharedReads<T>(): SharedReads<T> {
  const clients = new WeakMap<Client, Map<string, Promise<T>>>();
  const of = (client: Client): Map<string, Promise<T>> => {
    const known = clients.get(client) ?? new Map<string, Promise<T>>();
    clients.set(client, known);
    return known;
  };
  return {
    get(client, key, load) {
      const known = of(client);
      const there = known.get(key);
      if (there) return there;
      const answer = load();
      known.set(key, answer);
      // A failure rejects pending readers and is not cached.
      answer.catch(() => known.get(key) === answer && known.delete(key));
      return answer;
    },
    drop: (client, key) => void of(client).delete(key),
    has: (client, key) => of(client).has(key),
  };
}

const made = new WeakMap<Client, Set<string>>();

/** Ids created or adopted by this process, so in this operation of the engine: they belong to another resource of the program. */
export function createdHere(client: Client): Set<string> {
  const known = made.get(client) ?? new Set<string>();
  made.set(client, known);
  return known;
}

/**
 * Undeclared live settings after a write, for state. A failed read does not fail the write, which is done; state then keeps its
 * previous value.
 */
export async function undeclaredAfterWrite<I>(
  read: () => Promise<View<I> | undefined>,
  added?: Added,
): Promise<Computed | undefined> {
  try {
    const view = await read();
    return view && { ...view.computed, ...undeclaredIn(view, added) };
  } catch (error) {
    if (error instanceof CodeArtsError) return undefined;
    throw error;
  }
}

/** The result, or undefined if the service answers that the object does not exist. */
export const unlessGone = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (error instanceof CodeArtsError && error.kind === "notFound") return undefined;
    throw error;
  });
