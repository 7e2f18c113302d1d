/** Property paths in the engine's notation and as shown in reports. */
import { pathStep } from "../../../../provider/pulumi-wire";

export type Segment = string | number;

/** `steps[0].properties["a.b"]` to its segments; what does not parse stays one segment. */
export function parsePath(path: string): readonly Segment[] {
  const known = remembered.get(path);
  if (known !== undefined) return known;
  const segments = segmentsOf(path);
  if (remembered.size < 10_000) remembered.set(path, segments);
  return segments;
}

/** Cached, because paths repeat in every resource of a kind. */
const remembered = new Map<string, readonly Segment[]>();

function segmentsOf(path: string): Segment[] {
  const segments: Segment[] = [];
  const part = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/gy;
  while (part.lastIndex < path.length) {
    const found = part.exec(path);
    if (found === null) return [path];
    if (found[2] !== undefined) segments.push(Number(found[2]));
    else segments.push(found[1] ?? (found[3] ?? "").replace(/\\(.)/g, "$1"));
  }
  return segments;
}

export function childPath(path: string, key: string): string {
  const parent = /[\w$]+$/.exec(path)?.[0];
  const step = pathStep(key, parent);
  return path === "" ? step.replace(/^\./, "") : path + step;
}

export function itemPath(path: string, item: string | number): string {
  return typeof item === "number" ? path + pathStep(item) : `${path}[${JSON.stringify(item)}]`;
}

/** The value at the segments, or the secret or unknown value that hides everything below it. */
export function valueAt(
  root: unknown,
  segments: readonly Segment[],
  stop: (value: unknown) => boolean,
): { value: unknown; depth: number } {
  let value = root;
  for (let depth = 0; depth < segments.length; depth += 1) {
    const segment = segments[depth] ?? "";
    if (stop(value)) return { value, depth };
    if (typeof value !== "object" || value === null) return { value: undefined, depth };
    value = (value as Record<string | number, unknown>)[segment];
  }
  return { value, depth: segments.length };
}
