import type { Client } from "../../client";
import { CodeArtsError } from "../../client/errors";
import type { Computed, View } from "../../lifecycle/kind";
import { type Added, undeclaredIn } from "../../lifecycle/undeclared";

/**
 * One answer for many readers. A refresh reads every object of a stack; kinds that the service only lists would list once
 * per object. Answers are kept per client (so per region) and key for the life of the provider process, which is one
 * operation of the engine; whoever writes drops what the write makes untrue.
 */
export interface SharedReads<T> {
  get(client: Client, key: string, load: () => Promise<T>): Promise<T>;
  drop(client: Client, key: string): void;
  /** Whether an answer is there, or on its way. */
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
      // A failure is told to those who wait for it and is not remembered.
      answer.catch(() => known.get(key) === answer && known.delete(key));
      return answer;
    },
    drop: (client, key) => void of(client).delete(key),
    has: (client, key) => of(client).has(key),
  };
}

const made = new WeakMap<Client, Set<string>>();

/** Ids of what this process, so this operation of the engine, made or took over: another resource of the program owns them. */
export function madeHere(client: Client): Set<string> {
  const known = made.get(client) ?? new Set<string>();
  made.set(client, known);
  return known;
}

/**
 * What is live beside the declared after a write, for state. The write is done: a read that fails now is no failure of it, and what state
 * says of it stays as it was.
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

/** The answer, or undefined where the service says that there is no such object. */
export const unlessGone = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (error instanceof CodeArtsError && error.kind === "notFound") return undefined;
    throw error;
  });
