/** The table of exit codes in docs/commands.md: every verb has a row, and each kind of wrong call ends with 2 in each of them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../cli/lib/terminal";
import { buildEstate } from "../helpers/estate";
import { withSimulator } from "../helpers/simulator";
import { withSources } from "../helpers/sources";

jest.setTimeout(120_000);

const docs = readFileSync(join(__dirname, "..", "..", "docs", "commands.md"), "utf8");
const rows = [...docs.matchAll(/^\| (?:`(\w+)`|command) \|(.*)\|$/gm)].map(([, verb, cells = ""]) => ({
  verb,
  cells: cells.split("|").map((cell) => cell.trim()),
}));

test("the table has every code and every verb", () =>
  withSources({}, async ({ codearts }) => {
    const head = rows.find(({ verb, cells }) => verb === undefined && cells[0] === "0");
    expect(head?.cells.map(Number)).toEqual(Object.values(exitCodes));
    const { stdout } = await codearts(["--help"]);
    const verbs = [...stdout.slice(stdout.indexOf("Commands:")).matchAll(/^ {2}(\w+) /gm)].map(([, verb]) => verb);
    const inTable = rows.filter(({ cells }) => cells.length === 6).flatMap(({ verb }) => verb ?? []);
    expect(inTable.sort()).toEqual(verbs.filter((verb) => verb !== "help").sort());
  }));

const missing = "a-file-that-is-not-there";

test.each<[string, string[]]>([
  ["an unknown verb", ["adpot"]],
  ...["doctor", "review", "adopt", "orphans", "run", "render", "probe"].map((verb): [string, string[]] => [
    `an unknown option of ${verb}`,
    [verb, "--no-such-option"],
  ]),
  ["a folder that is not there", ["review", missing]],
  ["a file in place of a folder", ["review", "file.txt"]],
  ["a folder without a program", ["review", "empty"]],
  ["an ending that names no format", ["review", "--events", "file.txt", "--out", "report.pdf"]],
  ["no ending", ["review", "--events", "file.txt", "--out", "report"]],
  ["a state that is not there", ["orphans", "--state", missing]],
  ["a preview that is not there", ["render", "--preview", missing]],
  ["no program", ["render"]],
  ["a Terraform state that is not there", ["adopt", "--from-terraform", missing]],
  ["a file in place of the folder to render to", ["render", "--preview", "preview.json", "--out", "file.txt"]],
  ["a parameter without a value", ["run", "api", "--param", "x"]],
])("a call that needs a change ends with 2: %s", async (_name, args) => {
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "MADEUPACCESSKEY0", HW_SECRET_KEY: "made-up-secret-key" };
  await withSources({ ...keys, CODEARTS_PROJECT_ID: "0".repeat(32) }, async ({ folder, codearts }) => {
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "file.txt"), "");
    writeFileSync(join(folder, "preview.json"), JSON.stringify({ steps: [] }));
    const { code, stderr } = await codearts(args);
    expect([code, stderr]).toEqual([exitCodes.usage, expect.stringMatching(/\S/)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

test("a file or folder that cannot be written is one sentence in adopt", () =>
  withSimulator(async (simulator, env) => {
    await buildEstate(simulator, { jobs: 1, steps: 1, odd: false });
    await withSources(env, async ({ folder, codearts }) => {
      mkdirSync(join(folder, "taken"));
      writeFileSync(join(folder, "file.txt"), "");
      for (const [option, path] of [
        ["--import-file", "taken"],
        ["--import-file", "missing/objects.json"],
        ["--out", "file.txt/program"],
      ] as const) {
        const { code, stderr } = await codearts(["adopt", option, path]);
        expect([code, stderr]).toEqual([exitCodes.usage, expect.stringContaining(`${path} cannot be written: `)]);
        expect(stderr).not.toMatch(/\n {4}at /);
      }
    });
  }));

test("a reader that closes the pipe does not change the exit code", () =>
  withSimulator(async (simulator, env) => {
    await buildEstate(simulator, { jobs: 200, steps: 1, odd: false });
    await withSources(env, async ({ folder, command, env: own }) => {
      writeFileSync(join(folder, "state.json"), JSON.stringify({ deployment: {} }));
      const [program = "", ...args] = command;
      const child = spawn(program, [...args, "orphans", "--state", "state.json", "--json"], {
        cwd: folder,
        env: own,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child.stdout.destroy();
      const [code] = (await once(child, "exit")) as [number];
      expect(code).toBe(exitCodes.failed);
    });
  }));
