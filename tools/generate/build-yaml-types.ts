import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { z } from "zod";
import { buildYamlSchema } from "../../sdk/build-yaml/schema";
import { repository } from "../pulumi/paths";

/** The types of `buildYaml`, from the schema of build.yml. */
export async function writeBuildYamlTypes(): Promise<void> {
  const text = JSON.stringify(z.toJSONSchema(buildYamlSchema, { io: "input" })).replaceAll("#/$defs/", "#/components/schemas/");
  const { $defs, $schema: _, ...schema } = JSON.parse(text) as { $defs: Record<string, unknown>; $schema: string };
  const document = {
    openapi: "3.1.0",
    info: { title: "build.yml", version: "2.0" },
    components: { schemas: { ...$defs, BuildYaml: schema } },
  };
  const nodes = await openapiTS(JSON.stringify(document));
  const kept = nodes.filter((node) => ts.isInterfaceDeclaration(node) && node.name.text === "components");
  const folder = join(repository, "sdk/build-yaml/generated");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "types.ts"), astToString(kept));
}
