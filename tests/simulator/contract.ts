/** The contract as the tests read it: straight from the YAML, apart from the simulator's own copy and validator. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import { load } from "js-yaml";

interface Media {
  schema: object;
  examples?: Record<string, { value: unknown }>;
}

export interface ParameterObject {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: { $ref?: string };
  examples?: Record<string, { value: unknown }>;
}

export interface OperationObject {
  id: string;
  service: string;
  method: string;
  path: string;
  tag: string;
  deprecated: boolean;
  parameters: ParameterObject[];
  request?: { type: string } & Media;
  status: number;
  answer?: { type: string } & Media;
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, object>; parameters?: Record<string, ParameterObject> };
}

interface RawOperation {
  operationId: string;
  tags: string[];
  deprecated?: boolean;
  parameters?: (ParameterObject | { $ref: string })[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

const files = { build: "codearts-build", hss: "hss-cicd", iam: "iam" };
const folder = join(__dirname, "..", "..", "contract");
const documents = Object.fromEntries(
  Object.entries(files).map(([service, file]) => [
    service,
    load(readFileSync(join(folder, `${file}.openapi.yaml`), "utf8")) as Document,
  ]),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
for (const format of ["int32", "int64", "double", "float", "password", "binary"]) ajv.addFormat(format, true);
for (const [service, document] of Object.entries(documents)) ajv.addSchema(document, service);

const first = (content: Record<string, Media> | undefined) => {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  return type && media ? { type, ...media } : undefined;
};

export const operations: OperationObject[] = Object.entries(documents).flatMap(([service, document]) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ["get", "post", "put", "delete"].includes(method))
      .map(([method, operation]) => {
        const status = operation.responses["200"] ? 200 : 201;
        return {
          id: operation.operationId,
          service,
          method: method.toUpperCase(),
          path,
          tag: operation.tags[0] ?? "",
          deprecated: operation.deprecated === true,
          parameters: (operation.parameters ?? []).map((parameter) =>
            "$ref" in parameter
              ? (document.components.parameters?.[parameter.$ref.split("/").pop() ?? ""] as ParameterObject)
              : parameter,
          ),
          request: first(operation.requestBody?.content),
          status,
          answer: first(operation.responses[String(status)]?.content),
        };
      }),
  ),
);

export function operation(id: string): OperationObject {
  const found = operations.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The contract has no operation ${id}.`);
  return found;
}

const compiled = new Map<string, ValidateFunction>();

/** What the contract has against a successful answer of an operation. */
export function answerProblems({ id, service, method, path, status, answer }: OperationObject, body: unknown): string[] {
  if (answer?.type !== "application/json") return [];
  const pointer = [path, method.toLowerCase(), "responses", String(status), "content", "application/json", "schema"]
    .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
  const validate = compiled.get(id) ?? ajv.compile({ $ref: `${service}#/paths/${pointer}` });
  compiled.set(id, validate);
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${id}${error.instancePath} ${error.message}`);
}
