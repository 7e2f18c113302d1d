/** The import file for the plugin: `pulumi import --file` makes state and code from it, in the language of the project. */
import { writeFileSync } from "node:fs";
import { kinds } from "../../../provider/kinds";
import { pluginTypeOf } from "../../../provider/pulumi-wire";
import { writing } from "../../lib/files";
import type { Adoptable } from "./model";
import { writeProgram } from "./program";

/** Writes type, name and id of each object; names are those of an adopted program. */
export function writeImportFile(file: string, objects: Adoptable[], region: string): void {
  const { declarations } = writeProgram(objects, { region, takenResources: [], takenConfig: [], suffix: "", lift: false });
  const resources = declarations.map(({ adoptable: { kind, id }, resourceName }) => ({
    type: pluginTypeOf(kinds[kind].name),
    name: resourceName,
    id,
  }));
  writing(file, () => writeFileSync(file, `${JSON.stringify({ resources }, null, 2)}\n`));
}
