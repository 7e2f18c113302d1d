/**
 * `npm run matrix`: our packed packages in the places where users install them. Without arguments every combination; with
 * `-- --pairs` a set in which each value meets every other one; with `-- --corners` four cells. Writes docs/compatibility.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installation } from "../installation";
import { type PulumiCli, pulumiCli } from "../pulumi";
import { repository } from "../pulumi/paths";
import { runCell, type Verdict } from "./cell";
import { type Cell, corners, everyCell, everyPair, nameOf } from "./cells";
import { getMachinery, installWith } from "./machinery";
import { compatibilityPage } from "./page";
import { installationKey, type Tarballs, writeProject } from "./project";

/** Runs the cells, those that share an installation one after the other, two installations side by side. */
export async function runCells(cells: Cell[], say: (line: string) => void): Promise<Verdict[]> {
  const [cli, { tarballs }] = [await pulumiCli(() => undefined), await installation()];
  await getMachinery(say);
  const groups = byInstallation(cells);
  const verdicts: Verdict[] = [];
  const worker = async () => {
    for (let group = groups.shift(); group; group = groups.shift()) verdicts.push(...(await runGroup(group, cli, tarballs, say)));
  };
  await Promise.all([worker(), worker()]);
  return verdicts;
}

function byInstallation(cells: Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(installationKey(cell), [...(groups.get(installationKey(cell)) ?? []), cell]);
  return [...groups.values()];
}

async function runGroup(cells: Cell[], cli: PulumiCli, tarballs: Tarballs, say: (line: string) => void): Promise<Verdict[]> {
  const root = mkdtempSync(join(tmpdir(), "codearts-project-"));
  try {
    const [first] = cells;
    if (!first) return [];
    writeProject(root, first, tarballs);
    const installed = await installWith(first.manager, root);
    const problem = installed.code === 0 ? "" : `install: ${`${installed.stdout}\n${installed.stderr}`.slice(-1500)}`;
    const verdicts: Verdict[] = [];
    for (const cell of cells) {
      const verdict = problem ? { cell, problem, seconds: 0 } : await runCell(cell, root, cli);
      say(
        `${verdict.problem ? "FAIL" : "ok  "} ${nameOf(cell)}  ${verdict.seconds.toFixed(0)} s${verdict.problem ? `\n${verdict.problem}` : ""}`,
      );
      verdicts.push(verdict);
    }
    return verdicts;
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(): Promise<void> {
  const choices: Record<string, () => Cell[]> = { "--pairs": everyPair, "--corners": () => corners };
  const choose = choices[process.argv[2] ?? ""] ?? everyCell;
  const verdicts = await runCells(choose(), (line) => process.stdout.write(`${line}\n`));
  const failed = verdicts.filter(({ problem }) => problem).length;
  writeFileSync(join(repository, "docs", "compatibility.md"), compatibilityPage(verdicts));
  process.stdout.write(`\n${verdicts.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (require.main === module) void main();
