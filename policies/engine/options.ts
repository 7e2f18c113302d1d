import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { unknownName } from "../text/names";
import { compile } from "../text/patterns";

/** One key of a rule's configuration: its JSON schema for the engine, and a parser with precise errors. */
export interface Option<T> {
  readonly schema: PolicyConfigJSONSchema;
  readonly fallback: T;
  read(value: unknown, where: string): T;
}

export type Options = Record<string, Option<unknown>>;
export type RuleConfig<O extends Options> = { [K in keyof O]: O[K]["fallback"] };

/** Invalid configuration: the message names the rule and the key. Without a stack trace, because its reader wrote no code. */
export function configurationError(message: string): Error {
  const error = new Error(`codearts policies: ${message}`);
  error.name = "PolicyConfigurationError";
  error.stack = error.message;
  return error;
}

export function integer(description: string, fallback: number, minimum: number, maximum: number): Option<number> {
  return {
    schema: { type: "integer", description, default: fallback, minimum, maximum },
    fallback,
    read(value, where) {
      if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
      throw configurationError(`${where}: ${show(value)} is not a whole number from ${minimum} to ${maximum}`);
    },
  };
}

export function flag(description: string, fallback: boolean): Option<boolean> {
  return {
    schema: { type: "boolean", description, default: fallback },
    fallback,
    read(value, where) {
      if (typeof value === "boolean") return value;
      throw configurationError(`${where}: ${show(value)} is neither true nor false`);
    },
  };
}

/** A string; absent if there is no default. `shape` describes valid values. */
export function text(description: string, shape?: { pattern: RegExp; such: string }): Option<string | undefined> {
  return {
    schema: { type: "string", description, minLength: 1 },
    fallback: undefined,
    read(value, where) {
      if (typeof value === "string" && value !== "" && (shape === undefined || shape.pattern.test(value))) return value;
      throw configurationError(`${where}: ${show(value)} is not ${shape ? `a string such as ${shape.such}` : "a string"}`);
    },
  };
}

/** A regular expression in RE2 syntax (no back-references, no look-around), compiled when the pack starts. */
export function pattern(description: string): Option<string | undefined> {
  return {
    schema: { type: "string", description, minLength: 1 },
    fallback: undefined,
    read(value, where) {
      if (typeof value !== "string" || value === "")
        throw configurationError(`${where}: ${show(value)} is not a regular expression`);
      try {
        compile(value);
      } catch (reason) {
        const why = reason instanceof Error ? reason.message : String(reason);
        throw configurationError(
          `${where}: the regular expression ${show(value)} does not compile: ${why} (RE2 syntax: no look-around)`,
        );
      }
      return value;
    },
  };
}

/** A list of strings of one form. */
export function listOf(description: string, shape: { pattern: RegExp; such: string }): Option<readonly string[]> {
  const texts = list(description, []);
  const schema = { ...texts.schema, items: { type: "string" as const, pattern: shape.pattern.source } };
  return {
    ...texts,
    schema,
    read(value, where) {
      const read = texts.read(value, where);
      const wrong = read.findIndex((text) => !shape.pattern.test(text));
      if (wrong === -1) return read;
      throw configurationError(`${where}[${wrong}]: ${show(read[wrong])} is not a string such as ${shape.such}`);
    },
  };
}

/** A list of strings. `values` limits the allowed entries. */
export function list(description: string, fallback: readonly string[], values?: readonly string[]): Option<readonly string[]> {
  const items: PolicyConfigJSONSchema = values ? { type: "string", enum: [...values] } : { type: "string", minLength: 1 };
  return {
    schema: { type: "array", items, description, ...(fallback.length > 0 && { default: [...fallback] }) },
    fallback,
    read(value, where) {
      if (!Array.isArray(value)) throw configurationError(`${where}: ${show(value)} is not a list of strings`);
      return value.map((item: unknown, index) => {
        if (typeof item !== "string" || item === "")
          throw configurationError(`${where}[${index}]: ${show(item)} is not a non-empty string`);
        if (values && !values.includes(item))
          throw configurationError(`${where}[${index}]: ${unknownName("value", item, values)}`);
        return item;
      });
    },
  };
}

/** Reads a rule's own keys; `exclude` and `enforcementLevel` are read by other modules. */
export function readOptions<O extends Options>(rule: string, options: O, given: Record<string, unknown>): RuleConfig<O> {
  const own = Object.keys(options);
  for (const key of Object.keys(given))
    if (!own.includes(key) && key !== "exclude" && key !== "enforcementLevel")
      throw configurationError(`rule ${rule}: ${unknownName("key", key, [...own, "exclude", "enforcementLevel"])}`);
  const entries = own.map((key) => {
    const option = options[key];
    const value = given[key];
    return [key, value === undefined || value === null ? option?.fallback : option?.read(value, `rule ${rule}: ${key}`)];
  });
  return Object.fromEntries(entries);
}

export function show(value: unknown): string {
  return (typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value))).slice(0, 120);
}
