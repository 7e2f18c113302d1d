/** Generates the client's functions by noun: names from nouns.ts, parameters and documentation from the contract. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pagings } from "../../provider/client/lists";
import type { Paging } from "../../provider/client/paging";
import {
  type ContractDocument,
  type OperationObject,
  type ParameterObject,
  parametersOf,
  readContract,
  resolve,
  root,
  type Service,
  services,
} from "./contract";
import { once } from "./facts";
import { type Noun, notes, notFound, nouns } from "./nouns";

interface Described {
  service: Service;
  operation: OperationObject;
  path: ParameterObject[];
  query: ParameterObject[];
}

/** operationId → `noun.function`. */
export const functionNames: ReadonlyMap<string, string> = new Map(
  Object.entries(nouns).flatMap(([noun, { functions }]) =>
    Object.entries(functions).map(([name, id]): [string, string] => [id, `${noun}.${name}`]),
  ),
);

function describedOperations(): Map<string, Described> {
  const found = new Map<string, Described>();
  for (const service of services) {
    const document = readContract(service);
    for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item)))
      found.set(operation.operationId, described(service, document, operation));
  }
  return found;
}

function described(service: Service, document: ContractDocument, operation: OperationObject): Described {
  const parameters = parametersOf(document, operation).map((one) => ({ ...one, schema: resolve(document, one.schema ?? {}) }));
  const inPlace = (place: ParameterObject["in"]) => parameters.filter((parameter) => parameter.in === place);
  return { service, operation, path: inPlace("path"), query: inPlace("query") };
}

export function writeCalls(): void {
  const operations = describedOperations();
  const missing = [...operations.keys()].filter((id) => !functionNames.has(id));
  if (missing.length > 0) throw new Error(`tools/generate/nouns.ts has no name for ${missing.join(", ")}.`);
  const makers = Object.values(nouns).flatMap(({ byHand = {} }) => Object.values(byHand).map(({ maker }) => maker));
  const text = [
    "// Made by tools/generate from contract/ and nouns.ts; not committed.",
    `import { ${makers.join(", ")} } from "../follow";`,
    'import type { CallOptions, CicdOptions } from "../operation";',
    'import type { Answer, Body, Call, Query } from "../types";',
    ...Object.entries(nouns).map(([name, noun]) => nounText(name, noun, operations)),
    "export interface Nouns {",
    ...Object.entries(nouns).map(([name, { title }]) => `  /** ${title} */\n  ${name}: ReturnType<typeof ${name}>;`),
    "}\n",
    "/** Every noun's functions on one way to call: the client's own, or one that only records. */",
    "export function nounsOf(call: Call): Nouns {",
    `  return { ${Object.keys(nouns)
      .map((name) => `${name}: ${name}(call)`)
      .join(", ")} };`,
    "}\n",
  ].join("\n");
  const folder = join(root, "provider", "client", "generated");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "calls.ts"), text);
}

function nounText(name: string, { functions, byHand = {} }: Noun, operations: ReadonlyMap<string, Described>): string {
  const hand = Object.entries(byHand).map(([verb, { maker, doc }]) => `${comment(doc)}    ${verb}: ${maker}(call),\n`);
  const made = Object.entries(functions).map(([verb, id]) => {
    const found = operations.get(id);
    if (!found) throw new Error(`${name}.${verb}: the contract has no operation ${id}.`);
    return `${comment(documentation(id, found))}    ${verb}: ${functionText(id, found)},\n`;
  });
  return `function ${name}(call: Call) {\n  return {\n${[...hand, ...made].join("\n")}  };\n}\n`;
}

function functionText(id: string, { service, operation, path, query }: Described): string {
  const isHss = service === "hss";
  const given = path.filter(({ name }) => !(isHss && name === "project_id"));
  const hasBody = operation.requestBody !== undefined;
  const parameters = [
    ...given.map(({ name, schema }) => `${camel(name)}: ${schema?.type === "integer" ? "number" : "string"}`),
    ...(hasBody ? [`body: Body<"${id}">`] : []),
    ...(query.length > 0 ? [`query${query.some(({ required }) => required) ? "" : "?"}: Query<"${id}">`] : []),
    `options?: ${isHss ? "CicdOptions" : "CallOptions"}`,
  ];
  const values = path.map(
    ({ name }) => `${name}: ${given.some((one) => one.name === name) ? camel(name) : "options?.iamProjectId"}`,
  );
  const input = [
    ...(values.length > 0 ? [`path: { ${values.join(", ")} }`] : []),
    ...(query.length > 0 ? ["query"] : []),
    ...(hasBody ? ["body"] : []),
  ];
  return `(${parameters.join(", ")}): Promise<Answer<"${id}">> => call("${id}", { ${input.join(", ")} }, options)`;
}

function documentation(id: string, { operation, query }: Described): string[] {
  const { summary, description, deprecated } = operation;
  const said = `${summary.replace(/\.$/, "")}. ${(description ?? "").replace(/\s+/g, " ")}`.trim();
  const ok = operation.responses["200"] ?? operation.responses["201"];
  const types = Object.keys(ok?.content ?? {});
  const table: Readonly<Record<string, Paging>> = pagings;
  const paging = table[id];
  return [
    said.replace(/\b[a-z]+[A-Z]\w+\b/g, (word) => (functionNames.has(word) ? `\`${functionNames.get(word)}\`` : word)),
    ...(paging === undefined ? [] : [`Pages: ${pagesText(paging, query)}. All rows: \`client.each("${id}", …)\`.`]),
    ...(notes[id] === undefined ? [] : [notes[id]]),
    ...errorsText(id),
    ...(types.length === 0 ? ["Gives nothing: the answer has no body."] : []),
    ...(types.length > 0 && !types.includes("application/json")
      ? ["Gives a Download: `stream`, `bytes()`, `size`, `fileName`."]
      : []),
    `Operation ${id}, source: ${operation["x-source"]}.`,
    ...(deprecated ? ["@deprecated The service calls it outdated."] : []),
  ];
}

function pagesText({ page, size, first, counts, limit }: Paging, query: readonly ParameterObject[]): string {
  const schemaOf = (name: string) => query.find((parameter) => parameter.name === name)?.schema;
  const [ofPage, ofSize] = [schemaOf(page), schemaOf(size)];
  const [pageIsText, sizeIsText] = [ofPage?.type === "string", ofSize?.type === "string"];
  const position = page === "offset" ? `offset counts ${counts} from ${first}` : `${page} from ${first}`;
  const least = (ofSize?.minimum ?? 0) > 1 ? `${ofSize?.minimum} to` : "at most";
  const rows = `${size} ${least} ${ofSize?.maximum ?? limit}`;
  return `${position}${pageIsText && !sizeIsText ? " (as text)" : ""}, ${rows}${sizeIsText ? ", both as text" : ""}`;
}

function errorsText(id: string): string[] {
  const missing = Object.entries(notFound).find(([, ids]) => ids.includes(id))?.[0];
  const errors = [
    ...(missing === undefined ? [] : [`notFound when there is no such ${missing}`]),
    ...(once.has(id) ? ['after a lost answer there is no second try: `happened` is "unknown"'] : []),
  ];
  return errors.length > 0 ? [`Errors: ${errors.join("; ")}.`] : [];
}

function comment(lines: readonly string[]): string {
  return `    /**\n${lines.map((line) => `     * ${line}\n`).join("")}     */\n`;
}

function camel(text: string): string {
  return text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
