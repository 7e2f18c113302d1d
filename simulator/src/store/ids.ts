/** IDs derived from the seed: the same seed and calls produce the same IDs. */
import { createHash } from "node:crypto";
import type { Store } from "./store";

export interface Ids {
  readonly seed: string;
  /** 32 lower-case hex digits. */
  hex(kind: string): string;
  /** A UUID of 36 characters. */
  uuid(kind: string): string;
  /** A number from 0 up to 1 that depends only on the seed and the label. */
  fraction(label: string): number;
}

/** A state created with another seed keeps it. */
export function createIds(store: Store, initialSeed: string): Ids {
  const seed = () => String(store.meta.get("seed")?.value ?? initialSeed);
  const digest = (text: string) => createHash("sha256").update(`${seed()}:${text}`).digest("hex");
  const next = (kind: string) => {
    const count = Number(store.meta.get(`count:${kind}`)?.value ?? 0) + 1;
    store.meta.put(`count:${kind}`, { value: count });
    return digest(`${kind}:${count}`);
  };
  return {
    get seed() {
      return seed();
    },
    hex: (kind) => next(kind).slice(0, 32),
    uuid: (kind) => next(kind).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5"),
    fraction: (label) => Number.parseInt(digest(label).slice(0, 8), 16) / 0x1_0000_0000,
  };
}
