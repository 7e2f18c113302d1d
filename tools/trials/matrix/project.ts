/** The files of a user's project for one cell. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Cell } from "./cells";

export interface Tarballs {
  provider: string;
  simulator: string;
}

/** Releases from 3.249 on require Node 22. */
function pulumiFor(node: Cell["node"]): string {
  return node === "20" ? "3.248.0" : "^3.270.0";
}

/** Cells with the same key can share one installation: only the files of the program differ. */
export function installationKey(cell: Cell): string {
  return `${cell.manager}-${cell.layout}-pulumi-${pulumiFor(cell.node).replace(/[^\d.]/g, "")}`;
}

/** The folder of the program: in a workspace it is a member. */
export function programFolder(root: string, cell: Cell): string {
  return cell.layout === "workspace" ? join(root, "packages", "infra") : root;
}

export function writeProject(root: string, cell: Cell, tarballs: Tarballs): void {
  const dependencies = {
    "@pulumi/policy": "^1.20.0",
    "@pulumi/pulumi": pulumiFor(cell.node),
    "@types/node": "^20.0.0",
    "codearts-simulator": `file:${tarballs.simulator}`,
    "pulumi-codearts": `file:${tarballs.provider}`,
    "ts-node": "^10.9.2",
    tsx: "^4.20.0",
    typescript: "^5.9.0",
  };
  const program = programFolder(root, cell);
  write(join(program, "package.json"), json({ name: "infra", version: "1.0.0", private: true, dependencies }));
  if (cell.layout === "workspace") {
    write(join(root, "package.json"), json({ name: "estate", version: "1.0.0", private: true, workspaces: ["packages/*"] }));
    write(join(root, "packages", "shared", "package.json"), json({ name: "shared", version: "1.0.0", private: true }));
  }
  if (cell.manager === "pnpm") {
    const members = cell.layout === "workspace" ? "packages:\n  - packages/*\n" : "";
    // protobufjs, an indirect dependency of @pulumi/pulumi, has an install script that is not needed here.
    write(join(root, "pnpm-workspace.yaml"), `${members}strictDepBuilds: false\n`);
  }
  if (cell.manager.startsWith("yarn")) {
    write(join(root, ".yarnrc.yml"), `nodeLinker: ${cell.manager === "yarn" ? "node-modules" : "pnp"}\n`);
    write(join(root, "yarn.lock"), "");
  }
}

/** The program's files; package.json gets its module type, in which cells with a shared installation differ. */
export function writeProgram(root: string, cell: Cell, packageJson: Record<string, unknown>): void {
  const folder = programFolder(root, cell);
  const typescript = cell.language !== "javascript";
  const entry = { "ts-node": "index.ts", tsx: "index.ts", precompiled: "bin/index.js", javascript: "index.js" }[cell.language];
  write(join(folder, "package.json"), json({ ...packageJson, type: cell.module === "esm" ? "module" : "commonjs" }));
  write(join(folder, typescript ? "index.ts" : "index.js"), typescript || cell.module === "esm" ? moduleProgram : commonProgram);
  write(join(folder, "tsconfig.json"), json({ compilerOptions, files: ["index.ts"] }));
  write(
    join(folder, "Pulumi.yaml"),
    json({ name: "matrix", main: entry, runtime: { name: "nodejs", options: runtimeOptions(cell) } }),
  );
  write(join(folder, "policy", "package.json"), json({ name: "policy", version: "1.0.0", type: "commonjs", main: "index.js" }));
  write(
    join(folder, "policy", "PulumiPolicy.yaml"),
    json({ runtime: { name: "nodejs", options: { typescript: false } }, version: "1.0.0" }),
  );
  write(join(folder, "policy", "index.js"), policyPack);
}

function runtimeOptions(cell: Cell): Record<string, unknown> {
  if (cell.language === "ts-node") return { typescript: true };
  // Without the second loader of Plug'n'Play, `--import` finds no package.
  const loader = cell.manager === "yarn-pnp" && cell.module === "cjs" ? "--require tsx/cjs" : "--import tsx";
  return { typescript: false, ...(cell.language === "tsx" ? { nodeargs: loader } : {}) };
}

const compilerOptions = {
  strict: true,
  target: "es2022",
  module: "nodenext",
  moduleResolution: "nodenext",
  outDir: "bin",
  rootDir: ".",
  skipLibCheck: true,
  types: ["node"],
};

const job = `{
  scms: [],
  parameters: { channel: "beta", token: { default: pulumi.secret("made-up-token"), private: true } },
  steps: [codearts.steps.maven({ name: "Package", command: "mvn -B package" })],
  timeout: { minutes: 30 },
}`;
const moduleProgram = `import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const job = new codearts.BuildJob("api", ${job});
export const jobId = job.id;
`;
const commonProgram = `const pulumi = require("@pulumi/pulumi");
const codearts = require("pulumi-codearts");
const job = new codearts.BuildJob("api", ${job});
exports.jobId = job.id;
`;
const policyPack = `const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const { BuildJob } = require("pulumi-codearts");
new PolicyPack("matrix", { policies: [{
  name: "short-timeout", description: "Builds end within ten minutes.", enforcementLevel: "advisory",
  validateResource: validateResourceOfType(BuildJob, (job, args, report) => { if (job.timeout.minutes > 10) report("thirty minutes are long"); }),
}] });
`;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
