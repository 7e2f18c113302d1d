/**
 * `npm run executable`: the plugin as one file for the current platform, including Node.js, and the archive that `pulumi plugin
 * install resource codearts VERSION --file` accepts. Requires Node.js 25.5 or later (`--build-sea`); the release workflow runs it per platform.
 */
import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { pluginSchema } from "../../generate/plugin/schema";
import { run } from "../../lib/process";
import { repository } from "../../pulumi/paths";

const systems: Record<string, string> = { win32: "windows" };
const processors: Record<string, string> = { x64: "amd64" };
const executableNameOf = (names: Record<string, string>, own: string) => names[own] ?? own;

async function must(program: string, args: string[], cwd: string): Promise<void> {
  const ended = await run(program, args, { cwd, env: process.env, timeout: 600_000 });
  if (ended.code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${ended.code}: ${ended.stdout}${ended.stderr}`);
}

async function main(): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 25 || (major === 25 && minor < 5))
    throw new Error(`Node.js ${process.versions.node} cannot build the executable; use Node.js 25.5 or later`);
  const folder = join(repository, "executable");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const schema = pluginSchema();
  await build({
    entryPoints: [join(repository, "plugin", "main.ts")],
    outfile: join(folder, "codearts.cjs"),
    bundle: true,
    platform: "node",
    target: "node24",
    logLevel: "error",
  });
  writeFileSync(join(folder, "schema.json"), schema);
  const name = process.platform === "win32" ? "pulumi-resource-codearts.exe" : "pulumi-resource-codearts";
  const sea = {
    main: "codearts.cjs",
    output: name,
    disableExperimentalSEAWarning: true,
    assets: { "schema.json": "schema.json" },
  };
  writeFileSync(join(folder, "sea.json"), JSON.stringify(sea));
  await must(process.execPath, ["--build-sea", "sea.json"], folder);
  // macOS does not run unsigned programs; an ad hoc signature is sufficient.
  if (process.platform === "darwin") await must("codesign", ["--sign", "-", name], folder);
  const licences = ["LICENSE", "THIRD-PARTY-LICENCES.md"];
  for (const file of licences) copyFileSync(join(repository, file), join(folder, file));
  const { version } = JSON.parse(schema);
  const place = `${executableNameOf(systems, process.platform)}-${executableNameOf(processors, process.arch)}`;
  const archive = `pulumi-resource-codearts-v${version}-${place}.tar.gz`;
  await must("tar", ["-czf", archive, name, ...licences], folder);
  const size = (file: string) => `${(statSync(join(folder, file)).size / 1e6).toFixed(0)} MB`;
  process.stdout.write(`${join(folder, archive)}: ${size(archive)}, the executable ${size(name)}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
