/** What the processes of one run tell each other: each explicit provider is a process of its own. */
import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configure } from "../../../provider/config";
import { openClaims } from "../../../provider/lifecycle/claims";
import { wantName } from "../../../provider/lifecycle/names";

const repository = join(__dirname, "../../..");
let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "codearts-claims-"));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

/** Another process of the run: claims `key`, and stays until the work is done. */
async function withOther(folder: string, name: string, work: (pid: number) => void, key = "name api"): Promise<void> {
  const script = `const { openClaims } = require(${JSON.stringify(join(repository, "provider/lifecycle/claims.ts"))});
    const claims = openClaims(${JSON.stringify({ folder, name })});
    claims.add(${JSON.stringify(key)}, "urn:other");
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const env = { ...process.env, NODE_OPTIONS: "" };
  const other = spawn(process.execPath, ["--import", "tsx", "-e", script], { cwd: repository, env, stdio: "pipe" });
  try {
    await new Promise((resolve, reject) => {
      other.stdout.once("data", resolve);
      other.once("exit", () => reject(new Error("it did not start")));
    });
    work(Number(other.pid));
  } finally {
    const ended = new Promise((resolve) => other.once("close", resolve));
    other.kill("SIGKILL");
    await ended;
  }
}

test("claims of another process of the run are known as soon as they are written, and released ones are free", async () => {
  const folder = join(runs, "127-0-0-1-1");
  const claims = openClaims({ folder, name: "BuildJob" });
  expect(claims.holders("name api")).toEqual([]);
  await withOther(folder, "BuildJob", (pid) => {
    expect(claims.holders("name api")).toEqual(["urn:other"]);
    claims.add("name api", "urn:own");
    expect(claims.holders("name api")).toEqual(["urn:own", "urn:other"]);
    claims.drop("name api", "urn:own");
    // A line that is still being written does not count yet, nor does it disturb the next one.
    const file = join(folder, `${pid}-BuildJob.jsonl`);
    writeFileSync(file, '["-","name api",', { flag: "a" });
    expect(claims.holders("name api")).toEqual(["urn:other"]);
    writeFileSync(file, '"urn:other"]\n', { flag: "a" });
    expect(claims.holders("name api")).toEqual([]);
  });
});

test("other kinds, other runs, and processes that have ended have no say", async () => {
  const folder = join(runs, "127-0-0-1-1");
  await withOther(folder, "BuildJob", () => {
    expect(openClaims({ folder, name: "Keystore" }).holders("name api")).toEqual([]);
    expect(openClaims({ folder: join(runs, "127-0-0-1-2"), name: "BuildJob" }).holders("name api")).toEqual([]);
  });
  const ended = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8", env: {} }));
  writeFileSync(join(folder, `${ended}-BuildJob.jsonl`), '["+","name api","urn:ended"]\n');
  expect(openClaims({ folder, name: "BuildJob" }).holders("name api")).toEqual([]);
});

test("the folder is this user's alone, and folders of runs that have ended go", () => {
  const old = join(runs, "127-0-0-1-9");
  mkdirSync(old);
  const ended = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8", env: {} }));
  writeFileSync(join(old, `${ended}-BuildJob.jsonl`), "");
  utimesSync(old, new Date(0), new Date(0));
  const folder = join(runs, "127-0-0-1-1");
  openClaims({ folder, name: "BuildJob" }).add("name api", "urn:own");
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual([0o600]);
  expect(existsSync(old)).toBe(false);
});

test("without a folder, or with a read-only one, a process knows its own claims", () => {
  writeFileSync(join(runs, "file"), "");
  for (const meeting of [undefined, { folder: join(runs, "file", "run"), name: "BuildJob" }]) {
    const claims = openClaims(meeting);
    claims.add("name api", "urn:own");
    expect(claims.holders("name api")).toEqual(["urn:own"]);
  }
});

test("a written claim reveals neither the credentials nor the place", () => {
  configure({ "codearts:accessKey": "MADEUPACCESSKEY", "codearts:endpoints": "https://user:made-up-password@build.example.com" });
  try {
    const folder = join(runs, "127-0-0-1-1");
    const claims = openClaims({ folder, name: "Keystore" });
    wantName(claims, { name: "release.jks" }, { name: "release.jks", earlier: undefined }, {
      organization: "o",
      urn: "urn:own",
    } as never);
    const written = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    expect(written.join("")).toContain("urn:own");
    expect(written.join("")).not.toMatch(/MADEUPACCESSKEY|made-up-password|build\.example/);
  } finally {
    configure({});
  }
});
