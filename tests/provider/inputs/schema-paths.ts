/** Every input that a schema knows, nested ones too, found by walking the schema itself. */
import { z } from "zod";

export interface InputPath {
  /** Such as `scms[].branch`, `parameters{}.default`: `[]` is any entry of a list, `{}` any of a map. */
  readonly path: string;
  readonly schema: z.ZodType;
  readonly optional: boolean;
}

const isType = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** What an optional input holds. */
export const bare = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional && isType(schema.unwrap()) ? bare(schema.unwrap() as z.ZodType) : schema;

export function inputPaths(schema: z.ZodType, prefix = ""): InputPath[] {
  const type = bare(schema);
  if (type instanceof z.ZodObject) {
    return Object.entries(type.shape).flatMap(([key, value]) => {
      if (!isType(value)) return [];
      const path = prefix === "" ? key : `${prefix}.${key}`;
      return [{ path, schema: value, optional: value instanceof z.ZodOptional }, ...inputPaths(value, path)];
    });
  }
  if (type instanceof z.ZodArray && isType(type.element)) return entry(`${prefix}[]`, type.element);
  if (type instanceof z.ZodRecord && isType(type.valueType)) return entry(`${prefix}{}`, type.valueType);
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => (isType(option) ? inputPaths(option, prefix) : []));
  if (leaves.some((leaf) => type instanceof leaf)) return [];
  throw new Error(`${prefix}: inputPaths does not know ${type.constructor.name}`);
}

const leaves = [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodUnknown, z.ZodLiteral];

const entry = (path: string, schema: z.ZodType): InputPath[] => [{ path, schema, optional: true }, ...inputPaths(schema, path)];

/** What someone may write who means nothing: the empty values of an input's types. */
export function emptyValues(schema: z.ZodType): unknown[] {
  const type = bare(schema);
  if (type instanceof z.ZodObject || type instanceof z.ZodRecord) return [{}];
  if (type instanceof z.ZodArray) return [[]];
  if (type instanceof z.ZodString || type instanceof z.ZodEnum) return [""];
  if (type instanceof z.ZodNumber) return [0];
  if (type instanceof z.ZodBoolean) return [false];
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => (isType(option) ? emptyValues(option) : []));
  return ["", 0, false, [], {}];
}

/** What arrives by accident, or is stored otherwise than it is written. */
export function oddValues(schema: z.ZodType): unknown[] {
  const type = bare(schema);
  const texts = ["two\r\nlines\r", " ends in blanks \t", "e\u0301\u00e9\uff21\u200b", "\ud800", "null"];
  const numbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 2 ** 53, 1e21, 0.1 + 0.2];
  if (type instanceof z.ZodString || type instanceof z.ZodEnum) return [...texts, 1, true];
  if (type instanceof z.ZodNumber) return [...numbers, "1", 1.5];
  if (type instanceof z.ZodBoolean) return ["true", 1];
  if (type instanceof z.ZodArray) return [[null]];
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => (isType(option) ? oddValues(option) : []));
  if (type instanceof z.ZodUnknown) return [...texts, ...numbers, { inside: [Number.NaN] }, [null], { none: null, some: [-0] }];
  return [{ unheard: null }, { "": "blank" }];
}
