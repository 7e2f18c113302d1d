import { entriesOf } from "../shared/keys";
import type { Declared, Field, Fields } from "./kind";
import { hasUnknown, same } from "./values";

export interface Difference<I> {
  readonly changed: ReadonlySet<keyof I>;
  readonly replaces: readonly (keyof I & string)[];
  /** Whether anything must be sent; a change that is only recorded in state needs no call. */
  readonly sends: boolean;
}

/** Compares applied and declared inputs, field by field of the table. Unknown values count as different. */
export function difference<I extends Declared>(fields: Fields<I>, applied: Partial<I>, declared: Partial<I>): Difference<I> {
  const changed = new Set<keyof I & string>();
  for (const [key, field] of entriesOf(fields)) {
    if (hasUnknown(declared[key]) || !(field.equal ?? same)(applied[key], declared[key])) changed.add(key);
  }
  const are = (change: Field["change"]) => [...changed].filter((key) => fields[key].change === change);
  return { changed, replaces: are("replace"), sends: changed.size > are("record").length };
}
