/**
 * `npm run matrix`: our packed packages in the places where users install them. Without arguments every combination; with
 * `-- --pairs` a set in which each value meets every other one; with `-- --corners` four cells; with values, such as
 * `-- yarn esm 24`, the cells that have them. Prints a table; the three forms also write docs/compatibility.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installation } from "../installation";
import { type PulumiCli, pulumiCli } from "../pulumi";
import { repository } from "../pulumi/paths";
import { runCell, type Verdict } from "./cell";
import { type Cell, choose, nameOf } from "./cells";
import type { Form } from "./life";
import { getMachinery, installWith } from "./machinery";
import { compatibilityPage, counts, table } from "./page";
import { installationKey, type Tarballs, writeProject } from "./project";

/** Runs the cells one after the other, those that share an installation together. */
export async function runCells(cells: Cell[], say: (line: string) => void, form: Form = "whole"): Promise<Verdict[]> {
  const [cli, { tarballs }] = [await pulumiCli(() => undefined), await installation()];
  await getMachinery(cells, say);
  const verdicts: Verdict[] = [];
  for (const group of byInstallation(cells)) verdicts.push(...(await runGroup(group, cli, tarballs, form, say)));
  return verdicts;
}

function byInstallation(cells: Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(installationKey(cell), [...(groups.get(installationKey(cell)) ?? []), cell]);
  return [...groups.values()];
}

async function runGroup(
  cells: Cell[],
  cli: PulumiCli,
  tarballs: Tarballs,
  form: Form,
  say: (line: string) => void,
): Promise<Verdict[]> {
  const root = mkdtempSync(join(tmpdir(), "codearts-project-"));
  try {
    const [first] = cells;
    if (!first) return [];
    writeProject(root, first, tarballs);
    const installed = await installWith(first.manager, root);
    const problem = installed.code === 0 ? "" : `install: ${`${installed.stdout}\n${installed.stderr}`.slice(-1500)}`;
    const verdicts: Verdict[] = [];
    for (const cell of cells) {
      const verdict = problem ? { cell, problem, seconds: 0 } : await runCell(cell, root, cli, form);
      say(lineOf(verdict));
      verdicts.push(verdict);
    }
    return verdicts;
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function lineOf({ cell, problem, limit, seconds }: Verdict): string {
  const result = problem ? "FAIL " : limit ? "limit" : "ok   ";
  return `${result} ${nameOf(cell)}  ${seconds.toFixed(0)} s${problem || limit ? `\n${problem || limit}` : ""}`;
}

async function main(): Promise<void> {
  const { cells, form, whole } = choose(process.argv.slice(2));
  const verdicts = await runCells(cells, (line) => process.stdout.write(`${line}\n`));
  if (whole) writeFileSync(join(repository, "docs", "compatibility.md"), compatibilityPage(verdicts, form));
  process.stdout.write(`\n${table(verdicts)}\n\n${counts(verdicts)}\n`);
  process.exitCode = verdicts.some(({ problem }) => problem) ? 1 : 0;
}

if (require.main === module)
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
