/** Node.js, the Pulumi CLI, and the packages as the provider process resolves them. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { runPulumi } from "../../lib/pulumi";
import { CliError } from "../../lib/terminal";
import { type CheckResult, fail, isAtLeast, ok, warn } from "./finding";

/** First release whose `pulumi import` accepts inputs and outputs; everything else works with older ones. */
const importFrom = "3.254.0";
const oldestCli = "3.216.0";
const oldestNode = "20.19.0";

export async function checkVersions(): Promise<CheckResult[]> {
  const node = process.versions.node;
  const nodeFinding = isAtLeast(node, oldestNode)
    ? ok("node", node)
    : fail("node", `${node}; at least ${oldestNode} is needed`, "install a newer Node: https://nodejs.org");
  return [nodeFinding, await checkCli()];
}

async function checkCli(): Promise<CheckResult> {
  try {
    const { stdout } = await runPulumi(["version"]);
    const version = stdout.trim().replace(/^v/, "");
    if (!isAtLeast(version, oldestCli))
      return fail("pulumi", `${version}; at least ${oldestCli} is needed`, "install a newer Pulumi CLI");
    if (isAtLeast(version, importFrom)) return ok("pulumi", version);
    return warn("pulumi", version, `adopt needs at least ${importFrom}; everything else works`);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return fail(
      "pulumi",
      "not on PATH, or it does not start",
      "https://www.pulumi.com/docs/install/, or: npm install --save-dev pulumi",
    );
  }
}

interface Package {
  folder: string;
  version: string;
}

/** Resolved from the program's folder, as the handle in a resource's state does. */
export function checkPackages(folder: string): CheckResult[] {
  const sdk = locate(folder, "@pulumi/pulumi");
  const own = locate(folder, "pulumi-codearts");
  const layout = describeLayout(folder, own);
  const findings: CheckResult[] = [];
  findings.push(
    own === undefined
      ? fail(
          "pulumi-codearts",
          `not installed for ${folder}`,
          "npm install pulumi-codearts (deployments, also refresh and destroy, load it from here)",
        )
      : ok("pulumi-codearts", `${own.version} (${layout})`),
  );
  if (sdk === undefined) findings.push(fail("@pulumi/pulumi", `not installed for ${folder}`, "npm install @pulumi/pulumi"));
  else if (!isAtLeast(sdk.version, oldestCli)) {
    findings.push(fail("@pulumi/pulumi", `${sdk.version}; at least ${oldestCli} is needed`, "npm install @pulumi/pulumi@latest"));
  } else findings.push(ok("@pulumi/pulumi", sdk.version));
  return [...findings, ...checkCopies(own, sdk), ...checkTypescript(folder)];
}

/** Resources registered through a second copy of the SDK are invisible to ours. */
function checkCopies(own: Package | undefined, sdk: Package | undefined): CheckResult[] {
  const inner = own === undefined ? undefined : locate(own.folder, "@pulumi/pulumi");
  if (inner === undefined || sdk === undefined || inner.folder === sdk.folder) return [];
  return [
    warn(
      "@pulumi/pulumi",
      `two copies: ${sdk.version} for the program, ${inner.version} for pulumi-codearts`,
      "npm dedupe, or give both the same version",
    ),
  ];
}

function checkTypescript(folder: string): CheckResult[] {
  const typescript = locate(folder, "typescript");
  if (typescript === undefined || !isAtLeast(typescript.version, "7.0.0")) return [];
  return [
    warn(
      "typescript",
      `${typescript.version} has no JavaScript API, which Pulumi's TypeScript programs need`,
      "npm install --save-dev typescript@5.9",
    ),
  ];
}

function locate(from: string, name: string): Package | undefined {
  const require = createRequire(join(from, "_"));
  try {
    const manifest = realpathSync(require.resolve(`${name}/package.json`));
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    return { folder: dirname(manifest), version };
  } catch {
    return undefined;
  }
}

function describeLayout(folder: string, own: Package | undefined): string {
  if (process.versions.pnp !== undefined) return "yarn, Plug'n'Play";
  const lock = (name: string) => ancestors(folder).some((path) => existsSync(join(path, name)));
  const manager = lock("pnpm-lock.yaml") ? "pnpm" : lock("yarn.lock") ? "yarn" : lock("bun.lock") ? "bun" : "npm";
  if (own === undefined) return manager;
  if (own.folder.includes(`${sep}.pnpm${sep}`)) return `${manager}, linked from its store`;
  if (!own.folder.includes(`${sep}node_modules${sep}`)) return `${manager}, linked from ${own.folder}`;
  return dirname(dirname(own.folder)) === realpathSync(folder)
    ? `${manager}, in the program's folder`
    : `${manager}, hoisted to ${dirname(dirname(own.folder))}`;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
