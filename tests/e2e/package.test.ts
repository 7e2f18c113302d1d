/** What users install: the contents, size, types and start-up of the packed tarballs. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Installation, installation } from "../../tools/lib/installation";
import { bareEnvironment, run } from "../../tools/lib/process";
import { reachable } from "../../tools/package/build/declarations";
import { licencesFile } from "../../tools/package/supply-chain/licences";
import { type PackageName, packages, runtimeDependencies } from "../../tools/package/supply-chain/runtime-dependencies";
import { bomOf } from "../../tools/package/supply-chain/sbom";
import { compile, programs } from "../../tools/package/types/programs";
import { repository } from "../../tools/pulumi/paths";

const names = Object.keys(packages) as PackageName[];
const accepted = [
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "PSF-2.0",
  "BlueOak-1.0.0",
  "(MIT OR CC0-1.0)",
  "Unlicense",
];
const contents: Record<PackageName, RegExp> = {
  "pulumi-codearts":
    /^(dist\/(provider|sdk|policies|cli)\/[\w./-]+\.(js|d\.ts)|dist\/[\w./-]+\.(css|json)|dist\/plugin\/(codearts\.js|logo\.png|pulumi-resource-codearts(\.cmd)?)|policy-pack\/[\w.-]+|docs\/[\w./-]+\.(md|png)|examples\/[\w./-]+\.(ts|mjs|py|go|mod|txt|json|yaml|yml|md)|simulator\/(README\.md|LICENSE)|[\w.-]+\.md|LICENSE|package\.json)$/,
  "codearts-simulator": /^(dist\/[\w./-]+\.(js|d\.ts)|generated\/[\w-]+\.json|README\.md|LICENSE|package\.json)$/,
};

let installed: Installation;
beforeAll(async () => {
  installed = await installation();
}, 600_000);

function filesOf(name: PackageName): { path: string; size: number }[] {
  const root = join(installed.folder, "node_modules", name);
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name === "node_modules") return [];
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? below(path) : [path];
    });
  return below("").map((path) => ({ path, size: statSync(join(root, path)).size }));
}

function node(code: string) {
  return run(process.execPath, ["-e", code], { cwd: installed.folder, env: bareEnvironment(installed.folder) });
}

test.each(names)("%s: the tarball holds nothing but what the allow-list names", (name) => {
  const files = filesOf(name).map(({ path }) => path);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => !contents[name].test(path))).toEqual([]);
});

test("pulumi-codearts stays under 3 MB unpacked, and its dependencies under 12 MB", () => {
  const own = filesOf("pulumi-codearts").reduce((sum, { size }) => sum + size, 0);
  expect(own).toBeLessThan(3_000_000);
  const dependencies = runtimeDependencies("pulumi-codearts").reduce((sum, { path }) => sum + sizeOf(join(repository, path)), 0);
  expect(dependencies).toBeLessThan(12_000_000);
});

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    // Packages nested below are dependencies of their own.
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + sizeOf(path);
    return sum + statSync(path).size;
  }, 0);
}

test.each(names)("%s: no dependency has an install script, and every licence is an accepted one", (name) => {
  const all = runtimeDependencies(name);
  expect(all.length).toBeGreaterThan(1);
  expect(all.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  expect(all.filter(({ licence }) => !accepted.includes(licence))).toEqual([]);
  const { scripts = {} } = JSON.parse(readFileSync(join(installed.folder, "node_modules", name, "package.json"), "utf8"));
  expect(Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script))).toEqual([]);
});

test("the list of licences is current (npm run licences writes it)", () => {
  expect(readFileSync(join(repository, "THIRD-PARTY-LICENCES.md"), "utf8")).toBe(licencesFile());
});

test.each(names)(
  "%s: the bill of materials names everything that it brings along, once, with digest and what needs it",
  (name) => {
    const { metadata, components, dependencies } = bomOf(name);
    expect(metadata.component.purl).toMatch(new RegExp(`^pkg:npm/${name}@\\d+\\.\\d+\\.\\d+`));
    const refs = components.map(({ "bom-ref": ref }) => ref);
    const brought = runtimeDependencies(name).map((one) => `pkg:npm/${one.name.replace("@", "%40")}@${one.version}`);
    expect([...refs].sort()).toEqual([...new Set(brought)].sort());
    expect(
      components.filter(({ hashes }) => hashes.some(({ alg, content }) => alg !== "SHA-512" || content.length !== 128)),
    ).toEqual([]);
    expect(dependencies.map(({ ref }) => ref)).toEqual([metadata.component.purl, ...refs]);
    const needed = new Set(dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...needed].sort()).toEqual([...refs].sort());
  },
);

test("a program that only imports the main entry loads nothing heavy", async () => {
  const { code, stdout, stderr } = await node(
    `require("pulumi-codearts"); console.log(Object.keys(require.cache).filter((file) => /node_modules.(zod|re2js|diff|commander|got|hpagent).|pulumi-codearts.dist.provider.(?!pulumi-wire|shared.(nearest|secret-settings))/.test(file)).join())`,
  );
  expect({ code, stdout: stdout.trim(), stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
});

test.each([
  "pulumi-codearts",
  "pulumi-codearts/provider",
  "pulumi-codearts/client",
  "pulumi-codearts/policies",
  "codearts-simulator",
])("%s loads by require and by import, without output", async (entry) => {
  const code = `const first = require("${entry}"); import("${entry}").then((second) => console.log(Object.keys(first).every((name) => name in second)))`;
  expect(await node(code)).toEqual({ code: 0, stdout: "true\n", stderr: "" });
});

test("the simulator starts from its own package, and ends", async () => {
  const code = `require("codearts-simulator").startSimulator().then((one) => { console.log(one.url); return one.close(); })`;
  expect(await node(code)).toEqual({ code: 0, stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/), stderr: "" });
});

test("the pulumi-codearts command starts and prints its version", async () => {
  const command = join(installed.folder, "node_modules", ".bin", "pulumi-codearts");
  const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const ended = await run(command, ["--version"], { cwd: installed.folder, env: bareEnvironment(installed.folder) });
  expect(ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each(["provider", "simulator"] as const)("publint finds nothing in the tarball of the %s", async (which) => {
  const publint = join(repository, "node_modules", "publint", "src", "cli.js");
  const args = [publint, "run", installed.tarballs[which], "--strict"];
  const { code, stdout } = await run(process.execPath, args, { cwd: repository, env: bareEnvironment(installed.folder) });
  expect({ code, stdout: code === 0 ? "" : stdout }).toEqual({ code: 0, stdout: "" });
});

test.each(["provider", "simulator"] as const)("the types of the tarball of the %s resolve everywhere", async (which) => {
  const attw = join(repository, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  // "node10" cannot see subpath exports at all; every TypeScript since 4.7 has a better resolution to choose.
  const args = [attw, installed.tarballs[which], "--profile", "node16", "--no-emoji", "--no-color"];
  const { code, stdout } = await run(process.execPath, args, { cwd: repository, env: bareEnvironment(installed.folder) });
  expect({ code, stdout: code === 0 ? "" : stdout }).toEqual({ code: 0, stdout: "" });
});

test("the client and the policies compile with the settings of Pulumi's templates, whose module resolution ignores exports", async () => {
  const nodeModules = join(installed.folder, "node_modules");
  const text = `
    import { PolicyPack } from "@pulumi/policy";
    import { createClient } from "pulumi-codearts/client";
    import { codeartsPolicies, timeoutRequired } from "pulumi-codearts/policies";
    new PolicyPack("platform", { policies: [...codeartsPolicies({ all: "advisory" }), timeoutRequired] });
    export const make: typeof createClient = createClient;
  `;
  await expect(compile(text, nodeModules, join(nodeModules, "typescript"))).resolves.toBeDefined();
  await expect(compile(text.replace('"advisory"', '"advice"'), nodeModules, join(nodeModules, "typescript"))).rejects.toThrow(
    /'"advice"' is not assignable/,
  );
}, 60_000);

test("the types cost a strict program of 50 resources less than 1.3 times what hand-written any does, and add no library", async () => {
  const nodeModules = join(installed.folder, "node_modules");
  const typescript = join(nodeModules, "typescript");
  const [ours, any] = [
    await compile(programs.ours, nodeModules, typescript),
    await compile(programs.any, nodeModules, typescript),
  ];
  // Counts of the compiler's own, which no other work on the machine changes; times are in tools/package/types/main.ts.
  for (const what of ["Lines of Definitions", "Identifiers", "Symbols"]) {
    expect(any[what]).toBeGreaterThan(10_000);
    expect(Number(ours[what]) / Number(any[what])).toBeLessThan(1.3);
  }
  expect(Number(ours.Instantiations)).toBeLessThan(5_000);
  await expect(compile(programs.ours.replace('arch: "x86-64"', 'arch: "x86"'), nodeModules, typescript)).rejects.toThrow(
    /"x86"' is not assignable to type/,
  );
  const root = join(nodeModules, "pulumi-codearts", "dist");
  const types = reachable(["sdk/index", "policies/index", "provider/create-client"].map((entry) => join(root, `${entry}.d.ts`)));
  expect(types.size).toBeGreaterThan(20);
  const foreign = [...types].filter((path) =>
    /^(?:import|export)\b.* from "(?!\.|@pulumi\/|node:)/m.test(readFileSync(path, "utf8")),
  );
  expect(foreign).toEqual([]);
}, 60_000);
