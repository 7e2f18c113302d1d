/** Check against the contract, field by field: what check lets pass, the contract takes, and the values of a list are the same in both. */
import { z } from "zod";
import { readContract, resolve, type SchemaObject, services } from "../../../tools/generate/contract";
import { parentOf } from "./place";
import { type Sample, samples } from "./samples";
import { scene } from "./scene";
import { bare, type InputPath, inputPaths } from "./schema-paths";
import { type Props, type Subject, subjects } from "./subjects";

jest.setTimeout(60_000);

const writes: { [kind: string]: string } = {
  BuildJob: "createJob",
  BuildTemplate: "createTemplate",
  Notice: "updateJobNotice",
  Keystore: "uploadKeystore",
  CicdConfiguration: "addCicdConfiguration",
  BuildRun: "runJob",
  JobGroup: "createJobGroup",
  JobPermissions: "updateJobPermissions",
};

/** The least that check asks for in an entry or an object: its required inputs, and nothing beside them. */
function least({ name, schema }: Subject, container: string): Props {
  const required = inputPaths(schema).filter(({ path, optional }) => !optional && parentOf(path) === container);
  return Object.fromEntries(required.map(({ path }) => [path.slice(container.length + 1), samples[name]?.[path]?.set] as const));
}

const containers = subjects.flatMap((subject) => {
  const inputs = inputPaths(subject.schema);
  return inputs
    .filter(({ path, schema }) => bare(schema) instanceof z.ZodObject && !samples[subject.name]?.[path]?.refused)
    .map((input): [string, Subject, InputPath] => [`${subject.name}: ${input.path}`, subject, input]);
});

test.each(containers)("%s with its required fields alone is refused by check or taken by the service", (_, subject, input) => {
  const sample: Sample = { ...samples[subject.name]?.[input.path], set: {}, change: {} };
  return scene({ subject, input, sample }, {}, async ({ resource, inputs, simulator }) => {
    const written = inputs(least(subject, input.path));
    const passes = await resource.check(written).then(
      () => true,
      () => false,
    );
    if (passes) await resource.up(written);
    expect(simulator.journal().flatMap(({ problems }) => problems)).toEqual([]);
  });
});

interface Enumeration {
  /** Wire path without places in lists, such as `timeout.unit`. */
  at: string;
  values: unknown[];
}

/** Every list of values in the body of an operation. */
function enumerationsOf(operationId: string): Enumeration[] {
  for (const service of services) {
    const document = readContract(service);
    const operation = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .find((one) => one.operationId === operationId);
    if (!operation) continue;
    const found: Enumeration[] = [];
    const walk = (schema: SchemaObject, at: string, depth: number): void => {
      const own = resolve(document, schema) as SchemaObject & { enum?: unknown[] };
      if (own.enum) found.push({ at, values: own.enum });
      if (depth > 12) return;
      for (const [name, part] of Object.entries(own.properties ?? {})) walk(part, at === "" ? name : `${at}.${name}`, depth + 1);
      for (const part of [own.items ?? [], own.allOf ?? [], own.anyOf ?? [], own.oneOf ?? []].flat()) walk(part, at, depth + 1);
    };
    for (const media of Object.values(operation.requestBody?.content ?? {})) {
      const { schema } = media as { schema?: SchemaObject };
      if (schema) walk(schema, "", 0);
    }
    return found;
  }
  throw new Error(`the contract has no ${operationId}`);
}

const lists = subjects.flatMap(({ name, schema }) =>
  enumerationsOf(writes[name] ?? "").map(({ at, values }): [string, unknown[], z.ZodType | undefined] => {
    const input = inputPaths(schema).find(({ path }) => samples[name]?.[path]?.at?.replace(/\.\d+/g, "") === wireTwin(at));
    return [`${name}: ${at}`, values, input && bare(input.schema)];
  }),
);

/** Where the samples find a field that a read has under another name. */
function wireTwin(at: string): string {
  return { enabled_event_type_names: "on", "timeout.unit": "timeout.limit" }[at] ?? at;
}

test("the contract's lists of values are found", () => {
  expect(lists.map(([what]) => what)).toEqual(
    expect.arrayContaining(["BuildJob: arch", "BuildJob: build_config_type", "Notice: notice_type", "BuildJob: timeout.unit"]),
  );
});

test.each(lists)("%s: an input has the same values", (_, values, type) => {
  if (type instanceof z.ZodEnum) expect([...type.options].sort()).toEqual([...values].sort());
  // A switch, and a duration whose unit is its key: each has as many values as the contract lists.
  else if (type instanceof z.ZodBoolean) expect(values.map(String).sort()).toEqual(["false", "true"]);
  else if (type instanceof z.ZodObject) expect(Object.keys(type.shape)).toHaveLength(values.length);
  else if (type instanceof z.ZodArray)
    expect(bare(type.element as z.ZodType)).toMatchObject({ options: expect.arrayContaining(values) });
  else throw new Error("no input has these values");
});
