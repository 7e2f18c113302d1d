/** Conversion of plain values to the wire and back. */
import type { PlainField } from "../table";
import { isBlank, toBoolean, toText } from "./wire";

const asIs = (value: unknown) => value;

/** Text, where the service uses the empty string for "not set". */
export const asText = (name: string, fresh?: unknown): PlainField => ({
  name,
  toWire: asIs,
  fromWire: (value) => (isBlank(value) ? undefined : toText(value)),
  fresh,
});

/** A boolean; reads may return it as a string. */
export const asFlag = (name: string, fresh?: boolean): PlainField => ({ name, toWire: asIs, fromWire: toBoolean, fresh });

/** A boolean that the service expects as a string. */
export const asTextFlag = (name: string, fresh?: boolean): PlainField => ({ ...asFlag(name, fresh), toWire: String });

/** A number that the service expects as a string. */
export const asTextNumber = (name: string, fresh?: number): PlainField => ({
  name,
  toWire: String,
  fromWire: (value) => (isBlank(value) ? undefined : Number(value)),
  fresh,
});
