import { findProgram, readProject } from "../../lib/project";
import { loadConfiguration } from "../../lib/session";
import { exitCodes, paint, printJson, printLine, startProgress } from "../../lib/terminal";
import { checkBackend, noBackend } from "./backend";
import type { CheckResult } from "./finding";
import type { DoctorOptions } from "./options";
import { checkPackages, checkVersions } from "./packages";
import { checkConfiguration, checkNetwork, checkRights } from "./service";

/** Runs every check; a failed check skips only those that depend on it. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const findings: CheckResult[] = [];
  const show = (found: CheckResult[]) => {
    findings.push(...found);
    if (!options.json) for (const finding of found) printFinding(finding);
  };
  const progress = startProgress("checking");
  const folder = findProgram();
  const versions = await checkVersions();
  show(versions);
  const project = folder === undefined ? undefined : readProject(folder);
  show(checkPackages(project?.programFolder ?? process.cwd()));
  await loadConfiguration(options);
  progress.update(1, "configuration");
  const { findings: configured, settings } = checkConfiguration();
  show(configured);
  if (settings !== undefined) {
    progress.update(2, "network");
    show(await checkNetwork(settings));
    progress.update(3, "rights");
    show(await checkRights(settings));
  }
  progress.update(4, "state");
  const runs = !versions.some(({ what, status }) => what === "pulumi" && status === "FAIL");
  show(runs ? await checkBackend(folder, options.stack) : [noBackend]);
  progress.finish();
  if (options.json) printJson({ ok: !findings.some(({ status }) => status === "FAIL"), findings });
  return findings.some(({ status }) => status === "FAIL") ? exitCodes.failed : exitCodes.ok;
}

const styles = { ok: "green", warn: "yellow", FAIL: "red" } as const;

function printFinding({ status, what, says, todo }: CheckResult): void {
  const [first = "", ...others] = says.split("\n");
  printLine(`${paint(styles[status], status.padEnd(5))} ${what.padEnd(18)} ${first}`);
  for (const line of [...others, ...(todo?.split("\n") ?? [])]) printLine(`${" ".repeat(25)}${line}`);
}
