/** Values as text, for people. Nothing that is marked or named secret ever leaves this file in clear. */
import { isInternal, isObject, splitUrn } from "../../../../provider/pulumi-wire";
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
      return isObject(value) ? `resource ${splitUrn(String(value.urn ?? "")).name}` : "resource";
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
