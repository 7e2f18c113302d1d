/** How a CLI is found or made, on machines that these tests set up: own PATH, own cache folder, no names resolved. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, run } from "../../tools/lib/process";
import { cliVersion, isOldEnough, repository } from "../../tools/pulumi/paths";

interface Machine {
  bin: string;
  cache: string;
  /** Where the cached CLI belongs. */
  cli: string;
  find(): Promise<Ended & { lines: string[] }>;
}

async function onMachine(work: (machine: Machine) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "codearts-cli-"));
  const [bin, cache] = [join(root, "bin"), join(root, "cache", "pulumi-codearts")];
  try {
    mkdirSync(bin);
    mkdirSync(cache, { recursive: true });
    symlinkSync(process.execPath, join(bin, "node"));
    const noNames = join(root, "no-names.cjs");
    writeFileSync(
      noNames,
      'require("dns").lookup = (name, _o, done) => done(Object.assign(new Error("ENOTFOUND " + name), { code: "ENOTFOUND" }));\n',
    );
    const env = {
      PATH: bin,
      HOME: root,
      TMPDIR: root,
      XDG_CACHE_HOME: join(root, "cache"),
      NODE_OPTIONS: `--require ${noNames}`,
    };
    const main = [require.resolve("tsx/cli"), join(repository, "tools", "pulumi", "main.ts")];
    const find = async () => {
      const ended = await run(process.execPath, main, { cwd: root, env });
      return {
        ...ended,
        lines: ended.stderr
          .trim()
          .split("\n")
          .map((line) => line.replaceAll(root, "ROOT")),
      };
    };
    await work({ bin, cache, cli: join(cache, `pulumi-${cliVersion}-${process.platform}-${process.arch}`), find });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function script(folder: string, name: string, body: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** A stand-in for the Go compiler: takes a while, notes the call, and writes an executable that tells its version. */
function putGo(machine: Machine, body = ""): () => number {
  const calls = join(machine.cache, "go-calls");
  script(
    machine.bin,
    "go",
    `[ "$1" = version ] && exit 0
echo called >> ${calls}
${body}
while [ "$1" != -o ]; do shift; done
/bin/sleep 0.5
printf '#!/bin/sh\\necho v${cliVersion}\\n' > "$2"
/bin/chmod 755 "$2"`,
  );
  return () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n").length : 0);
}

test("a CLI on PATH that is new enough and has its language host is taken, and nothing is made", () =>
  onMachine(async ({ bin, cli, find }) => {
    script(bin, "pulumi", "echo v3.300.0");
    script(bin, "pulumi-language-nodejs", "");
    const { code, stdout, lines } = await find();
    expect({ code, folder: stdout.trim() }).toEqual({ code: 0, folder: bin });
    expect(lines).toEqual(["Pulumi CLI: PATH: 3.300.0 at ROOT/bin/pulumi"]);
    expect(existsSync(cli)).toBe(false);
  }));

test("a machine with nothing and no network gets every reason and what to do, in one error", () =>
  onMachine(async ({ bin, find }) => {
    script(bin, "pulumi", "echo v3.253.0");
    const { code, stdout, lines } = await find();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const error = lines.slice(lines.findIndex((line) => line.startsWith("There is no Pulumi CLI")));
    expect(error.slice(0, 5)).toEqual([
      "There is no Pulumi CLI and no way was found to get one:",
      "  PATH: ROOT/bin/pulumi is 3.253.0; 3.254.0 or newer is needed",
      expect.stringMatching(/^ {2}cache: none yet in ROOT\/cache/),
      "  download: refused (fetch failed)",
      "  Go build: no Go on this machine",
    ]);
    expect(error.at(-1)).toContain("run the command again");
    expect(lines.join("\n")).not.toMatch(/^\s+at /m);
  }));

test("a build is made once, kept, and used by the next run", () =>
  onMachine(async (machine) => {
    const calls = putGo(machine);
    const first = await machine.find();
    expect(first.stdout.trim()).toBe(join(machine.cli, "bin"));
    expect(first.lines.join("\n")).toMatch(/Go build: building pulumi .* from its Go module[\s\S]*built in \d+ s/);
    for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"])
      expect(existsSync(join(machine.cli, "bin", name))).toBe(true);
    const second = await machine.find();
    expect(second.stdout).toBe(first.stdout);
    expect(second.lines.at(-1)).toMatch(/cache: .*built from its Go module/);
    expect(calls()).toBe(1);
  }));

test("two runs at once build once, and the one that waits says so", () =>
  onMachine(async (machine) => {
    const calls = putGo(machine);
    const runs = await Promise.all([machine.find(), machine.find()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(calls()).toBe(1);
  }));

test.each([
  [
    "not finished",
    (machine: Machine) => script(join(machine.cli, "bin"), "pulumi", `echo v${cliVersion}`),
    /is incomplete; it is rebuilt/,
  ],
  [
    "cut short",
    (machine: Machine) => {
      script(join(machine.cli, "bin"), "pulumi", "exit 1");
      writeFileSync(join(machine.cli, "complete.json"), "{}");
    },
    /does not run .*; it is replaced/,
  ],
])("a cached CLI that is %s is noticed and replaced", (_what, leave, said) =>
  onMachine(async (machine) => {
    const calls = putGo(machine);
    leave(machine);
    const { code, lines } = await machine.find();
    expect(code).toBe(0);
    expect(lines.join("\n")).toMatch(said);
    expect(calls()).toBe(1);
  }),
);

test("the lock of a process that is gone is taken over", () =>
  onMachine(async (machine) => {
    putGo(machine);
    const gone = await run(process.execPath, ["-p", "process.pid"], { cwd: machine.cache, env: {} });
    writeFileSync(join(machine.cache, "lock"), JSON.stringify({ pid: Number(gone.stdout), host: hostname() }));
    const { code, lines } = await machine.find();
    expect(code).toBe(0);
    expect(lines.join("\n")).toMatch(/lock: left by a run that no longer exists/);
    expect(existsSync(join(machine.cache, "lock"))).toBe(false);
  }));

test("a build that fails gives the compiler's words and leaves nothing that looks complete", () =>
  onMachine(async (machine) => {
    putGo(machine, 'echo "pkg/broken.go:1: no such thing" >&2; exit 1');
    const { code, lines } = await machine.find();
    expect(code).toBe(1);
    expect(lines.join("\n")).toContain("Go build: go build failed: pkg/broken.go:1: no such thing");
    expect(existsSync(join(machine.cli, "complete.json"))).toBe(false);
  }));

test.each([
  ["3.254.0", true],
  ["3.253.9", false],
  ["4.0.0", true],
  ["3.1000.0", true],
  ["3.254.0-alpha.1", true],
  ["2.999.0", false],
])("version %s is new enough: %s", (version, expected) => expect(isOldEnough(version)).toBe(expected));

test("what is built and what the npm package downloads are the same version", () => {
  const module = readFileSync(join(repository, "tools", "pulumi", "go", "go.mod"), "utf8");
  for (const name of ["pkg", "sdk"]) expect(module).toContain(`github.com/pulumi/pulumi/${name}/v3 v${cliVersion}`);
});
