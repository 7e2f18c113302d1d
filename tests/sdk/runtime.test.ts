/** Bun and Deno get a sentence: a process of its own says that it is one of them, as they do in process.versions. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(__dirname, "../..");

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

async function runAs(versions: Record<string, string>, ...args: string[]): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "codearts-runtime-"));
  try {
    const pose = join(folder, "pose.cjs");
    writeFileSync(
      pose,
      `Object.defineProperty(process, "versions", { value: { ...process.versions, ...${JSON.stringify(versions)} } });`,
    );
    return await new Promise((done) =>
      execFile(
        process.execPath,
        ["--import", "tsx", "--require", pose, ...args],
        { cwd: repository, env: { ...process.env, NODE_OPTIONS: "" } },
        (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const program = (work: string) => `
  const codearts = require("./sdk/index.ts");
  try { ${work} } catch (error) { console.log(String(error.stack)); }
`;
const sentence = (name: string) =>
  new RegExp(
    `^pulumi-codearts(?: |: )runs on Node.js 20.19 or later, and this is ${name}: set runtime: nodejs in Pulumi.yaml.*\\.\n$`,
  );

test.each([
  [{ bun: "1.2.3" }, "Bun 1.2.3"],
  [{ deno: "2.9.6" }, "Deno 2.9.6"],
])("%j", async (versions, name) => {
  const imported = await runAs(versions, "-e", program('console.log("imported")'));
  expect(imported.stdout).toBe("imported\n");
  const made = await runAs(versions, "-e", program('new codearts.BuildJob("api"); console.log("made")'));
  expect(made.stdout).toMatch(sentence(name));
  const called = await runAs(versions, "cli/main.ts", "--version");
  expect(called).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(sentence(name)) });
});

test("Node gets none", async () => {
  const { code, stdout } = await runAs({}, "cli/main.ts", "--version");
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
