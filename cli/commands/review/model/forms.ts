/** What kind of value this is in the engine's own encoding. */
import { isObject, isUnknown, signatureKey, signatures } from "../../../../provider/pulumi-wire";

export const secretText = "[secret]";

/** How the engine writes a masked value; an object with further keys may also contain the value. */
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
  // An unknown signature is treated as secret.
  return "secret";
}
