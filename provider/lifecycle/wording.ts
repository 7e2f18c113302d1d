import { z } from "zod";
import { hint, nearest } from "../shared/nearest";
import { isAbsent, isObject } from "./values";

type RawIssue = z.core.$ZodRawIssue;

/** Per schema: the service's name of a field → its input, because users of other tools may type it. */
export const wireNames = z.registry<Readonly<Record<string, string>>>();

export const wireNamesOf = (schema: z.ZodType): Readonly<Record<string, string>> => wireNames.get(schema) ?? {};

/** zod's error map: what is wrong and what to write, without the value, which may be a secret. */
export function wording(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return isAbsent(issue.input)
        ? `missing; write ${aType(String(issue.expected))}`
        : `${whatItIs(issue.input)}; write ${aType(String(issue.expected))}`;
    case "too_big":
      return size(issue.input, String(issue.origin), `at most ${issue.maximum}`);
    case "too_small":
      return size(issue.input, String(issue.origin), `at least ${issue.minimum}`);
    case "invalid_value":
      return `${quoted(issue.input)}; write ${oneOf(issue.values.map(String))}${hint(issue.input, issue.values.map(String))}`;
    case "unrecognized_keys":
      // One issue covers several keys: one line per key, in order, which check.ts splits.
      return issue.keys.map((key) => `unknown input${inputHint(key, issue.inst)}`).join("\n");
    case "invalid_union":
      return `${whatItIs(issue.input)}; see the documentation of this input for its forms`;
    default:
      return "not valid";
  }
}

/** The input that a key was probably meant to be: other case, a name of the service, a similar or shortened word. */
function inputHint(key: string, schema: unknown): string {
  const shape: unknown = schema instanceof z.ZodObject ? schema.shape : undefined;
  const known = isObject(shape) ? Object.keys(shape) : [];
  const wires = schema instanceof z.ZodObject ? Object.entries(wireNamesOf(schema)) : [];
  const wanted = spelling(key);
  const found =
    known.find((name) => spelling(name) === wanted) ??
    wires.find(([wire]) => spelling(wire) === wanted)?.[1] ??
    nearest(key, known) ??
    known.find((name) => isShort(wanted, spelling(name)));
  if (found !== undefined) return `; did you mean ${JSON.stringify(found)}?`;
  return known.length > 0 && known.length <= few ? `; there are ${known.join(", ")}` : "";
}

/** Names of one line. */
const few = 8;

const spelling = (key: string): string => key.toLowerCase().replace(/[_-]/g, "");

/** `params` for `parameters`: same start with letters omitted. */
function isShort(word: string, full: string): boolean {
  if (word.length < 4 || word.slice(0, 4) !== full.slice(0, 4)) return false;
  const left = [...word];
  for (const letter of full) if (letter === left[0]) left.shift();
  return left.length === 0;
}

/** An invalid value is shown only if the valid ones are a fixed list, and only if it is short. */
const quoted = (value: unknown): string =>
  typeof value === "string" ? (value.length <= 40 ? JSON.stringify(value) : `${value.length} characters`) : whatItIs(value);

const oneOf = (values: readonly string[]): string => {
  const words = values.map((value) => JSON.stringify(value));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
};

export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

function size(input: unknown, origin: string, limit: string): string {
  if (typeof input === "string") return input === "" ? `empty; ${limit} character` : `${input.length} characters; ${limit}`;
  if (Array.isArray(input)) return `${counted(input.length, "entry").replace("entrys", "entries")}; ${limit}`;
  return origin === "number" || origin === "int" ? `${String(input)}; ${limit}` : limit;
}

function aType(expected: string): string {
  switch (expected) {
    case "int":
      return "a whole number";
    case "object":
    case "record":
      return "an object, { … }";
    case "array":
      return "a list, [ … ]";
    case "boolean":
      return "true or false";
    default:
      return `a ${expected}`;
  }
}

function whatItIs(value: unknown): string {
  if (isAbsent(value)) return "missing";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "number" && !Number.isInteger(value) ? "not a whole number" : `a ${typeof value}`;
}
