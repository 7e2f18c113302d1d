/** One label for the most severe change of a pull request, across all reviews in its comment. */
import { isBlocking, type Report } from "../model/report";
import { PostError } from "./errors";

/** Most severe first. */
export const states = ["failed", "blocked", "incomplete", "delete", "replace", "change", "unchanged"] as const;
export type State = (typeof states)[number];

export interface LabelHost {
  list(): Promise<readonly string[]>;
  change(add: readonly string[], remove: readonly string[]): Promise<void>;
}

export function stateOf({ stacks }: Report): State {
  const is: Record<State, boolean> = {
    failed: stacks.some((stack) => stack.state === "failed" || stack.failures.length > 0),
    blocked: stacks.some((stack) => stack.violations.some(isBlocking)),
    incomplete: stacks.some((stack) => stack.state === "incomplete"),
    delete: stacks.some((stack) => stack.counts.delete > 0),
    replace: stacks.some((stack) => stack.counts.replace > 0),
    change: stacks.some((stack) => stack.changes.length > 0),
    unchanged: true,
  };
  return states.find((state) => is[state]) ?? "unchanged";
}

export function worstOf(found: readonly (string | undefined)[]): State {
  return states.find((state) => found.includes(state)) ?? "unchanged";
}

/** `pulumi: delete` in place of `pulumi: replace`; other labels stay. Returns the problem as a sentence, if any. */
export async function setLabel(host: LabelHost, prefix: string, state: State): Promise<string | undefined> {
  const wanted = `${prefix}: ${state}`;
  const ours: ReadonlySet<string> = new Set(states.map((one) => `${prefix}: ${one}`));
  try {
    const there = await host.list();
    const add = there.includes(wanted) ? [] : [wanted];
    const remove = there.filter((label) => ours.has(label) && label !== wanted);
    if (add.length + remove.length > 0) await host.change(add, remove);
    return undefined;
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return `the label "${wanted}" could not be set: ${error.message}`;
  }
}
