/** The TypeScript type of a zod schema, as text. */
import { z } from "zod";
import { type Input, knownValues, namedTypes } from "../../../provider/kinds/table";

export interface TypeText {
  readonly text: string;
  /** Named types used in the text. */
  readonly named: readonly z.core.$ZodType[];
}

/** The type being declared must not refer to itself. */
export function typeText(schema: z.core.$ZodType, declared?: z.core.$ZodType): TypeText {
  const used: z.core.$ZodType[] = [];
  const write = (one: z.core.$ZodType): string => {
    const name = one === declared ? undefined : namedTypes.get(one)?.name;
    if (name === undefined) return structure(one, write);
    used.push(one);
    return name;
  };
  return { text: write(schema), named: used };
}

function structure(schema: z.core.$ZodType, write: (one: z.core.$ZodType) => string): string {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return write(schema.def.innerType);
  const known = knownValues.get(schema);
  if (known) return `${known.map((value) => JSON.stringify(value)).join(" | ")} | (string & {})`;
  if (schema instanceof z.ZodString) return "string";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodUnknown) return "unknown";
  if (schema instanceof z.ZodEnum) return schema.options.map((value) => JSON.stringify(value)).join(" | ");
  if (schema instanceof z.ZodArray) return listOf(write(schema.def.element));
  if (schema instanceof z.ZodRecord) return `{ [name: string]: ${write(schema.def.valueType)} }`;
  if (schema instanceof z.ZodUnion) return [...new Set(schema.def.options.map(write))].join(" | ");
  if (schema instanceof z.ZodObject) {
    const members = Object.entries(schema.shape).map(([key, value]) => `${key}${mark(value)}: ${write(value)}`);
    return `{ ${members.join("; ")} }`;
  }
  throw new Error(`no TypeScript type is known for a schema of type ${schema._zod.def.type}; add it to type-text.ts`);
}

const listOf = (element: string): string =>
  /[|]/.test(element) && !/^\{.*\}$/.test(element) ? `(${element})[]` : `${element}[]`;
const mark = (schema: z.core.$ZodType): string => (schema instanceof z.ZodOptional ? "?" : "");

/** Whether an input is optional. */
export const isOptional = ({ schema, filled }: Input): boolean => schema instanceof z.ZodOptional || filled !== undefined;

/** The default as text; empty for a required input. */
export function defaultText(input: Input): string | undefined {
  if (input.filled !== undefined) return input.filled;
  if (input.otherwise !== undefined) return input.otherwise;
  if (input.default !== undefined) return String(input.default);
  return isOptional(input) ? "none" : undefined;
}
