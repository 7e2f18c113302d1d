/** The simulator's copy of the contract: one JSON file for a fast start, and wire types for its handlers. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { repository } from "../pulumi/paths";
import { type ContractDocument, contractPath, type OperationObject, readContract, type Service, services } from "./contract";

const methods = ["get", "post", "put", "delete"];
const proseOnly = new Set(["description", "examples", "example", "summary", "title"]);

/** Drops descriptions and extensions, and qualifies every $ref with its document, so that one validator can load all three. */
function lean(value: unknown, service: Service, insideProperties = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => lean(entry, service));
  if (typeof value !== "object" || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (!insideProperties && (proseOnly.has(key) || key.startsWith("x-"))) continue;
    const named = key === "$ref" && typeof entry === "string" ? `${service}${entry}` : entry;
    kept[key] = lean(named, service, key === "properties" && !insideProperties);
  }
  return kept;
}

function operationRow(service: Service, document: ContractDocument, method: string, path: string, operation: OperationObject) {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    "$ref" in parameter ? document.components.parameters?.[parameter.$ref.split("/").pop() ?? ""] : parameter,
  );
  const status = operation.responses["200"] ? 200 : 201;
  const media = (content: Record<string, unknown> | undefined) => {
    const [type, body] = Object.entries(content ?? {})[0] ?? [];
    return type ? { type, schema: lean((body as { schema?: unknown }).schema, service) } : undefined;
  };
  const body = media(operation.requestBody?.content);
  return {
    id: operation.operationId,
    service,
    method: method.toUpperCase(),
    path,
    tag: operation.tags[0],
    summary: operation.summary,
    deprecated: operation.deprecated === true,
    status,
    parameters: lean(parameters, service),
    body: body && { ...body, required: operation.requestBody?.required === true },
    answer: media(operation.responses[String(status)]?.content),
  };
}

function writeJson(): void {
  const schemas: Record<string, unknown> = {};
  const operations: unknown[] = [];
  let errorCodes: unknown;
  for (const service of services) {
    const document = readContract(service);
    schemas[service] = lean(document.components.schemas, service, true);
    if ("x-error-codes" in document) errorCodes = document["x-error-codes"];
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of methods)
        if (item[method]) operations.push(operationRow(service, document, method, path, item[method]));
    }
  }
  const folder = join(repository, "simulator", "generated");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "contract.json"), JSON.stringify({ operations, schemas, errorCodes }));
}

export async function writeSimulatorContract(): Promise<void> {
  writeJson();
  const folder = join(repository, "simulator", "src", "generated");
  mkdirSync(folder, { recursive: true });
  for (const service of services) {
    const types = await openapiTS(pathToFileURL(contractPath(service)), {
      alphabetize: true,
      defaultNonNullable: false,
      emptyObjectsUnknown: true,
    });
    writeFileSync(join(folder, `${service}.ts`), astToString(types));
  }
}
