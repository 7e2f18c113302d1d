/** Describes what `adoptExisting` adopts and changes, in a preview and after the create. */
import { difference } from "./diff";
import { reasonOf } from "./errors";
import type { Cloud, Declared, Found, Kind } from "./kind";
import { facts } from "./taken";
import { formatPath, hasUnknown, isAbsent, isObject, own, type Path, same } from "./values";

/** Maximum number of paths in one line. */
const most = 8;

/** One line for a resource to be created with `adoptExisting`. Never fails, because a preview does not depend on it. */
export async function announceAdoption<I extends Declared, L>(
  kind: Kind<I, L>,
  cloudOf: () => Cloud,
  declared: I,
  isOwn: (id: string) => boolean,
): Promise<void> {
  let note: Cloud["note"] | undefined;
  try {
    const cloud = cloudOf();
    note = cloud.note;
    const found = ((await kind.find?.(cloud, declared)) ?? []).filter(({ id }) => !isOwn(id));
    const [only] = found;
    if (!only) return;
    if (found.length > 1 || only.blocked !== undefined) {
      cloud.note(`adoptExisting: cannot adopt: ${only.blocked ?? found.map(({ id }) => id).join(", ")}`);
      return;
    }
    const live = hasUnknown(declared) ? undefined : await kind.read(cloud, only.id, declared);
    const applied = live === undefined ? undefined : kind.view(live, declared, only.id, declared.region).inputs;
    cloud.note(describeAdoption(kind, only, applied, declared, "adoptExisting: will adopt"));
  } catch (error) {
    note?.(`adoptExisting: could not check whether there is something to adopt: ${reasonOf(error)}`);
  }
}

/** `adopted 4b1f… (created 2026-04-01 by developer); changes timeout, steps[0].name; removes steps[1]` */
export function describeAdoption<I extends Declared, L>(
  kind: Kind<I, L>,
  found: Found,
  applied: Partial<I> | undefined,
  declared: I,
  what: string,
): string {
  const head = `${what} ${found.id}${facts(found)}`;
  if (!applied) return head;
  const { changed } = difference<I>(kind.fields, applied, declared);
  const keys = [...changed].filter((key) => key !== "adoptExisting" && kind.fields[key].change !== "record");
  const changes = keys.flatMap((key) => pathsOf(applied[key], declared[key], [String(key)]));
  const parts = [
    listed(
      "changes",
      changes.filter(({ gone }) => !gone),
    ),
    listed(
      "removes",
      changes.filter(({ gone }) => gone),
    ),
  ];
  return [head, ...(changes.length === 0 ? ["which matches the program"] : parts.filter((part) => part !== ""))].join("; ");
}

interface Change {
  readonly path: Path;
  /** Undeclared live settings. */
  readonly gone: boolean;
}

function pathsOf(live: unknown, declared: unknown, path: Path): Change[] {
  if (same(live, declared)) return [];
  if (isAbsent(declared)) return [{ path, gone: true }];
  if (Array.isArray(live) && Array.isArray(declared)) {
    const longest = Array.from({ length: Math.max(live.length, declared.length) });
    return longest.flatMap((_, index) => pathsOf(live[index], declared[index], [...path, index]));
  }
  if (isObject(live) && isObject(declared)) {
    const keys = [...new Set([...Object.keys(live), ...Object.keys(declared)])];
    return keys.flatMap((key) => pathsOf(own(live, key), own(declared, key), [...path, key]));
  }
  return [{ path, gone: false }];
}

function listed(verb: string, changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  const more = changes.length > most ? ` and ${changes.length - most} more` : "";
  return `${verb} ${changes
    .slice(0, most)
    .map(({ path }) => formatPath(path))
    .join(", ")}${more}`;
}
