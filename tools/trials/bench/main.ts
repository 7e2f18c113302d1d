/**
 * `npm run bench`: ratios to floors measured in the same run, medians of five runs (`-- --runs N`). Prints a table and writes it to
 * docs/performance.md. `-- --short` skips the large estates; `-- --only NAME[,NAME]` measures some parts. These two write nothing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { machine } from "../../lib/machine";
import { wholeNumber } from "../../lib/numbers";
import { repository } from "../../pulumi/paths";
import { engineRows } from "./engine";
import type { BenchOptions, Measurement } from "./measure";
import { pluginRows } from "./plugin";
import { policyRows } from "./policies";
import { reviewRows } from "./review";
import { simulatorRows } from "./simulator";
import { stackRows } from "./stacks";
import { startUpRows } from "./start-up";
import { throttleRows } from "./throttle";

const parts: Record<string, (options: BenchOptions) => Promise<Measurement[]>> = {
  "start-up": startUpRows,
  throttle: throttleRows,
  simulator: simulatorRows,
  review: reviewRows,
  policies: policyRows,
  engine: engineRows,
  plugin: pluginRows,
  stacks: stackRows,
};

interface Options {
  runs: number;
  short?: boolean;
  only?: string[];
}

function partNames(text: string): string[] {
  const names = text.split(",");
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new InvalidArgumentError(`The parts are ${Object.keys(parts).join(", ")}.`);
  return names;
}

function readOptions(): Options {
  return new Command("npm run bench --")
    .description("Measures ratios to floors in the same run; a complete run takes about an hour on two idle cores.")
    .option("--runs <number>", "number of measurements; the median counts", wholeNumber, 5)
    .option("--short", "skip the large estates; do not write docs/performance.md")
    .option(
      "--only <parts>",
      `measure only these parts; do not write docs/performance.md: ${Object.keys(parts).join(",")}`,
      partNames,
    )
    .allowExcessArguments(false)
    .parse()
    .opts<Options>();
}

async function main(): Promise<void> {
  const { runs, short = false, only } = readOptions();
  const names = only ?? Object.keys(parts);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const options = { runs, short, say };
  const rows: Measurement[] = [];
  for (const name of names) {
    say(`[${name}]`);
    const more = (await parts[name]?.(options)) ?? [];
    rows.push(...more);
    for (const one of more) say(`${one.what}: ${one.ours} against ${one.floor}, ratio ${one.ratio} ${one.note ?? ""}`);
  }
  const table = tableOf(rows);
  process.stdout.write(`${machine()}, medians of ${options.runs}\n\n${table}\n`);
  if (!only && !short) writePage(`${machine()}, medians of ${options.runs}\n\n${table}`);
}

function tableOf(rows: Measurement[]): string {
  const verdict = ({ ratio, limit }: Measurement) => {
    if (limit === undefined) return "";
    return Number(ratio) <= limit ? `≤ ${limit}` : `**over ${limit}**`;
  };
  const head = ["| what | ours | floor | ratio | limit | |", "| --- | --- | --- | --- | --- | --- |"];
  return [
    ...head,
    ...rows.map((one) => `| ${one.what} | ${one.ours} | ${one.floor} | ${one.ratio} | ${verdict(one)} | ${one.note ?? ""} |`),
  ].join("\n");
}

/** Replaces the table between its two marks, and keeps the surrounding text. */
function writePage(text: string): void {
  const file = join(repository, "docs", "performance.md");
  const page = readFileSync(file, "utf8").replace(/(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/, `$1${text}\n$2`);
  writeFileSync(file, page);
}

void main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
