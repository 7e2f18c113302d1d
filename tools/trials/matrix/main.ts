/**
 * `npm run matrix`: the packed packages in the places where users install them. Without arguments every combination; with
 * `-- --pairs` a set that pairs each value with every other one; with `-- --corners` four cells; with values, such as
 * `-- yarn esm 24`, the cells with these values. Also runs the examples in other languages; `-- python go` runs only these.
 * Prints a table; the three complete forms also write docs/compatibility.md, and the examples their part of it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { installation } from "../../lib/installation";
import { pulumiCli } from "../../pulumi";
import type { PulumiCli } from "../../pulumi/found";
import { repository } from "../../pulumi/paths";
import { type CellVerdict, runCell } from "./cell";
import { type Cell, cellNameOf, choose, dimensions } from "./cells";
import type { LifeLength } from "./life";
import { getMachinery, installWith } from "./machinery";
import { compatibilityPage, counts, table, withPrograms } from "./page";
import { type ProgramVerdict, programLanguages, runProgram } from "./programs";
import { installationKey, type Tarballs, writeProject } from "./project";

/** Runs the cells one after the other, grouped by installation. */
export async function runCells(cells: Cell[], say: (line: string) => void, form: LifeLength = "full"): Promise<CellVerdict[]> {
  const [cli, { tarballs }] = [await pulumiCli(() => undefined), await installation()];
  await getMachinery(cells, say);
  const verdicts: CellVerdict[] = [];
  const done = (verdict: CellVerdict) => {
    verdicts.push(verdict);
    say(`${lineOf(verdict)}  (${verdicts.length} of ${cells.length})`);
  };
  for (const group of byInstallation(cells)) await runGroup(group, { cli, tarballs, form, done });
  return verdicts;
}

function byInstallation(cells: Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(installationKey(cell), [...(groups.get(installationKey(cell)) ?? []), cell]);
  return [...groups.values()];
}

interface Running {
  cli: PulumiCli;
  tarballs: Tarballs;
  form: LifeLength;
  done: (verdict: CellVerdict) => void;
}

async function runGroup(cells: Cell[], { cli, tarballs, form, done }: Running): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "codearts-project-"));
  try {
    const [first] = cells;
    if (!first) return;
    writeProject(root, first, tarballs);
    const installed = await installWith(first.manager, root);
    const problem = installed.code === 0 ? "" : `install: ${`${installed.stdout}\n${installed.stderr}`.slice(-1500)}`;
    for (const cell of cells) done(problem ? { cell, problem, seconds: 0 } : await runCell(cell, root, cli, form));
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function lineOf({ cell, problem, limit, seconds }: CellVerdict): string {
  const result = problem ? "FAIL " : limit ? "limit" : "ok   ";
  const why = problem || limit;
  return `${why ? `${why}\n` : ""}${result} ${cellNameOf(cell)}  ${seconds.toFixed(0)} s`;
}

function readWords(): string[] {
  const command = new Command("npm run matrix --")
    .description(
      "Installs the packed packages the ways users do, and runs the complete lifecycle of a stack in each cell under the real CLI.",
    )
    .argument(
      "[values...]",
      `only the cells with these values: ${Object.values(dimensions).flat().join(", ")}; ${programLanguages.join(", ")}: only that program`,
    )
    .option("--pairs", "about twenty cells that pair each value with every other one")
    .option("--corners", "four cells, with each value at least once")
    .addHelpText(
      "after",
      "\nWithout arguments all 256 cells, at about 20 seconds each; that run, --pairs and --corners write docs/compatibility.md.",
    )
    .parse();
  const { pairs, corners } = command.opts<{ pairs?: boolean; corners?: boolean }>();
  return [...(pairs ? ["--pairs"] : []), ...(corners ? ["--corners"] : []), ...command.args];
}

const page = join(repository, "docs", "compatibility.md");

async function main(): Promise<void> {
  const { cells, programs, form, whole } = choose(readWords());
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const verdicts = cells.length > 0 ? await runCells(cells, say) : [];
  const others: ProgramVerdict[] = [];
  for (const language of programs) {
    const verdict = await runProgram(language, say);
    others.push(verdict);
    say(`${verdict.problem ? `${verdict.problem}\nFAIL ` : "ok   "} ${language}  ${verdict.seconds.toFixed(0)} s`);
  }
  if (verdicts.length > 0) say(`\n${table(verdicts)}\n\n${counts(verdicts)}`);
  const text = whole ? compatibilityPage(verdicts, form) : readFileSync(page, "utf8");
  if (whole || others.length === programLanguages.length) writeFileSync(page, withPrograms(text, others));
  process.exitCode = [...verdicts, ...others].some(({ problem }) => problem) ? 1 : 0;
}

if (require.main === module)
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
