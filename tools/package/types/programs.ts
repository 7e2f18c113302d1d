/** One strict program of 50 resources with our types, and with hand-written classes that use `any`. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../lib/process";

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: "es2019",
  module: "commonjs",
  moduleResolution: "node",
  types: ["node"],
  skipLibCheck: true,
};

const byHand = `
class BuildJob extends pulumi.CustomResource {
  readonly name!: pulumi.Output<any>;
  constructor(name: string, args: any, options?: pulumi.CustomResourceOptions) {
    super("pulumi-nodejs:dynamic/codearts:BuildJob", name, { ...args }, options);
  }
}
class Notice extends pulumi.CustomResource {
  constructor(name: string, args: any, options?: pulumi.CustomResourceOptions) {
    super("pulumi-nodejs:dynamic/codearts:Notice", name, { ...args }, options);
  }
}
const codearts = { BuildJob, Notice };
`;

const pair = (index: number) => `
export const job${index} = new codearts.BuildJob("job-${index}", {
  projectId: "a287e712be6c404ca26e5f69040fa12b",
  arch: "x86-64",
  flavor: "2u8g",
  scms: [{ type: "codehub", repositoryId: "${index}", url: "git@codehub.example.com:team/${index}.git", webUrl: "https://codehub.example.com/team/${index}", branch: "main" }],
  parameters: {
    codeBranch: "main",
    channel: { default: "beta", options: ["beta", "stable"], runtime: true },
    key: { default: config.requireSecret("key"), private: true },
  },
  steps: [
    { module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: "mvn -B verify" } },
    { module: "devcloud2018.codeci_action_20057.action", name: "Upload", properties: { objectKey: "./", backetName: "builds" } },
  ],
  schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
  timeout: { minutes: 30 },
});
export const notice${index} = new codearts.Notice("notice-${index}", { jobId: job${index}.id, channel: "MAIL", events: ["buildJobFail"] });
export const length${index} = job${index}.name.apply((name: string) => name.length);
`;

const program = (head: string) =>
  `import * as pulumi from "@pulumi/pulumi";\n${head}\nconst config = new pulumi.Config();\n${Array.from({ length: 25 }, (_, index) => pair(index)).join("")}`;

export const programs = { ours: program('import * as codearts from "pulumi-codearts";'), any: program(byHand) } as const;

/** The compiler's own statistics, such as `Types`, `Symbols`, `Memory used` (KB), `Check time` and `Total time` (s). */
export type Diagnostics = Readonly<Record<string, number>>;

/** Compiles a program against installed packages with a given TypeScript. Throws the compiler's messages, if any. */
export async function compile(text: string, nodeModules: string, typescript: string): Promise<Diagnostics> {
  const folder = mkdtempSync(join(tmpdir(), "codearts-types-"));
  try {
    symlinkSync(nodeModules, join(folder, "node_modules"), "dir");
    writeFileSync(join(folder, "index.ts"), text);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    const args = [join(typescript, "lib", "tsc.js"), "-p", folder, "--extendedDiagnostics"];
    const { code, stdout } = await run(process.execPath, args, { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } });
    if (code !== 0) throw new Error(stdout.split("\n").slice(0, 10).join("\n"));
    const figures = stdout.matchAll(/^([A-Z][\w/ -]+?):\s+([\d.]+)(?:s|K)?$/gm);
    return Object.fromEntries([...figures].map(([, name, figure]) => [name, Number(figure)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
