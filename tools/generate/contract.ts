/** Reads the contract's three documents. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { keysOf } from "../../provider/shared/keys";
import { repository } from "../pulumi/paths";

/** Service name as the client uses it → file name in contract/. */
export const documents = {
  build: "codearts-build.openapi.yaml",
  hss: "hss-cicd.openapi.yaml",
  iam: "iam.openapi.yaml",
} as const;

export type Service = keyof typeof documents;
export const services = keysOf(documents);

export interface ParameterObject {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema?: SchemaObject;
}

export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, SchemaObject>;
  items?: SchemaObject;
  oneOf?: SchemaObject[];
  anyOf?: SchemaObject[];
  allOf?: SchemaObject[];
}

export interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  deprecated?: boolean;
  parameters?: (ParameterObject | { $ref: string })[];
  requestBody?: { content: Record<string, unknown>; required?: boolean };
  responses: Record<string, { content?: Record<string, { schema?: SchemaObject }>; headers?: Record<string, unknown> }>;
  security?: unknown[];
  "x-source"?: string;
}

export interface ContractDocument {
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    parameters?: Record<string, ParameterObject>;
    responses?: Record<string, unknown>;
    schemas: Record<string, SchemaObject>;
  };
  servers: { url: string; variables?: { region?: { enum?: string[] } } }[];
}

export function contractPath(service: Service): string {
  return join(repository, "contract", documents[service]);
}

export function readContract(service: Service): ContractDocument {
  return load(readFileSync(contractPath(service), "utf8")) as ContractDocument;
}

/** The parameters of an operation, with references resolved. */
export function operationParameters(document: ContractDocument, operation: OperationObject): ParameterObject[] {
  return (operation.parameters ?? []).map((parameter) => {
    if (!("$ref" in parameter)) return parameter;
    const name = parameter.$ref.split("/").pop() ?? "";
    const found = document.components.parameters?.[name];
    if (!found) throw new Error(`${operation.operationId}: ${parameter.$ref} is not in the contract`);
    return found;
  });
}

/** A schema, with its reference resolved. */
export function resolve(document: ContractDocument, schema: SchemaObject): SchemaObject {
  const name = schema.$ref?.split("/").pop();
  return name === undefined ? schema : resolve(document, document.components.schemas[name] ?? {});
}
