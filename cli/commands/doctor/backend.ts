/** Where state is kept, and whether a stack there can be worked with. */
import { classOfType } from "../../../provider/pulumi-wire";
import { runPulumi } from "../../lib/pulumi";
import { type Finding, fail, ok, warn } from "./finding";

interface Exported {
  deployment?: { resources?: { type: string }[]; pending_operations?: unknown[] };
}

export const noBackend = fail("state", "not looked at, as the Pulumi CLI does not run", "see the line about pulumi");

export async function checkBackend(folder: string | undefined, stack: string | undefined): Promise<Finding[]> {
  const who = await runPulumi(["whoami", "--json"], { mayFail: true, ...(folder === undefined ? {} : { cwd: folder }) });
  if (who.code !== 0)
    return [
      fail("state", complaint(who.stderr), "pulumi login, or set PULUMI_BACKEND_URL (file:///folder, s3://bucket for OBS, …)"),
    ];
  const { url } = JSON.parse(who.stdout) as { url?: string };
  const backend = ok("state", withoutCredentials(url ?? "logged in"));
  if (folder === undefined)
    return [backend, warn("program", "this folder is in no Pulumi program", "go to one to check its stack too")];
  return [backend, await checkStack(folder, stack)];
}

async function checkStack(folder: string, stack: string | undefined): Promise<Finding> {
  const named = stack === undefined ? {} : { stack };
  const name = await runPulumi(["stack", "--show-name"], { cwd: folder, mayFail: true, ...named });
  if (name.code !== 0) return warn("stack", "none is selected", "pulumi stack select, or pulumi stack init dev");
  const exported = await runPulumi(["stack", "export"], { cwd: folder, mayFail: true, ...named });
  if (exported.code !== 0) {
    const todo = /passphrase/i.test(exported.stderr)
      ? "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE"
      : "see what pulumi stack says";
    return fail("stack", `${name.stdout.trim()}: ${complaint(exported.stderr)}`, todo);
  }
  const { deployment = {} } = JSON.parse(exported.stdout) as Exported;
  const ours = (deployment.resources ?? []).filter(({ type }) => classOfType(type) !== undefined).length;
  const pending = deployment.pending_operations?.length ?? 0;
  const says = `${name.stdout.trim()}: ${ours} of ${deployment.resources?.length ?? 0} resources are ours`;
  if (pending === 0) return ok("stack", says);
  return warn("stack", `${says}; ${pending} operations were interrupted`, "pulumi refresh --clear-pending-creates --yes");
}

/** Before its error, a CLI may have told what it does. */
function complaint(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((one) => /^error\b/i.test(one)) ?? lines[0];
  return line?.trim().replace(/^error: /, "") ?? "it gave no reason";
}

/** Backend addresses may carry credentials. */
function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//***@");
}
