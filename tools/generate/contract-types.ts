/**
 * Wire types from the contract, by openapi-typescript, one file per service in provider/client/generated/. They are part of the
 * package, so everything unused is omitted: the path index, error responses (a single error class covers them) and empty
 * parameter groups.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { repository } from "../pulumi/paths";
import { type ContractDocument, readContract, services } from "./contract";

const wanted: ReadonlySet<string> = new Set(["components", "operations"]);

/** Empty parameter groups that openapi-typescript writes for every operation. */
const empty = [
  /^ +(header|cookie|path|query|requestBody)\?: never;\n/gm,
  /^ +headers: \{\n +\[name: string\]: unknown;\n +\};\n/gm,
  /^ +(responses|requestBodies|headers|pathItems): never;\n/gm,
];

function withoutFailures(document: ContractDocument): ContractDocument {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      const good = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith("2"));
      operation.responses = Object.fromEntries(good.map(([status, answer]) => [status, { ...answer, description: "" }]));
    }
  }
  return { ...document, components: { ...document.components, responses: {} } };
}

export async function writeContractTypes(): Promise<void> {
  const folder = join(repository, "provider", "client", "generated");
  mkdirSync(folder, { recursive: true });
  for (const service of services) {
    const document = withoutFailures(readContract(service));
    const nodes = await openapiTS(JSON.stringify(document), { alphabetize: true, defaultNonNullable: false });
    const kept = nodes.filter((node) => ts.isInterfaceDeclaration(node) && wanted.has(node.name.text));
    const text = empty.reduce((rest, pattern) => rest.replace(pattern, ""), astToString(kept));
    writeFileSync(join(folder, `${service}.ts`), text);
  }
}
