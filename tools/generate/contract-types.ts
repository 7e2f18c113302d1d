/** Wire types from the contract, by openapi-typescript, one file per service in provider/api/generated/. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { contractPath, root, services } from "./contract";

export async function writeContractTypes(): Promise<void> {
  const folder = join(root, "provider", "api", "generated");
  mkdirSync(folder, { recursive: true });
  for (const service of services) {
    const types = await openapiTS(pathToFileURL(contractPath(service)), { alphabetize: true });
    writeFileSync(join(folder, `${service}.ts`), astToString(types));
  }
}
