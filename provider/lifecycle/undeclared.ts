/**
 * What is live and not declared: some of it the service added by itself, some of it people set in the console. Only the latter is reported.
 * They are told apart by when they appear: what is there right after our own create, or comes with our own update, is the service's.
 */
import { createHash } from "node:crypto";
import { formatPath, isAbsent, type Path } from "./values";
import { counted } from "./wording";

/** A setting that is live and not declared. */
export interface Undeclared {
  readonly path: Path;
  /** What the setting is, without its place in a list, so that it stays the same when a list is reordered. */
  readonly key: string;
  readonly value: unknown;
  /** The service may add it by itself: where nobody saw the object begin, it counts as the service's. */
  readonly expected: boolean;
  /** No input stands for it: a program cannot declare it. */
  readonly noInput?: true;
}

/** Settings that the service added, as state keeps them: digests of what it writes by itself, and no value that people set. */
export type Added = readonly string[];
/** Where state keeps them. */
export const addedKey = "__added";

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 8);
const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
const exactly = ({ key, value }: Undeclared): string => digest(`${key}=${JSON.stringify(value, plain)}`);
const withAnyValue = ({ key }: Undeclared): string => digest(key);
const sorted = (added: Iterable<string>): Added => [...new Set(added)].sort();

/** Of an object that has just been made: nobody but the service can have added anything. */
export const addedByCreate = (live: readonly Undeclared[]): Added => sorted(live.map(exactly));

/** Of an object that was there before anyone looked. Values may be people's, so that only keys are kept. */
export const addedByNobodyKnown = (live: readonly Undeclared[]): Added =>
  sorted(live.filter(({ expected }) => expected).map(withAnyValue));

interface Update {
  readonly known: Added | undefined;
  /** What was live before the update, what was sent, and what is live now, each as far as the new declaration does not name it. */
  readonly before: readonly Undeclared[];
  readonly sent: readonly Undeclared[];
  readonly live: readonly Undeclared[];
}

/** What an update neither found nor sent, the service has added. */
export function addedByUpdate({ known, before, sent, live }: Update): Added {
  const added = new Set(known ?? addedByNobodyKnown(before));
  const there = new Set([...before, ...sent].map(exactly));
  const kept = live.filter((one) => added.has(exactly(one)) || !there.has(exactly(one))).map(exactly);
  return sorted([...kept, ...live.map(withAnyValue).filter((print) => added.has(print))]);
}

/** Paths of what the service did not add, in a stable order. */
export function undeclaredPaths(live: readonly Undeclared[], added?: Added): string[] {
  const known = new Set(added ?? addedByNobodyKnown(live));
  const others = live.filter((one) => !known.has(exactly(one)) && !known.has(withAnyValue(one)));
  return inOrder(others.map(({ path }) => formatPath(path)));
}

/** What state keeps of a reading beside inputs and computed outputs: what is not declared, and what of that the service added. */
export function undeclaredIn(
  { extras, undeclared }: { readonly extras?: readonly Undeclared[]; readonly undeclared: readonly string[] },
  known?: Added,
): { undeclared: readonly string[]; [addedKey]?: Added } {
  if (extras === undefined) return { undeclared };
  const added = known ?? addedByNobodyKnown(extras);
  return { undeclared: undeclaredPaths(extras, added), [addedKey]: added };
}

/** Sorted as people count: `steps[2]` before `steps[10]`. */
export const inOrder = (paths: Iterable<string>): string[] => [...new Set(paths)].sort(collator.compare);
const collator = new Intl.Collator("en", { numeric: true });

/** Null, "", [] and {} say nothing. */
const saysNothing = (value: unknown): boolean =>
  isAbsent(value) || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** What a service notes down beside the settings of an object. */
const notes = /^(id|job_id|build_project_id|domain_id|user_id|creat|modifi|updat|last_)/;

/** Wire fields that no input stands for: by their own names. */
export const unmodelled = (
  wire: Readonly<Record<string, unknown>>,
  isModelled: (field: string) => boolean,
  place: { readonly path: Path; readonly key: string; readonly expected: boolean },
): Undeclared[] =>
  Object.entries(wire)
    .filter(([field, value]) => !isModelled(field) && !notes.test(field) && !saysNothing(value))
    .map(([field, value]) => ({ ...place, path: [...place.path, field], key: `${place.key} ${field}`, value, noInput: true }));

/** Paths named in one line; more than these nobody reads. */
const most = 8;

/** The line about what is live and not declared, or undefined when there is nothing to say. */
export function describeUndeclared(paths: readonly string[]): string | undefined {
  if (paths.length === 0) return undefined;
  const shown = paths.slice(0, most).join(", ");
  const more = paths.length > most ? ` and ${paths.length - most} more` : "";
  return `${counted(paths.length, "setting")} that this program does not declare ${paths.length === 1 ? "differs" : "differ"} from the defaults: ${shown}${more} (left alone)`;
}
