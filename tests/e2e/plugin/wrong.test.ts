/** What does not fit, under the real engine: versions, types, an incomplete package, no Node.js, an engine that is gone. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { installation } from "../../../tools/lib/installation";
import { processesBelow, signal } from "../../../tools/lib/process-tree";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { pulumiCli } from "../../../tools/pulumi";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";

let modules: string;
let own: string;
beforeAll(async () => {
  modules = join((await installation()).folder, "node_modules");
  own = join(modules, "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const project = (resources: string, plugin?: string) => {
  const line = plugin === undefined ? "" : `plugins:\n  providers:\n    - { name: codearts, path: ${JSON.stringify(plugin)} }\n`;
  return `name: e2e\nruntime: yaml\n${line}resources:\n${resources}`;
};
const inYaml = (work: (stack: TestStack) => Promise<void>) =>
  withSimulator((_, env) => withStack({ program: { "Pulumi.yaml": project("  {}\n") }, env, yaml: true }, work));

/** The plugin of the package under another version: its own files, with those of the package around it. */
function otherVersion(root: string, version: string): string {
  const folder = join(root, version, "dist");
  mkdirSync(folder, { recursive: true });
  symlinkSync(modules, join(root, version, "node_modules"));
  symlinkSync(join(modules, "pulumi-codearts", "dist", "provider"), join(folder, "provider"));
  cpSync(own, join(folder, "plugin"), { recursive: true });
  const file = join(folder, "plugin", "schema.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version }));
  return join(folder, "plugin");
}

async function saidBy(stack: TestStack, program: string, env: Record<string, string> = {}) {
  stack.write("Pulumi.yaml", program);
  const { code, stdout, diagnostics } = await stack.preview({ mayFail: true, env });
  return { code, text: stdout + diagnostics };
}

test("a program for a newer or an older plugin gets an error with both versions; an unknown type is refused", () =>
  inYaml(async (stack) => {
    const { version } = JSON.parse(readFileSync(join(own, "schema.json"), "utf8"));
    for (const asked of ["0.0.1", "9.9.9"]) {
      const { code, text } = await saidBy(
        stack,
        project(`  api: { type: codearts:BuildJob, options: { version: ${asked} } }\n`, own),
      );
      expect(code).toBe(0);
      expect(text).toContain(`the program is written for pulumi-codearts ${asked}, and this plugin is ${version}: `);
    }
    const fits = await saidBy(stack, project(`  api: { type: codearts:BuildJob, options: { version: ${version} } }\n`, own));
    expect(fits.text).not.toContain("is written for");
    const { code, text } = await saidBy(stack, project("  api: { type: codearts:BuildJbo }\n", own));
    expect(code).not.toBe(0);
    expect(text).toMatch(/unable to find resource type "codearts:BuildJbo" in resource provider "codearts"/);
  }));

test("two versions serve one program side by side, and a name is one resource's all the same", () =>
  inYaml(async (stack) => {
    for (const version of ["0.0.8", "0.0.9"]) {
      const folder = join(String(stack.env.PULUMI_HOME), "plugins", `resource-codearts-v${version}`);
      mkdirSync(folder, { recursive: true });
      symlinkSync(join(otherVersion(stack.root, version), "pulumi-resource-codearts"), join(folder, "pulumi-resource-codearts"));
    }
    const one = "  one: { type: codearts:BuildJob, options: { version: 0.0.8 } }\n";
    stack.write("Pulumi.yaml", project(`${one}  two: { type: codearts:BuildJob, options: { version: 0.0.9 } }\n`));
    await stack.up();
    const providers = ((await stack.export()).deployment.resources ?? []).filter(
      ({ type }) => type === "pulumi:providers:codearts",
    );
    expect(providers.map(({ inputs }) => inputs?.version).sort()).toEqual(["0.0.8", "0.0.9"]);
    const twice = `${one}  two: { type: codearts:BuildJob, properties: { name: one }, options: { version: 0.0.9 } }\n`;
    const { code, text } = await saidBy(stack, project(twice));
    expect(code).not.toBe(0);
    expect(text).toMatch(/another resource of this program has the same name/);
    await stack.destroy();
  }));

test("an incomplete package, a copy of the plugin and a missing Node.js are one sentence each, which the engine shows", () =>
  inYaml(async (stack) => {
    const job = "  api: { type: codearts:BuildJob }\n";
    const broken = otherVersion(stack.root, "1.0.0");
    writeFileSync(join(broken, "schema.json"), "{ half");
    const copied = join(stack.root, "copied");
    cpSync(own, copied, { recursive: true });
    const alone = join(stack.root, "alone");
    mkdirSync(alone);
    cpSync(join(own, "pulumi-resource-codearts"), join(alone, "pulumi-resource-codearts"));
    const cannot =
      /pulumi-resource-codearts: cannot start \(.+\): the package is incomplete, or the plugin was copied out of it; run npm install/;
    const cases: [folder: string, said: RegExp][] = [
      [broken, cannot],
      [copied, cannot],
      [alone, /there is no codearts\.js in .*alone: link to the file/],
    ];
    for (const [folder, said] of cases) {
      const { code, text } = await saidBy(stack, project(job, folder));
      expect(code).not.toBe(0);
      expect(text).toMatch(said);
      expect(text).not.toMatch(/^\s+at .*\.js:\d+/m);
    }
    const tools = join(stack.root, "tools");
    mkdirSync(tools);
    for (const tool of ["dirname", "readlink", "sh"]) symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
    const cli = await pulumiCli(() => undefined);
    symlinkSync(cli.executable, join(tools, "pulumi"));
    symlinkSync(join(await yamlHost(() => undefined), "pulumi-language-yaml"), join(tools, "pulumi-language-yaml"));
    const without = await saidBy(stack, project(job, own), { PATH: tools });
    expect(without.code).not.toBe(0);
    expect(without.text).toMatch(/there is no node on PATH, and the plugin runs on Node\.js 20\.19 or later: install it/);
  }));

test("an engine that is killed takes its plugin with it", () =>
  withSimulator((simulator, env) =>
    withStack(
      { program: { "Pulumi.yaml": project("  api: { type: codearts:BuildJob }\n", own) }, env, yaml: true },
      async (stack) => {
        simulator.setLatency({ fixed: 60_000 });
        let plugin: number[] = [];
        const killed = await stack.up({
          mayFail: true,
          started: (pid) => {
            const look = setInterval(() => {
              plugin = processesBelow(pid).flatMap((one) => (/codearts\.js/.test(one.command) ? [one.pid] : []));
              if (plugin.length === 0) return;
              clearInterval(look);
              signal(pid, "SIGKILL");
            }, 50);
          },
        });
        expect(killed.code).not.toBe(0);
        expect(plugin.length).toBeGreaterThan(0);
        // Whoever started it is gone, so it is looked for among all; one that nobody waits for any more has no command line.
        const isThere = () => processesBelow(1).some(({ pid, command }) => plugin.includes(pid) && /codearts\.js/.test(command));
        while (isThere()) await pause(20);
      },
    ),
  ));
