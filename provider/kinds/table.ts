/**
 * Tables of inputs. An input is defined once, in the table of its kind or of a shared part: its type and limits, the effect of
 * a change, its wire field, its default and its documentation. The check, the diff, the plain part of the wire mapping, the types
 * of sdk/, docs/resources and the defaults known to policies derive from it.
 */
import { z } from "zod";
import type { Client } from "../client";
import type { Declared, Field, Kind } from "../lifecycle/kind";
import { wireNames } from "../lifecycle/wording";

/** The wire field of an input. */
export interface WireField {
  readonly name: string;
  /** Other names for it in the service or other tools. */
  readonly also?: readonly string[];
}

/** A wire field with its own conversion. */
export interface PlainField extends WireField {
  /** In an update, `live` is the value in the service and `applied` the previously declared one. */
  toWire(value: unknown, live?: unknown, applied?: unknown): unknown;
  /** Undefined if the service has no value. `written` is the declared value, whose form is kept. */
  fromWire(value: unknown, written?: unknown): unknown;
  /** Default of a new object. Not reported as undeclared, and sent when a program removes the input; undefined leaves it to the service. */
  readonly fresh?: unknown;
  /** Adoption also writes it when it equals the default. */
  readonly always?: boolean;
}

/** Properties of a value besides its type. */
export interface Facts {
  /** Description in one or two sentences of Markdown, without limits, default and secrecy, which have their own members. */
  readonly doc: string;
  /** Limits, as text. */
  readonly limits?: string;
  /** Default value. */
  readonly default?: string | number | boolean;
  /** Default as text, if it is not a fixed value: `the service's`. */
  readonly otherwise?: string;
  /** The riskiest possible default if the real one is not certain, for policies. */
  readonly atWorst?: string | number | boolean;
  /** Source of the default in the SDK or the configuration: `the resource's name`. */
  readonly filled?: string;
  readonly secret?: true;
  /** Part of the object's location, so also needed to read it by its id. */
  readonly place?: true;
  /** Part of the object's identity: while it is unknown, the object cannot be looked up. */
  readonly identifies?: true;
  readonly wire?: WireField | PlainField;
}

export interface Input<Schema extends z.ZodType = z.ZodType> extends Facts {
  readonly schema: Schema;
}

/** A top-level input of a kind; nested inputs change with it. */
export interface KindInput<Schema extends z.ZodType = z.ZodType> extends Input<Schema> {
  readonly change: Field;
}

export type Table = Readonly<Record<string, Input>>;
export type KindTable = Readonly<Record<string, KindInput>>;
type ObjectOf<T extends Table> = z.ZodObject<{ -readonly [Key in keyof T]: T[Key]["schema"] }, z.core.$strict>;
/** The input type of a table, with known values. */
export type Written<T extends Table> = z.output<ObjectOf<T>>;

export function input<Schema extends z.ZodType>(schema: Schema, facts: Facts & { readonly change: Field }): KindInput<Schema>;
export function input<Schema extends z.ZodType>(schema: Schema, facts: Facts): Input<Schema>;
export function input(schema: z.ZodType, facts: Facts): Input {
  return { ...facts, schema };
}

/** The schema of a table: an object with exactly these keys, annotated with their wire names. */
function objectOf<T extends Table>(table: T): ObjectOf<T> {
  // Object.fromEntries loses the relation between keys and schemas.
  return checkOf(table) as unknown as ObjectOf<T>;
}

function checkOf(table: Table): z.ZodType {
  const schema = z.strictObject(Object.fromEntries(Object.entries(table).map(([key, one]) => [key, one.schema])));
  wireNames.add(
    schema,
    Object.fromEntries(Object.entries(table).flatMap(([key, one]) => namesOf(one).map((name) => [name, key]))),
  );
  return schema;
}

const namesOf = ({ wire }: Input): string[] => (wire ? [wire.name, ...(wire.also ?? [])] : []);

/** What a kind derives from its table. */
export function derivedFrom<T extends KindTable>(table: T) {
  const fields = Object.fromEntries(Object.entries(table).map(([key, { change }]) => [key, change]));
  const identity = Object.entries(table).flatMap(([key, { identifies }]) => (identifies ? [key] : []));
  // Object.fromEntries loses the relation between keys and values.
  return { inputs: table, schema: objectOf(table), identity, fields: fields as { readonly [Key in keyof T]: Field } };
}

/** The inputs of a table with their own conversion. */
export function plainFields<T extends Table>(table: T): [key: keyof T & string, field: PlainField][] {
  return Object.entries(table).flatMap(([key, { wire }]) => (wire && "toWire" in wire ? [[key, wire]] : []));
}

/** A named type in programs and in the documentation. */
export interface NamedType {
  readonly name: string;
  readonly doc: string;
  /** Its inputs, if it is an object. */
  readonly table?: Table;
}

/** By the schema. */
export const namedTypes = new WeakMap<z.core.$ZodType, NamedType>();

/** Known values of an open set, for completion in editors. */
export const knownValues = new WeakMap<z.core.$ZodType, readonly string[]>();

export function openEnum<Schema extends z.ZodType<string>>(schema: Schema, values: readonly string[]): Schema {
  knownValues.set(schema, values);
  return schema;
}

export function named<Schema extends z.ZodType>(name: string, doc: string, schema: Schema): Schema {
  namedTypes.set(schema, { name, doc });
  return schema;
}

/** A named object type, from its table. */
export function part<T extends Table>(name: string, doc: string, table: T): ObjectOf<T> {
  const schema = checkOf(table);
  namedTypes.set(schema, { name, doc, table });
  return schema as unknown as ObjectOf<T>;
}

/** An entry of the list of kinds. */
export interface ListedKind<I extends Declared, L> extends Kind<I, L> {
  readonly inputs: KindTable;
  /** Its computed outputs. */
  readonly outputs?: Table;
  /** Noun and plural, such as `job` and `jobs`. */
  readonly noun: string;
  readonly plural: string;
  /** A job has at most one, or one per value of the input `by`: the SDK refuses a program that declares two. */
  readonly onePerJob?: OnePerJob<I>;
  /** Lists all of the account, for adoption. Jobs and what belongs to a job are found from the jobs. */
  list?(client: Client): AsyncIterable<Listed>;
  /** Lists all of a project. */
  listIn?(client: Client, projectId: string): AsyncIterable<Listed>;
  /** `adopt` includes it only if `--kind` names it. */
  readonly isAdoptedOnRequest?: true;
  readonly offline?: Offline<I>;
  /** Lists all of one project or one job, for the plugin, if adoption finds the kind in another way. */
  readonly within?: { readonly key: "projectId" | "jobId"; list(client: Client, id: string): AsyncIterable<Listed> };
}

export interface OnePerJob<I> {
  readonly by?: keyof I & string;
  /** What two resources of one job would both declare, if `by` is not set. */
  readonly what?: string;
  /** What to merge into the one that is kept: `events`. */
  readonly merged: string;
}

interface Answers {
  readonly [operation: string]: unknown;
}

/** Allows a create to run without a service, so that `render` can show its requests. */
export interface Offline<I> {
  /** The minimal response that a create needs, by operation. */
  readonly answers?: Answers | ((inputs: I) => Answers);
  /** Replacements for inputs that a create cannot use. */
  readonly inputs?: Partial<I>;
}

/** Represents a value that the service would return. */
export const notKnown = "(known after apply)";

/** An object in a list. */
export interface Listed {
  readonly id: string;
  readonly name: string;
}
