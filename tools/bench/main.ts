/**
 * `npm run bench`: ratios against floors that are measured in the same run, medians of five runs (`-- --runs N`); `-- --short` leaves the
 * large estates out. Prints a table and writes it into docs/performance.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { cliVersion, repository } from "../pulumi/paths";
import { engineRows } from "./engine";
import type { Row } from "./measure";
import { reviewRow, simulatorRow, startUpRow, throttleRow } from "./parts";

const short = process.argv.includes("--short");
const runs = process.argv.includes("--runs") ? Number(process.argv[process.argv.indexOf("--runs") + 1]) : 5;
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const rows: Row[] = [];
  const add = (...more: Row[]) => {
    rows.push(...more);
    for (const one of more) say(`${one.what}: ${one.ours} against ${one.floor}, ratio ${one.ratio} ${one.note ?? ""}`);
  };
  add(await startUpRow(runs), await simulatorRow(runs), await reviewRow(runs, 50));
  add(await throttleRow(short ? 100 : 1000));
  for (const count of short ? [100] : [100, 1000]) add(...(await engineRows(count, runs, say)));
  const table = tableOf(rows);
  process.stdout.write(`${table}\n`);
  writePage(table);
}

function tableOf(rows: Row[]): string {
  const verdict = ({ ratio, limit }: Row) =>
    limit === undefined ? "" : Number(ratio) <= limit ? `≤ ${limit}` : `**over ${limit}**`;
  return ["| what | ours | floor | ratio | limit | |", "| --- | --- | --- | --- | --- | --- |"]
    .concat(
      rows.map((one) => `| ${one.what} | ${one.ours} | ${one.floor} | ${one.ratio} | ${verdict(one)} | ${one.note ?? ""} |`),
    )
    .join("\n");
}

/** Puts the table between its two marks, and leaves the text around it alone. */
function writePage(table: string): void {
  const file = join(repository, "docs", "performance.md");
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown CPU"}, Node ${process.version}, Pulumi CLI ${cliVersion}, ${new Date().toISOString().slice(0, 10)}, medians of ${runs}`;
  const text = readFileSync(file, "utf8").replace(/(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/, `$1${machine}\n\n${table}\n$2`);
  writeFileSync(file, text);
}

void main();
