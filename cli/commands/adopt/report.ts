/** The report of an adoption: text on stdout, or one object with --json. */

import { join, relative } from "node:path";
import { kinds } from "../../../provider/kinds";
import { indent } from "../../lib/pulumi";
import { count, exitCodes, note, paint, printJson, printLine } from "../../lib/terminal";
import type { LeftOut } from "./estate";
import { type Adoptable, kindByWord } from "./model";
import type { AdoptOptions } from "./options";
import type { Plan } from "./plan";
import type { Program } from "./program";
import { groupBy } from "./shape";
import type { Target } from "./target";

export function describeObjects(objects: Adoptable[]): string {
  const parts = [...kindByWord.values()].flatMap((kind) => {
    const number = objects.filter((object) => object.kind === kind).length;
    return number === 0 ? [] : [count(number, kinds[kind].noun, kinds[kind].plural)];
  });
  const projects = new Set(objects.map(({ projectId }) => projectId).filter((id): id is string => id !== undefined));
  const where = projects.size === 1 ? `project ${[...projects][0]}: ` : projects.size > 1 ? `${projects.size} projects: ` : "";
  return `${where}${parts.join(", ") || "nothing"}`;
}

export function describeProgram(target: Target, { declarations, groups, shared, secrets }: Program, files: number): string {
  const jobs = declarations.filter(({ adoptable }) => adoptable.kind === "buildJob").length;
  const hidden = secrets.filter(({ value }) => value === undefined).length;
  const folder = join(relative(process.cwd(), target.root) || ".", target.existing?.folder ?? "");
  const parts = [
    `${folder}/ ${count(files, "file")}${jobs > 0 ? `: ${count(jobs, "job")} in ${count(groups, "module")}` : ""}`,
    ...(shared > 0 ? [count(shared, "shared definition")] : []),
    ...(hidden > 0 ? [`${count(hidden, "secret")} to set (listed in SECRETS.md)`] : []),
  ];
  return parts.join(", ");
}

export function say(options: AdoptOptions, line: string): void {
  if (options.json) note(line);
  else printLine(line);
}

/** Lists every object; those with the same reason share a line. */
export function reportLeftOut(leftOut: LeftOut[]): void {
  for (const [why, group] of groupBy(leftOut, (one) => one.why)) {
    const names = group.map(({ what }) => what).join(", ");
    note(paint("yellow", `left out  ${names}: ${why}`, process.stderr));
  }
}

export function nothingToDo(options: AdoptOptions, already: number, leftOut: LeftOut[]): number {
  if (options.json) printJson({ adopted: 0, already, leftOut });
  else printLine(already > 0 ? "everything is in the stack already; nothing to do" : "nothing to adopt");
  return exitCodeOf(leftOut);
}

export function exitCodeOf(leftOut: LeftOut[]): number {
  return leftOut.some(({ isLoss }) => isLoss) ? exitCodes.partial : exitCodes.ok;
}

export function dryRun(target: Target, program: Program, plan: Plan, options: AdoptOptions): number {
  if (options.json) {
    const resources = program.declarations.map(({ adoptable, resourceName, module }) => ({
      kind: adoptable.kind,
      id: adoptable.id,
      resource: resourceName,
      module,
    }));
    printJson({
      dryRun: true,
      folder: target.root,
      files: Object.keys(plan.files),
      append: plan.append,
      resources,
      leftOut: plan.leftOut,
    });
    return exitCodeOf(plan.leftOut);
  }
  printLine(`would write  ${plan.summary.wrote}`);
  for (const [path, text] of Object.entries(plan.files)) printLine(`  ${path}  ${count(text.split("\n").length - 1, "line")}`);
  if (plan.append !== undefined) printLine(`  ${plan.append.file}  + ${plan.append.line}`);
  printLine(`would import ${count(plan.resources.length, "resource")}`);
  return exitCodeOf(plan.leftOut);
}

export function printNext(root: string, plan: Plan): void {
  const hidden = plan.secrets.filter(({ value }) => value === undefined).length;
  const folder = relative(process.cwd(), root) || ".";
  const next = [
    ...(hidden > 0
      ? [
          `${count(hidden, "value")} cannot be read from the service; ignoreChanges keeps the live values until you follow SECRETS.md`,
        ]
      : []),
    `next: cd ${folder} && pulumi preview`,
  ];
  printLine(indent(next.join("\n")));
}
