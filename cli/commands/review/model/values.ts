/** Values as text, for people. Nothing that is marked or named secret ever leaves this file in clear. */
import { isInternal } from "../../../../provider/lifecycle/values";
import { isObject, type Properties } from "../events/event";
import type { Shown } from "./report";
import { cutMark, formOf, secretText } from "./secrets";

/** Characters of one value that a report keeps; a change inside longer text shows as a line diff all the same. */
export const longestValue = 4_000;

export const none: Shown = { kind: "none", text: "" };
export const secret: Shown = { kind: "secret", text: secretText };
export const unknown: Shown = { kind: "unknown", text: "known after apply" };

/** A value in one piece, objects and lists in a short notation close to JSON. */
export function show(value: unknown): Shown {
  if (value === undefined || value === null) return none;
  const form = formOf(value);
  if (form === "secret") return secret;
  if (form === "unknown") return unknown;
  return { kind: "text", text: clip(typeof value === "string" ? value : notation(value, 0)) };
}

export function clip(text: string, most = longestValue): string {
  if (text.length <= most) return text;
  let cut = text.slice(0, most);
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  return `${cut}${cutMark}${text.length - cut.length} more characters)`;
}

function notation(value: unknown, depth: number): string {
  switch (formOf(value)) {
    case "secret":
      return secretText;
    case "unknown":
      return "(known after apply)";
    case "asset":
    case "archive":
      return assetText(value);
    case "reference":
      return isObject(value)
        ? `resource ${String(value.urn ?? "")
            .split("::")
            .at(-1)}`
        : "resource";
    default:
      break;
  }
  if (typeof value === "string") return JSON.stringify(clip(value, 400));
  if (value === null || typeof value !== "object") return String(value);
  if (depth > 6) return "…";
  if (Array.isArray(value)) return `[${bounded(value.map((item) => notation(item, depth + 1)))}]`;
  const parts = Object.entries(value)
    .filter(([key, item]) => !isInternal(key) && item !== undefined)
    .map(([key, item]) => `${/^[\w$-]+$/.test(key) ? key : JSON.stringify(key)}: ${notation(item, depth + 1)}`);
  return parts.length === 0 ? "{}" : `{ ${bounded(parts)} }`;
}

function bounded(parts: string[]): string {
  return parts.length <= 50 ? parts.join(", ") : `${parts.slice(0, 50).join(", ")}, … ${parts.length - 50} more`;
}

function assetText(value: unknown): string {
  if (!isObject(value)) return "file";
  const where = [value.path, value.uri].find((part) => typeof part === "string");
  const hash = typeof value.hash === "string" ? value.hash.slice(0, 12) : "";
  return `file${typeof where === "string" ? ` ${where}` : ""}${hash ? ` (${hash})` : ""}`;
}

/** Deep equality as the engine means it: key order does not matter, absent and null are the same, internal keys are no matter. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (typeof a !== "object" || typeof b !== "object" || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  const left = a as Properties;
  const right = b as Properties;
  for (const key in left) if (!isInternal(key) && !same(left[key], itemOf(right, key))) return false;
  for (const key in right) if (!isInternal(key) && itemOf(left, key) === undefined && !same(undefined, right[key])) return false;
  return true;
}

/** The value of a key that people chose: every object answers to "constructor" and "toString", and JSON holds no function. */
export function itemOf(properties: Properties, key: string): unknown {
  const value = properties[key];
  return typeof value === "function" ? undefined : value;
}
