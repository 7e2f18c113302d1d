/** Puts a value of one input among the others of a program. */
import type { Sample } from "./samples";
import type { InputPath } from "./schema-paths";
import type { Props, Subject } from "./subjects";

/** Stands for an input that is not written. */
export const absent = Symbol("absent");

const partsOf = (path: string): string[] => path.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [];

/** The key of an entry that is made up here, where it is no name of something else. */
const keyIn = (prefix: string): string => ({ stepSecrets: "Test", permissions: "developer" })[prefix] ?? "made_up";

/** A path as the engine shows it. */
export function shown(path: string): string {
  let prefix = "";
  let text = "";
  for (const part of partsOf(path)) {
    text += part === "[]" ? "[0]" : part === "{}" ? `.${keyIn(prefix)}` : prefix === "" ? part : `.${part}`;
    prefix = part === "[]" || part === "{}" ? prefix + part : prefix === "" ? part : `${prefix}.${part}`;
  }
  return text;
}

export const parentOf = (path: string): string => path.replace(/(\.[^.[\]{}]+|\[\]|\{\})$/, "");

export function inputsOf(subject: Subject, base: Props, { path }: InputPath, sample: Sample, value: unknown): Props {
  if (value === absent && sample.alone)
    return inputsOf(subject, base, { path: parentOf(path) } as InputPath, {} as Sample, absent);
  return put(base, partsOf(path), "", value, subject.frames) as Props;
}

function put(around: unknown, parts: readonly string[], prefix: string, value: unknown, frames: Props): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  const here = part === "[]" || part === "{}" ? prefix + part : prefix === "" ? part : `${prefix}.${part}`;
  const key = part === "[]" ? 0 : part === "{}" ? keyIn(prefix) : part;
  const inner = (around as Props)[key] ?? frames[here] ?? (rest[0] === "[]" ? [] : {});
  const next = put(inner, rest, here, value, frames);
  if (Array.isArray(around)) return next === absent ? [] : [next];
  const { [key]: _, ...others } = around as Props;
  return next === absent ? others : { ...others, [key]: next };
}
