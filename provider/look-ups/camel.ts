import { cleaned, noSecrets } from "../lifecycle/secrets";
import type { Camelled } from "./types";

/** Removes a password from a URL: lists show only where things are. */
function withoutCredentials(text: string): string {
  if (!text.includes("://")) return text;
  return cleaned(text, noSecrets);
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Integers beyond JavaScript's exact range become text, because Pulumi has no larger numbers. */
export function camelled<T>(value: T): Camelled<T>;
export function camelled(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "string") return withoutCredentials(value);
  if (Array.isArray(value)) return value.map(camelled);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [camel(key), camelled(item)]));
}
