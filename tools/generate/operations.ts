/** The client's operation table: method, path, parameters and response form, from the contract. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ContractDocument,
  type OperationObject,
  parametersOf,
  readContract,
  resolve,
  root,
  type SchemaObject,
  type Service,
  services,
} from "./contract";
import { hssRegions, once, otherDomains, otherNames, reads, silent } from "./facts";

const methods = ["get", "post", "put", "delete"];

/** JSON types that a schema allows; undefined if not declared. */
function typesOf(document: ContractDocument, schema: SchemaObject | undefined): string[] | undefined {
  if (!schema) return undefined;
  const { type, oneOf, anyOf, allOf, properties } = resolve(document, schema);
  const parts = oneOf ?? anyOf;
  if (parts) return [...new Set(parts.flatMap((part) => typesOf(document, part) ?? []))];
  if (type === undefined) return allOf || properties ? ["object"] : undefined;
  return [type].flat().map((name) => (name === "integer" ? "number" : name));
}

function effectOf(method: string, name: string): string {
  if (method === "get" || reads.has(name)) return "read";
  return once.has(name) ? "once" : "repeatable";
}

function kindOf(mediaType: string | undefined, binary: string): string | null {
  if (mediaType === undefined) return null;
  return mediaType === "application/json" ? "json" : binary;
}

function row(service: Service, document: ContractDocument, method: string, path: string, operation: OperationObject) {
  const ok = operation.responses["200"] ?? operation.responses["201"];
  const [responseType, media] = Object.entries(ok?.content ?? {})[0] ?? [];
  const response = kindOf(responseType, "binary");
  const root = media?.schema && resolve(document, media.schema);
  const envelope = response === "json" && (root?.properties?.status !== undefined || root?.properties?.success !== undefined);
  const query = parametersOf(document, operation).filter((parameter) => parameter.in === "query");
  return {
    service,
    method: method.toUpperCase(),
    path,
    query: Object.fromEntries(query.map(({ name, required }) => [name, required === true])),
    request: kindOf(Object.keys(operation.requestBody?.content ?? {})[0], "multipart"),
    response,
    envelope,
    result: response === "json" ? typesOf(document, envelope ? root?.properties?.result : media?.schema) : undefined,
    effect: effectOf(method, operation.operationId),
    silent: silent.has(operation.operationId) ? true : undefined,
    otherNames: otherNames[operation.operationId],
    answerHeader: Object.keys(ok?.headers ?? {})[0],
    open: operation.security?.length === 0 ? true : undefined,
  };
}

export function writeOperations(): void {
  const table: Record<string, ReturnType<typeof row>> = {};
  const regions: Record<string, readonly string[]> = { hss: hssRegions };
  const patterns: Record<string, string> = {};
  const servers: Record<string, string> = {};
  for (const service of services) {
    const document = readContract(service);
    servers[service] = document.servers[0]?.url ?? "";
    const listed = document.servers[0]?.variables?.region?.enum;
    if (listed) regions[service] = listed;
    for (const name of ["ProjectId", "JobId"]) {
      const pattern = document.components.schemas[name]?.pattern;
      if (pattern !== undefined) patterns[name] = pattern;
    }
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of methods) {
        const operation = item[method];
        if (operation) table[operation.operationId] = row(service, document, method, path, operation);
      }
    }
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const names = (effect: string) => Object.keys(table).filter((name) => table[name]?.effect === effect);
  const union = (members: string[]) => members.map((name) => JSON.stringify(name)).join(" | ");
  const rows = Object.entries(table).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  const text = [
    "// Made by tools/generate from contract/; not committed.",
    'import type { Operation, ServiceName } from "../operation";',
    'import type { OperationId } from "../types";',
    "export const operations: Readonly<Record<OperationId, Operation>> = {",
    ...rows,
    "};",
    `export const servers: Readonly<Record<ServiceName, string>> = ${JSON.stringify(servers)};`,
    "/** Regions of the services that are not in all of them. */",
    `export const regions: Readonly<Partial<Record<ServiceName, readonly string[]>>> = ${JSON.stringify(regions)};`,
    "/** Ends of addresses in regions where they differ from those of `servers`. */",
    `export const domains: Readonly<Record<string, string>> = ${JSON.stringify(otherDomains)};`,
    "/** Form of a CodeArts project's id, which the id of an IAM project has as well, and of a job's. */",
    `export const projectIdPattern = /${patterns.ProjectId}/;`,
    `export const jobIdPattern = /${patterns.JobId}/;`,
    `export const version = ${JSON.stringify(version)};`,
    "",
  ].join("\n");
  const effects = [
    "// Made by tools/generate from contract/; not committed.",
    `export type OnceOperation = ${union(names("once"))};`,
    `export type ReadOperation = ${union(names("read"))};`,
    "",
  ].join("\n");
  const folder = join(root, "provider", "client", "generated");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "operations.ts"), text);
  writeFileSync(join(folder, "effects.ts"), effects);
}
