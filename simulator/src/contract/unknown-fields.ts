/** Finds fields of a request that are not in the contract, which validation does not report because the schemas are open. */
import { contract, type Operation, type Schema, type Service } from "./load";
import { queryNames } from "./validate";

const services: readonly string[] = ["build", "hss", "iam"] satisfies Service[];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isService(name: string): name is Service {
  return services.includes(name);
}

function resolve(schema: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  const [service, pointer] = $ref.split("#/components/schemas/");
  if (!service || !pointer || !isService(service)) return schema;
  return resolve(contract().schemas[service][pointer] ?? {});
}

interface Known {
  /** False for a free-form object. */
  closed: boolean;
  properties: Map<string, Schema[]>;
  items: Schema[];
  values: Schema[];
}

function gather(schema: Schema, into: Known): Known {
  const own = resolve(schema);
  if (isRecord(own.properties)) {
    into.closed = true;
    for (const [name, property] of Object.entries(own.properties)) {
      if (isRecord(property)) into.properties.set(name, [...(into.properties.get(name) ?? []), property]);
    }
  }
  if (isRecord(own.items)) into.items.push(own.items);
  if (isRecord(own.additionalProperties)) into.values.push(own.additionalProperties);
  for (const part of [own.allOf, own.oneOf, own.anyOf].flat()) if (isRecord(part)) gather(part, into);
  return into;
}

/** Cached, so each schema is processed once. */
const gathered = new WeakMap<Schema[], Known>();

function knownOf(schemas: Schema[]): Known {
  const before = gathered.get(schemas);
  if (before) return before;
  const known: Known = { closed: false, properties: new Map(), items: [], values: [] };
  for (const schema of schemas) gather(schema, known);
  gathered.set(schemas, known);
  return known;
}

function walk(value: unknown, schemas: Schema[], at: string, found: string[]): void {
  if (found.length >= 50) return;
  const known = knownOf(schemas);
  if (Array.isArray(value)) {
    if (known.items.length > 0) value.forEach((entry, index) => void walk(entry, known.items, `${at}/${index}`, found));
    return;
  }
  if (!isRecord(value) || !(known.closed || known.values.length > 0)) return;
  for (const [key, entry] of Object.entries(value)) {
    const property = known.properties.get(key) ?? (known.values.length > 0 ? known.values : undefined);
    if (property) walk(entry, property, `${at}/${key}`, found);
    else if (found.length < 50) found.push(`${at}/${key}`);
  }
}

const bodies = new WeakMap<object, Schema[]>();

function bodySchemas(body: NonNullable<Operation["body"]>): Schema[] {
  const schemas = bodies.get(body) ?? [body.schema];
  bodies.set(body, schemas);
  return schemas;
}

/** Paths of body and query fields that are not in the contract, at most 50. */
export function unknownFields(operation: Operation, query: Record<string, unknown>, body: unknown): string[] {
  const declared = queryNames(operation).all;
  const found = Object.keys(query)
    .filter((name) => !declared.has(name))
    .map((name) => `query/${name}`)
    .slice(0, 50);
  if (operation.body) walk(body, bodySchemas(operation.body), "body", found);
  return found;
}
