/** Validates requests and responses against the contract. Validators are compiled on first use, for a fast start. */
import Ajv2020, { type ErrorObject, type ValidateFunction } from "ajv/dist/2020";
import { contract, type Operation, type Schema } from "./load";

export interface Problem {
  /** Such as `body/steps/0/name`, `query/page_size`. */
  at: string;
  message: string;
}

function createAjv(options: object): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: false, ...options });
  for (const format of ["int32", "int64", "double", "float", "password", "binary"]) ajv.addFormat(format, true);
  for (const [service, schemas] of Object.entries(contract().schemas)) ajv.addSchema({ components: { schemas } }, service);
  return ajv;
}

let strict: Ajv2020 | undefined;
let coercing: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

function validator(key: string, schema: () => Schema, coerce: boolean): ValidateFunction {
  const known = compiled.get(key);
  if (known) return known;
  strict ??= createAjv({});
  coercing ??= createAjv({ coerceTypes: true, useDefaults: true });
  const made = (coerce ? coercing : strict).compile(schema());
  compiled.set(key, made);
  return made;
}

function problems(place: string, errors: ErrorObject[] | null | undefined): Problem[] {
  return (errors ?? []).slice(0, 5).map((error) => ({
    at: `${place}${error.instancePath}`,
    message: describe(error),
  }));
}

function describe(error: ErrorObject): string {
  const allowed: unknown = error.params.allowedValues;
  return Array.isArray(allowed) ? `must be one of ${allowed.join(", ")}` : (error.message ?? "is not valid");
}

function parameterSchema(operation: Operation, place: "path" | "query"): Schema {
  const own = operation.parameters.filter((parameter) => parameter.in === place);
  return {
    type: "object",
    properties: Object.fromEntries(own.map((parameter) => [parameter.name, demanded(parameter)])),
    required: own.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  };
}

/** Without defaults, which would hide that a parameter is missing. */
function demanded({ required, schema }: Operation["parameters"][number]): Schema {
  if (!required) return schema;
  const { default: _, ...rest } = schema;
  return rest;
}

/** Converts strings of a path or query to the declared types (in place, with defaults), and checks them. */
export function checkParameters(operation: Operation, place: "path" | "query", values: Record<string, unknown>): Problem[] {
  const check = validator(`${operation.id} ${place}`, () => parameterSchema(operation, place), true);
  return check(values) ? [] : problems(place, check.errors);
}

export function checkBody(operation: Operation, body: unknown): Problem[] {
  const { body: declared } = operation;
  if (!declared) return [];
  const check = validator(`${operation.id} body`, () => declared.schema, false);
  return check(body) ? [] : problems("body", check.errors);
}

export function checkAnswer(operation: Operation, answer: unknown): Problem[] {
  const { answer: declared } = operation;
  if (declared?.type !== "application/json") return [];
  const check = validator(`${operation.id} answer`, () => declared.schema, false);
  return check(answer) ? [] : problems("answer", check.errors).filter(({ at }) => !seenLive.test(at));
}

/** The contract has no null here and requests must not have it, but live responses do. */
const seenLive = /^answer\/result\/steps\/\d+\/version$/;

interface QueryNames {
  all: ReadonlySet<string>;
  lists: ReadonlySet<string>;
}

const queryNamesOf = new Map<string, QueryNames>();

/** Query parameters of an operation, and which of them are lists, where a single value is a list of one. */
export function queryNames({ id, parameters }: Operation): QueryNames {
  const known = queryNamesOf.get(id);
  if (known) return known;
  const own = parameters.filter((parameter) => parameter.in === "query");
  const names = (of: typeof own) => new Set(of.map(({ name }) => name));
  const made = { all: names(own), lists: names(own.filter(({ schema }) => schema.type === "array")) };
  queryNamesOf.set(id, made);
  return made;
}
