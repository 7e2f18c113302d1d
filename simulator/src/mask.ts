/** Masks possible secrets in everything that is shown: journal, page, messages. */

import { shownInteger } from "./server/integers";

const secretName =
  /pass(word|wd|phrase)?$|secret|token|credential|private_?key|signing_?key|webhook|param_?config|cicd_command|access_?key/i;
const secretHeaders = new Set(["authorization", "x-auth-token", "x-security-token", "x-subject-token", "cookie"]);
const hidden = "***";

type Json = unknown;

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A build parameter in Jenkins form with sensitiveVar true: its default value and options are secret. */
function maskParams(params: Json[]): Json[] {
  const pairs = params.filter(isRecord);
  const isPrivate = pairs.some((pair) => pair.name === "sensitiveVar" && pair.value === "true");
  if (!isPrivate) return params.map((pair) => maskValue(pair));
  return pairs.map((pair) => (pair.name === "defaultValue" ? { ...pair, value: hidden, limits: null } : pair));
}

/** A copy without secrets: masks by key name, private parameters, and values of the given names (private parameters of the job). */
export function maskValue(value: Json, privateNames: ReadonlySet<string> = new Set(), depth = 0): Json {
  if (depth > 70) return hidden;
  if (Array.isArray(value)) return value.map((entry) => maskValue(entry, privateNames, depth + 1));
  if (!isRecord(value)) return shownInteger(value);
  const pairIsSecret = typeof value.name === "string" && (privateNames.has(value.name) || secretName.test(value.name));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key === "params" && Array.isArray(entry)) return [key, maskParams(entry)];
      if (secretName.test(key) && entry !== null && typeof entry !== "object") return [key, hidden];
      if (pairIsSecret && key === "value" && typeof entry === "string") return [key, hidden];
      return [key, maskValue(entry, privateNames, depth + 1)];
    }),
  );
}

export function maskHeaders(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name === "authorization" && typeof value === "string"
        ? value.replace(/Signature=[0-9a-f]+/, `Signature=${hidden}`)
        : secretHeaders.has(name)
          ? hidden
          : value,
    ]),
  );
}

export function maskUrl(url: string): string {
  return url.replace(/([?&][^=&]*(?:token|secret|password|webhook)[^=&]*=)[^&]*/gi, `$1${hidden}`);
}
