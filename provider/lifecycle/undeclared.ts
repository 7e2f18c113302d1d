/**
 * Undeclared live settings: some were added by the service, some by people in the console. Only the latter are reported. They
 * are distinguished by when they appear: what exists right after our own create, or appears with our own update, comes from the
 * service.
 */
import { createHash } from "node:crypto";
import { formatPath, isAbsent, type Path } from "./values";
import { counted } from "./wording";

/** An undeclared live setting. */
export interface Undeclared {
  readonly path: Path;
  /** Identifies the setting without its list index, so that reordering a list does not change it. */
  readonly key: string;
  readonly value: unknown;
  /** The service may add it: it counts as the service's if the object was not created by us. */
  readonly expected: boolean;
  /** It has no input: a program cannot declare it. */
  readonly noInput?: true;
}

/** Settings added by the service, as stored in state: hashes of its own values, no values set by people. */
export type Added = readonly string[];
/** Their key in state. */
export const addedKey = "__added";

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 8);
const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
const exactly = ({ key, value }: Undeclared): string => digest(`${key}=${JSON.stringify(value, plain)}`);
const withAnyValue = ({ key }: Undeclared): string => digest(key);
const sorted = (added: Iterable<string>): Added => [...new Set(added)].sort();

/** For a new object: only the service can have added anything. */
export const addedByCreate = (live: readonly Undeclared[]): Added => sorted(live.map(exactly));

/** For an object that existed before: values may have been set by people, so only keys are stored. */
export const addedByNobodyKnown = (live: readonly Undeclared[]): Added =>
  sorted(live.filter(({ expected }) => expected).map(withAnyValue));

interface Update {
  readonly known: Added | undefined;
  /** Undeclared settings that were live before the update, were sent, and are live now. */
  readonly before: readonly Undeclared[];
  readonly sent: readonly Undeclared[];
  readonly live: readonly Undeclared[];
}

/** Settings that an update neither found nor sent were added by the service. */
export function addedByUpdate({ known, before, sent, live }: Update): Added {
  const added = new Set(known ?? addedByNobodyKnown(before));
  const there = new Set([...before, ...sent].map(exactly));
  const kept = live.filter((one) => added.has(exactly(one)) || !there.has(exactly(one))).map(exactly);
  return sorted([...kept, ...live.map(withAnyValue).filter((print) => added.has(print))]);
}

/** Sorted paths of settings that the service did not add. */
export function undeclaredPaths(live: readonly Undeclared[], added?: Added): string[] {
  const known = new Set(added ?? addedByNobodyKnown(live));
  const others = live.filter((one) => !known.has(exactly(one)) && !known.has(withAnyValue(one)));
  return inOrder(others.map(({ path }) => formatPath(path)));
}

/** The undeclared settings for state, and which of them the service added. */
export function undeclaredIn(
  { extras, undeclared }: { readonly extras?: readonly Undeclared[]; readonly undeclared: readonly string[] },
  known?: Added,
): { undeclared: readonly string[]; [addedKey]?: Added } {
  if (extras === undefined) return { undeclared };
  const added = known ?? addedByNobodyKnown(extras);
  return { undeclared: undeclaredPaths(extras, added), [addedKey]: added };
}

/** Natural order: `steps[2]` before `steps[10]`. */
export const inOrder = (paths: Iterable<string>): string[] => [...new Set(paths)].sort(collator.compare);
const collator = new Intl.Collator("en", { numeric: true });

/** Null, "", [] and {} count as absent. */
const saysNothing = (value: unknown): boolean =>
  isAbsent(value) || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** Bookkeeping fields of the service, which are not settings. */
const notes = /^(id|job_id|build_project_id|domain_id|user_id|creat|modifi|updat|last_)/;

/** Wire fields without an input, by their own names. */
export const unmodelled = (
  wire: Readonly<Record<string, unknown>>,
  isModelled: (field: string) => boolean,
  place: { readonly path: Path; readonly key: string; readonly expected: boolean },
): Undeclared[] =>
  Object.entries(wire)
    .filter(([field, value]) => !isModelled(field) && !notes.test(field) && !saysNothing(value))
    .map(([field, value]) => ({ ...place, path: [...place.path, field], key: `${place.key} ${field}`, value, noInput: true }));

/** Maximum number of paths in one line. */
const most = 8;

/** The line about undeclared live settings, or undefined if there are none. */
export function describeUndeclared(paths: readonly string[]): string | undefined {
  if (paths.length === 0) return undefined;
  const shown = paths.slice(0, most).join(", ");
  const more = paths.length > most ? ` and ${paths.length - most} more` : "";
  return `${counted(paths.length, "setting")} that this program does not declare ${paths.length === 1 ? "differs" : "differ"} from the defaults: ${shown}${more} (left alone)`;
}
