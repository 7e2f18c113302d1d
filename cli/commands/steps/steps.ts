import { existsSync, writeFileSync } from "node:fs";
import { writing } from "../../lib/files";
import { readTextFile } from "../../lib/json";
import { openSession } from "../../lib/session";
import { CliError, count, exitCodes, formatTable, note, printJson, printLine } from "../../lib/terminal";
import type { StepsOptions } from "./options";
import { type TenantModule, tenantModules } from "./tenant-modules";
import { builderFile, firstLine } from "./typescript";

export async function steps({ region: wanted, stack, json, typescript }: StepsOptions): Promise<number> {
  if (typescript !== undefined) refuseOthersFile(typescript);
  const { client, region } = await openSession({ region: wanted, stack });
  const { modules, without } = await tenantModules(client);
  if (without.length > 0)
    note(`${count(without.length, "template")} whose steps the service does not show: ${without.join(", ")}`);
  if (modules.length === 0) throw new CliError(`no official template in ${region} shows a step`, exitCodes.failed);
  if (json) printJson({ region, modules });
  else if (typescript === undefined) printLine(tableOf(modules));
  else write(typescript, builderFile(modules, region), modules.length);
  return exitCodes.ok;
}

/** One row per property; the first also describes the step type. */
function tableOf(modules: readonly TenantModule[]): string {
  const rows = modules.flatMap(({ module, name, builder = "", properties }) => {
    const cells = properties.map((property) => [property.name, shortened(JSON.stringify(property.default) ?? "")]);
    const [first = ["", ""], ...others] = cells;
    return [[module, name, builder, ...first], ...others.map((cell) => ["", "", "", ...cell])];
  });
  return formatTable(["STEP TYPE", "NAME", "BUILDER", "PROPERTY", "DEFAULT"], rows);
}

const shortened = (text: string): string => (text.length <= 50 ? text : `${text.slice(0, 49)}…`);

function refuseOthersFile(file: string): void {
  if (!existsSync(file) || readTextFile(file).startsWith(firstLine)) return;
  throw new CliError(`${file} already exists and was not written by this command; use another name`);
}

function write(file: string, text: string, number: number): void {
  writing(file, () => writeFileSync(file, text));
  note(`${file}: ${count(number, "builder")}`);
}
