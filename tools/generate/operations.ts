/** The operation table that the client runs on: method, path and place of every parameter, taken from the contract. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ContractDocument,
  type OperationObject,
  type ParameterObject,
  readContract,
  root,
  type Service,
  services,
} from "./contract";

const methods = ["get", "post", "put", "delete"];

function parametersOf(document: ContractDocument, operation: OperationObject): ParameterObject[] {
  return (operation.parameters ?? []).map((parameter) => {
    if (!("$ref" in parameter)) return parameter;
    const name = parameter.$ref.split("/").pop() ?? "";
    const found = document.components.parameters?.[name];
    if (!found) throw new Error(`${operation.operationId}: ${parameter.$ref} is not in the contract`);
    return found;
  });
}

function row(service: Service, document: ContractDocument, method: string, path: string, operation: OperationObject) {
  const parameters = parametersOf(document, operation);
  const ok = operation.responses["200"] ?? operation.responses["201"];
  const names = (place: string) => parameters.filter((parameter) => parameter.in === place).map((parameter) => parameter.name);
  return {
    service,
    tag: operation.tags[0],
    method: method.toUpperCase(),
    path,
    pathParameters: names("path"),
    queryParameters: names("query"),
    requestType: Object.keys(operation.requestBody?.content ?? {})[0] ?? null,
    responseType: Object.keys(ok?.content ?? {})[0] ?? null,
  };
}

export function writeOperations(): void {
  const table: Record<string, unknown> = {};
  const regions: Record<string, string[]> = {};
  const servers: Record<string, string> = {};
  for (const service of services) {
    const document = readContract(service);
    servers[service] = document.servers[0]?.url ?? "";
    regions[service] = document.servers[0]?.variables?.region?.enum ?? [];
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of methods) {
        const operation = item[method];
        if (operation) table[operation.operationId] = row(service, document, method, path, operation);
      }
    }
  }
  const text = [
    "// Made by tools/generate from contract/; not committed.",
    `export const operations = ${JSON.stringify(table, null, 2)} as const;`,
    `export const servers = ${JSON.stringify(servers, null, 2)} as const;`,
    `export const regions = ${JSON.stringify(regions, null, 2)} as const;`,
    "",
  ].join("\n");
  const folder = join(root, "provider", "api", "generated");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "operations.ts"), text);
}
