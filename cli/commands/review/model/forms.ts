/** What kind of value this is in the engine's own encoding. */
import { isObject, isUnknown, signatureKey, signatures } from "../../../../provider/pulumi-wire";

export const secretText = "[secret]";

/** How the engine writes a marked value that it does not tell; what holds more than this may hold the value as well. */
export const veiled = `${signatureKey}":"${signatures.secret}","ciphertext":"${secretText}"}`;

export type Form = "secret" | "unknown" | "asset" | "archive" | "reference" | "plain";

export function formOf(value: unknown): Form {
  if (typeof value === "string") {
    if (value.length === secretText.length) return value === secretText ? "secret" : "plain";
    return value.length === 36 && isUnknown(value) ? "unknown" : "plain";
  }
  if (!isObject(value) || value[signatureKey] === undefined) return "plain";
  const form = value[signatureKey];
  if (form === signatures.output) return value.secret === true ? "secret" : value.value === undefined ? "unknown" : "plain";
  if (form === signatures.asset) return "asset";
  if (form === signatures.archive) return "archive";
  if (form === signatures.reference) return "reference";
  // Marked with a form that nobody knows: the safe reading.
  return "secret";
}
