/**
 * Tables of inputs. An input is written once, in the table of its kind or of the part that it belongs to: its type and limits, what a change
 * means, its wire field, its default and its documentation. The check, the diff, the plain part of the mapping, the types of sdk/,
 * docs/resources and the defaults that policies know follow from it.
 */
import { z } from "zod";
import type { Client } from "../client";
import type { Declared, Field, Kind } from "../lifecycle/kind";
import { wireNames } from "../lifecycle/wording";

/** Where an input stands on the wire. */
export interface WireField {
  readonly name: string;
  /** Other names under which the service, or another tool, knows it. */
  readonly also?: readonly string[];
}

/** A wire field whose value is translated by itself. */
export interface PlainField extends WireField {
  /** At an update: `live` is what the service has, `applied` what the program wrote before. */
  readonly toWire: (value: never, live?: unknown, applied?: never) => unknown;
  /** Undefined when the service has nothing set. `written` is the program's form of the value. */
  readonly fromWire: (value: unknown, written?: never) => unknown;
  /** What a fresh object has. Not reported as undeclared, and sent when a program drops the input; undefined leaves it to the service. */
  readonly fresh?: unknown;
  /** Adoption writes it also where it is as on a fresh object. */
  readonly always?: boolean;
}

/** What is known of a value beside its type. */
export interface Facts {
  /** What it is, in one or two sentences of Markdown. Limits, default and secrecy are said in members of their own. */
  readonly doc: string;
  /** Limits, in words. */
  readonly limits?: string;
  /** What holds where the program says nothing, as a value. */
  readonly default?: string | number | boolean;
  /** The same in words, where no value says it: `the service's`. */
  readonly otherwise?: string;
  /** Where nobody is sure what holds when the program says nothing: the value that a policy has to reckon with. */
  readonly atWorst?: string | number | boolean;
  /** Where the SDK or the configuration takes the value from when the program leaves it out: `the resource's name`. */
  readonly filled?: string;
  readonly secret?: true;
  /** Says where the object is, so that reading one by its id needs it too. */
  readonly place?: true;
  /** Says, with others, which object it is: while one of them is not known yet, nothing can be looked for. */
  readonly identifies?: true;
  readonly wire?: WireField | PlainField;
}

export interface Input<Schema extends z.ZodType = z.ZodType> extends Facts {
  readonly schema: Schema;
}

/** An input of a kind itself; the inputs of its parts change with it. */
export interface KindInput<Schema extends z.ZodType = z.ZodType> extends Input<Schema> {
  readonly change: Field;
}

export type Table = Readonly<Record<string, Input>>;
export type KindTable = Readonly<Record<string, KindInput>>;
type ObjectOf<T extends Table> = z.ZodObject<{ -readonly [Key in keyof T]: T[Key]["schema"] }, z.core.$strict>;
/** What a program writes by a table, once its values are known. */
export type Written<T extends Table> = z.output<ObjectOf<T>>;

export function input<Schema extends z.ZodType>(schema: Schema, facts: Facts & { readonly change: Field }): KindInput<Schema>;
export function input<Schema extends z.ZodType>(schema: Schema, facts: Facts): Input<Schema>;
export function input(schema: z.ZodType, facts: Facts): Input {
  return { ...facts, schema };
}

/** The check of a table: an object with these keys and no others, which knows their names on the wire. */
function objectOf<T extends Table>(table: T): ObjectOf<T> {
  // Object.fromEntries forgets which key has which schema.
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

/** What a kind has by its table. */
export function madeFrom<T extends KindTable>(table: T) {
  const fields = Object.fromEntries(Object.entries(table).map(([key, { change }]) => [key, change]));
  const identity = Object.entries(table).flatMap(([key, { identifies }]) => (identifies ? [key] : []));
  // Object.fromEntries forgets which key has which value.
  return { inputs: table, schema: objectOf(table), identity, fields: fields as { readonly [Key in keyof T]: Field } };
}

/** The inputs of a table that are translated by themselves. */
export function plainFields<T extends Table>(table: T): [key: keyof T & string, field: PlainField][] {
  return Object.entries(table).flatMap(([key, { wire }]) => (wire && "toWire" in wire ? [[key, wire]] : []));
}

/** A type that has a name of its own in programs and in the documentation. */
export interface NamedType {
  readonly name: string;
  readonly doc: string;
  /** Its inputs, where it is an object. */
  readonly table?: Table;
}

/** By the schema. */
export const namedTypes = new WeakMap<z.core.$ZodType, NamedType>();

/** Values that are known, by a schema that lets others pass: completions in an editor. */
export const knownValues = new WeakMap<z.core.$ZodType, readonly string[]>();

export function openEnum<Schema extends z.ZodType<string>>(schema: Schema, values: readonly string[]): Schema {
  knownValues.set(schema, values);
  return schema;
}

export function named<Schema extends z.ZodType>(name: string, doc: string, schema: Schema): Schema {
  namedTypes.set(schema, { name, doc });
  return schema;
}

/** An object type with a name, from its table. */
export function part<T extends Table>(name: string, doc: string, table: T): ObjectOf<T> {
  const schema = checkOf(table);
  namedTypes.set(schema, { name, doc, table });
  return schema as unknown as ObjectOf<T>;
}

/** A kind of the list, with its tables and words. */
export interface ListedKind<I extends Declared, L> extends Kind<I, L> {
  readonly inputs: KindTable;
  /** What it has beside its inputs. */
  readonly outputs?: Table;
  /** What people call one and several of them, such as `job` and `jobs`. */
  readonly noun: string;
  readonly plural: string;
  /** A job has one at most, or one for each value of the input `by`: a program that declares two is refused while it runs. */
  readonly onePerJob?: OnePerJob<I>;
  /** All of the account, for adoption. Jobs and what belongs to a job are found from the jobs. */
  list?(client: Client): AsyncIterable<Listed>;
  /** The same of a project. */
  listIn?(client: Client, projectId: string): AsyncIterable<Listed>;
  /** `adopt` takes it only where `--kind` names it. */
  readonly isAdoptedOnRequest?: true;
  readonly offline?: Offline<I>;
  /** All of one project or one job, of a kind that adoption finds in a way of its own: for lists of the plugin. */
  readonly within?: { readonly key: "projectId" | "jobId"; list(client: Client, id: string): AsyncIterable<Listed> };
}

export interface OnePerJob<I> {
  readonly by?: keyof I & string;
  /** What two resources would both declare of a job, where `by` names no input. */
  readonly what?: string;
  /** What the one that is kept takes from both: `events`. */
  readonly merged: string;
}

interface Answers {
  readonly [operation: string]: unknown;
}

/** What lets a create run without a service, so that `render` can show its requests. */
export interface Offline<I> {
  /** The shortest answer that a create goes on with, by operation. */
  readonly answers?: Answers | ((inputs: I) => Answers);
  /** Inputs in the place of those that a create cannot go on with. */
  readonly inputs?: Partial<I>;
}

/** Stands for what the service would tell. */
export const notKnown = "(known after apply)";

/** An object as a list names it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
}
