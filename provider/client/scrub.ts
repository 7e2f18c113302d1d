/** Keeps secrets out of messages and causes. */
import { codeOf, isError } from "./errors";

const mask = "***";
/** Shorter values would mask parts of ordinary words. */
const shortest = 4;

/** Names of fields whose values are secret anywhere in a request. */
const secretField = /password|secret|token|signing_?key|param_config|webhook|^file$/i;

/** Replaces every occurrence of a secret, verbatim and as encoded in URLs and JSON. */
export function scrub(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  const clean = forms.reduce((rest, form) => rest.split(form).join(mask), text);
  return clean.replace(/(Signature=|X-Auth-Token['": ]+|X-Security-Token['": ]+)[^\s,'"]+/gi, `$1${mask}`);
}

/** Ordinary values of fields with such names that are not secret. */
const ordinary = /^(true|false|null|none|\d{1,5})$/i;

/** Secrets in a request body: values of fields with such names, and defaults of private parameters. */
export function secretsIn(body: unknown): string[] {
  const found: string[] = [];
  collect(body, false, found);
  return found;
}

function collect(value: unknown, secret: boolean, found: string[]): void {
  if (typeof value === "string") {
    if (secret && !ordinary.test(value)) found.push(value);
    return;
  }
  if (Array.isArray(value)) {
    const isPrivate = value.some((entry) => isEntry(entry) && entry.name === "sensitiveVar" && String(entry.value) === "true");
    for (const entry of value) {
      const holdsValue = isPrivate && isEntry(entry) && entry.name === "defaultValue";
      collect(entry, secret || holdsValue, found);
    }
    return;
  }
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  const isTelling = isEntry(value) && secretField.test(String(value.name));
  for (const [key, entry] of Object.entries(value))
    collect(entry, ((secret || isTelling) && key !== "name") || secretField.test(key), found);
}

function isEntry(value: unknown): value is { name?: unknown; value?: unknown } {
  return typeof value === "object" && value !== null && "name" in value;
}

/** A cause that is safe to print: name, message and code of the original, nothing else. */
export function safeCause(error: unknown, secrets: readonly string[]): Error | undefined {
  if (!isError(error)) return undefined;
  const cause = new Error(scrub(error.message, secrets));
  cause.name = error.name;
  cause.stack = `${error.name}: ${cause.message}`;
  const code = codeOf(error);
  return code === undefined ? cause : Object.assign(cause, { code });
}
