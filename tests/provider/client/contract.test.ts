/** The contract and the client have the same operations, and the client takes every example of the contract. */
import { operations } from "../../../provider/client";
import { readAnswer } from "../../../provider/client/answer";
import { CodeArtsError } from "../../../provider/client/errors";
import { nounsOf } from "../../../provider/client/generated/calls";
import { parseJson, writeJson } from "../../../provider/client/json";
import type { Operation } from "../../../provider/client/operation";
import { prepare } from "../../../provider/client/request";
import type { Call } from "../../../provider/client/types";
import { readContract, services } from "../../../tools/generate/contract";

const documents = services.map((service) => readContract(service));
const inContract = documents.flatMap(({ paths }) => Object.values(paths).flatMap((item) => Object.values(item)));
const names = inContract.map(({ operationId }) => operationId).sort();
const table: Readonly<Record<string, Operation>> = operations;

test("142 operations in the contract, the same 142 in the client's table", () => {
  expect(names).toHaveLength(142);
  expect(Object.keys(operations).sort()).toEqual(names);
});

test("every operation has exactly one function, at the noun of its tag", () => {
  const called: string[] = [];
  const nounOf = (tag: string) => {
    if (tag.startsWith("cicd-")) return "cicd";
    return tag === "tokens" || tag === "projects" ? "iam" : tag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  };
  const recorded = (async (id: string) => void called.push(id)) as Call;
  for (const [noun, functions] of Object.entries(nounsOf(recorded))) {
    for (const [name, make] of Object.entries(functions)) {
      // Following a log makes calls of two operations, each of which has a function of its own.
      if (noun === "logs" && name === "follow") continue;
      Reflect.apply(make as () => unknown, undefined, []);
      const id = called.at(-1);
      const operation = inContract.find(({ operationId }) => operationId === id);
      expect(`${id} in ${noun}`).toBe(`${id} in ${nounOf(operation?.tags[0] ?? "")}`);
    }
  }
  expect(called.sort()).toEqual(names);
});

interface Example {
  label: string;
  take(): void;
}

const valuesOf = (holder: unknown): [string, unknown][] => {
  const { examples } = Object(holder) as { examples?: Record<string, { value: unknown }> | unknown[] };
  if (Array.isArray(examples)) return examples.map((value, index) => [String(index), value]);
  return Object.entries(examples ?? {}).map(([name, { value }]) => [name, value]);
};

const jsonType = { "content-type": "application/json" };
function answer(name: string, status: number, value: unknown): unknown {
  const headers = { ...jsonType, "x-subject-token": "made-up-token" };
  const operation = table[name] as Operation;
  return readAnswer({ status, headers, body: Buffer.from(JSON.stringify(value)) }, { name, operation, secrets: [] });
}

/** What the caller is to get of a good answer: the result of an envelope, the body of any other. */
function expected(name: string, value: unknown): unknown {
  return table[name]?.envelope ? (Object(value) as { result?: unknown }).result : value;
}

function failure(name: string, status: number, value: unknown): void {
  const { error_code: code, error_msg: message } = value as { error_code: string; error_msg: string };
  expect(() => answer(name, status, value)).toThrow(CodeArtsError);
  expect(() => answer(name, status, value)).toThrow(`${code} ${message}`);
}

function examplesOf(operationId: string, operation: (typeof inContract)[number]): Example[] {
  const found: Example[] = [];
  const row = table[operationId] as Operation;
  for (const parameter of operation.parameters ?? []) {
    if ("$ref" in parameter) continue;
    for (const [label, value] of valuesOf(parameter)) {
      const place = parameter.in === "path" ? "path" : "query";
      const others = Object.fromEntries([...row.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => [key, "0".repeat(32)]));
      const required = Object.fromEntries(
        Object.entries(row.query)
          .filter(([, needed]) => needed)
          .map(([key]) => [key, key === "project_id" ? "0".repeat(32) : "1"]),
      );
      const path = place === "path" ? { ...others, [parameter.name]: value } : others;
      const query = place === "query" ? { ...required, [parameter.name]: value } : required;
      const body = row.request === null ? undefined : {};
      const text = [value].flat().map(String).map(encodeURIComponent);
      const take = () => {
        const { target } = prepare(operationId, row, { path, query, body });
        for (const part of text)
          expect(target).toContain(part.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`));
      };
      found.push({ label: `${operationId} ${parameter.name} ${label}`, take });
    }
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    for (const [label, value] of valuesOf(media)) {
      const take = () => {
        const path = Object.fromEntries([...row.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => [key, "0".repeat(32)]));
        const { body } = prepare(operationId, row, { path, body: value });
        expect(parseJson(body?.toString() ?? "")).toEqual(value);
      };
      found.push({ label: `${operationId} request ${label}`, take });
    }
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const media of Object.values(response.content ?? {})) {
      for (const [label, value] of valuesOf(media)) {
        const take = () => {
          if (!status.startsWith("2")) return failure(operationId, Number(status) || 400, value);
          if (row.response === "binary") return;
          expect({ got: answer(operationId, Number(status), value) }).toMatchObject({ got: expected(operationId, value) });
          expect(parseJson(writeJson(value))).toEqual(value);
        };
        found.push({ label: `${operationId} ${status} ${label}`, take });
      }
    }
  }
  return found;
}

function sharedExamples(): Example[] {
  const found: Example[] = [];
  for (const { components } of documents) {
    for (const [name, response] of Object.entries(components.responses ?? {})) {
      const { content = {} } = response as { content?: Record<string, unknown> };
      for (const media of Object.values(content)) {
        for (const [label, value] of valuesOf(media))
          found.push({ label: `${name} ${label}`, take: () => failure("updateJob", 400, value) });
      }
    }
    for (const [name, schema] of Object.entries(components.schemas)) {
      for (const [label, value] of valuesOf(schema))
        found.push({ label: `${name} ${label}`, take: () => failure("updateJob", 200, value) });
    }
  }
  return found;
}

const examples = [...inContract.flatMap((operation) => examplesOf(operation.operationId, operation)), ...sharedExamples()];

test("231 examples in the contract", () => {
  expect(examples).toHaveLength(231);
});

test.each(examples)("example: $label", ({ take }) => take());
