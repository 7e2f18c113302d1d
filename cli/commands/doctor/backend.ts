/** The state backend, and whether its stack can be used. */
import { classOfType, isObject } from "../../../provider/pulumi-wire";
import { jsonOf, jsonValues } from "../../lib/json";
import { runPulumi } from "../../lib/pulumi";
import { stackState } from "../../lib/stack-state";
import { count } from "../../lib/terminal";
import { type CheckResult, fail, ok, warn } from "./finding";

export const noBackend = fail("state", "not checked, because the Pulumi CLI does not run", "see the line about pulumi");

export async function checkBackend(folder: string | undefined, stack: string | undefined): Promise<CheckResult[]> {
  const who = await runPulumi(["whoami", "--json"], { mayFail: true, ...(folder === undefined ? {} : { cwd: folder }) });
  if (who.code !== 0)
    return [
      fail("state", complaint(who.stderr), "pulumi login, or set PULUMI_BACKEND_URL (file:///folder, s3://bucket for OBS, …)"),
    ];
  const backend = ok("state", withoutCredentials(backendOf(who.stdout)));
  if (folder === undefined)
    return [backend, warn("program", "this folder is in no Pulumi program", "run this command in one to check its stack too")];
  return [backend, await checkStack(folder, stack)];
}

function backendOf(printed: string): string {
  const found = jsonValues(printed).values.find((value) => isObject(value) && typeof value.url === "string");
  return isObject(found) ? String(found.url) : "logged in";
}

async function checkStack(folder: string, stack: string | undefined): Promise<CheckResult> {
  const named = stack === undefined ? {} : { stack };
  const name = await runPulumi(["stack", "--show-name"], { cwd: folder, mayFail: true, ...named });
  if (name.code !== 0) return warn("stack", "none is selected", "pulumi stack select, or pulumi stack init dev");
  const exported = await runPulumi(["stack", "export"], { cwd: folder, mayFail: true, ...named });
  const shown = name.stdout.trim();
  if (exported.code !== 0) {
    const todo = /passphrase/i.test(exported.stderr)
      ? "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE"
      : "see the output of pulumi stack";
    return fail("stack", `${shown}: ${complaint(exported.stderr)}`, todo);
  }
  const source = { source: "pulumi stack export", advice: `see what it prints in ${folder}` };
  const { resources, pendingOperations } = jsonOf(exported.stdout, { ...source, ...stackState });
  const ours = resources.filter(({ type }) => classOfType(type) !== undefined).length;
  const says = `${shown}: ${ours} of ${count(resources.length, "resource")} ${ours === 1 ? "is" : "are"} of this package`;
  if (pendingOperations === 0) return ok("stack", says);
  const interrupted = `${count(pendingOperations, "operation")} ${pendingOperations === 1 ? "was" : "were"} interrupted`;
  return warn("stack", `${says}; ${interrupted}`, "pulumi refresh --clear-pending-creates --yes");
}

/** The CLI may print progress before its error. */
function complaint(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((one) => /^error\b/i.test(one)) ?? lines[0];
  return (line && withoutCredentials(line.trim().replace(/^error: /, ""))) ?? "no reason given";
}

/** Backend addresses may carry credentials, and those any letter. */
function withoutCredentials(text: string): string {
  return text.replace(/(?<=:\/\/)\S*@/g, "***@");
}
