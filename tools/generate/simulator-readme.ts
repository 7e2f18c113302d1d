/** The generated parts of the simulator's README: its readings, and the operations of the contract. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contract, type Operation } from "../../simulator/src/contract/load";
import { handlers } from "../../simulator/src/nouns/registry";
import { describeReadings } from "../../simulator/src/readings";
import { repository } from "../pulumi/paths";

const readme = join(repository, "simulator", "README.md");

/** Operations whose result is empty without a seed file. */
const ownNotes: Record<string, string> = {
  getBuildOutputs: "packages and images from `--data`",
  getTestReport: "tests from `--data`",
  listCoverageReports: "coverage from `--data`",
  downloadCoverageReport: "coverage from `--data`",
  getBuildFlowGraph: "sub-builds from `--data`",
  getBuildFlowGraphV3: "sub-builds from `--data`",
  listCicdImages: "images from `--data`",
  getChargeType: "purchases from `--data`",
  listPackageSpecStatus: "purchases from `--data`",
  listResourceCountdowns: "purchases from `--data`",
  listOfficialTemplates: "one template for each publicly known step module",
  checkWebhookUrl: "looks at the form of the address, sends nothing",
  setRecycleBinKeepTime: "the tenant account only",
};

function notesOf(operation: Operation): string {
  const readings = describeReadings().filter(({ operations }) => operations.includes(operation.id));
  const names = readings.map(({ name }) => `\`${name}\``).join(", ");
  return [operation.deprecated ? "deprecated" : "", ownNotes[operation.id] ?? "", names && `readings: ${names}`]
    .filter(Boolean)
    .join("; ");
}

function operationTable(): string {
  const { operations } = contract();
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const row = (operation: Operation) => {
    const supported = operation.id in handlers ? "yes" : "no";
    const { tag, id, method, path } = operation;
    return `| ${tag} | ${id} | \`${method} ${path}\` | ${supported} | ${notesOf(operation)} |`;
  };
  const rows = tags.flatMap((tag) => operations.filter((operation) => operation.tag === tag).map(row));
  const count = operations.filter(({ id }) => id in handlers).length;
  const head = ["| noun | operation | request | supported | notes |", "| --- | --- | --- | --- | --- |"];
  return [`${count} of ${operations.length} operations.`, "", ...head, ...rows].join("\n");
}

function readingTable(): string {
  const rows = describeReadings().map(({ name, values, question, evidence }) => {
    return `| \`${name}\` | ${values.map((value) => `\`${value}\``).join(", ")} | ${question} | ${evidence} |`;
  });
  return ["| reading | values (the first is the default) | question | evidence |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function between(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name}: made by npm run generate -->`, `<!-- end of ${name} -->`];
  return `${text.slice(0, text.indexOf(start) + start.length)}\n\n${part}\n\n${text.slice(text.indexOf(end))}`;
}

/** The text with its generated parts updated. */
export function withTables(text: string): string {
  return between(between(text, "readings", readingTable()), "operations", operationTable());
}

export function writeSimulatorReadme(): void {
  const text = readFileSync(readme, "utf8");
  const next = withTables(text);
  if (next !== text) writeFileSync(readme, next);
}
