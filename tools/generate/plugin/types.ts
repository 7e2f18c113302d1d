/** Converts zod schemas of the tables to Pulumi's schema: references, enums and unions, with the named types used in them. */
import { z } from "zod";
import { type Input, type KindInput, knownValues, namedTypes, type Table } from "../../../provider/kinds/table";
import { defaultText, isOptional } from "../kinds/type-text";

export interface TypeSpec {
  type?: string;
  $ref?: string;
  items?: TypeSpec;
  additionalProperties?: TypeSpec;
  oneOf?: TypeSpec[];
}

export interface PropertySpec extends TypeSpec {
  description?: string;
  secret?: true;
  willReplaceOnChanges?: true;
}

export interface ObjectSpec {
  type: "object";
  description?: string;
  properties: Record<string, PropertySpec>;
  required?: string[];
}

export interface EnumSpec {
  type: "string";
  description?: string;
  enum: { value: string }[];
}

export const packageName = "codearts";
export const tokenOf = (name: string) => `${packageName}:index:${name}`;
export const anything: TypeSpec = { $ref: "pulumi.json#/Any" };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The named types of a package, collected while properties are converted. */
export class Types {
  readonly specs: Record<string, ObjectSpec | EnumSpec> = {};
  private readonly names = new Map<unknown, string>();

  add(name: string, spec: ObjectSpec | EnumSpec): TypeSpec {
    this.specs[tokenOf(name)] ??= spec;
    return { $ref: `#/types/${tokenOf(name)}` };
  }

  has(name: string): boolean {
    return tokenOf(name) in this.specs;
  }

  /** `path` is used to name anonymous types, such as `BuildJobArch`. */
  of(schema: z.core.$ZodType, path: string): TypeSpec {
    const named = namedTypes.get(schema);
    if (named?.table) return this.part(schema, named.name, named.doc, named.table);
    return this.structure(schema, named?.name ?? path, named?.doc);
  }

  private structure(schema: z.core.$ZodType, name: string, doc: string | undefined): TypeSpec {
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
      return this.of(schema.def.innerType as z.ZodType, name);
    const known = knownValues.get(schema);
    if (known) return { oneOf: [{ type: "string" }, this.enumeration(name, known, doc)] };
    if (schema instanceof z.ZodString) return { type: "string" };
    if (schema instanceof z.ZodNumber) return { type: schema.isInt ? "integer" : "number" };
    if (schema instanceof z.ZodBoolean) return { type: "boolean" };
    if (schema instanceof z.ZodUnknown) return anything;
    if (schema instanceof z.ZodEnum) return this.enumeration(name, schema.options.map(String), doc);
    if (schema instanceof z.ZodArray) return { type: "array", items: this.of(schema.def.element as z.ZodType, name) };
    if (schema instanceof z.ZodRecord)
      return { type: "object", additionalProperties: this.of(schema.def.valueType as z.ZodType, name) };
    if (schema instanceof z.ZodUnion) return { oneOf: schema.def.options.map((option) => this.of(option as z.ZodType, name)) };
    if (schema instanceof z.ZodObject) {
      const table = Object.fromEntries(Object.entries(schema.shape).map(([key, one]) => [key, { doc: "", schema: one }]));
      return this.part(schema, name, doc, table as Table);
    }
    throw new Error(`no type of Pulumi's schema is known for a zod schema of type ${schema._zod.def.type}; add it to types.ts`);
  }

  private enumeration(name: string, values: readonly string[], doc: string | undefined): TypeSpec {
    return this.add(name, { type: "string", ...(doc && { description: doc }), enum: values.map((value) => ({ value })) });
  }

  private part(schema: z.core.$ZodType, name: string, doc: string | undefined, table: Table): TypeSpec {
    const known = this.names.get(schema);
    if (known === undefined) {
      this.names.set(schema, name);
      this.add(name, { type: "object", ...(doc && { description: doc }), ...this.object(table, name) });
    }
    return { $ref: `#/types/${tokenOf(known ?? name)}` };
  }

  /** The properties of a table, and the required ones. */
  object(table: Table, path: string): { properties: Record<string, PropertySpec>; required: string[] } {
    return {
      properties: Object.fromEntries(
        Object.entries(table).map(([key, input]) => [key, this.property(input, path + capital(key))]),
      ),
      required: Object.entries(table).flatMap(([key, input]) => (isOptional(input) ? [] : [key])),
    };
  }

  private property(input: Input | KindInput, path: string): PropertySpec {
    const fallback = defaultText(input);
    const change = "change" in input && input.change.change === "replace" ? input.change : undefined;
    const sentences = [
      input.doc,
      input.limits && `Limits: ${input.limits}.`,
      fallback !== undefined && fallback !== "none" && `Default: ${fallback}.`,
      change && `A change replaces it: ${change.why}.`,
    ];
    const description = sentences.filter(Boolean).join(" ");
    return {
      ...this.of(input.schema, path),
      ...(description && { description }),
      ...(input.secret && { secret: true }),
      ...(change && { willReplaceOnChanges: true }),
    };
  }
}
