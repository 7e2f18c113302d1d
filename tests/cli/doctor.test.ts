import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult } from "../../cli/commands/doctor/finding";
import { isAtLeast } from "../../cli/commands/doctor/finding";
import { clientOf } from "../helpers/estate";
import { withSimulator } from "../helpers/simulator";
import { withSources } from "../helpers/sources";

jest.setTimeout(120_000);

async function diagnose(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; findings: Map<string, CheckResult>; text: string }> {
  return withSources(env, async ({ codearts }) => {
    const { code, stdout, stderr } = await codearts(["doctor", "--json", ...args]);
    const { findings } = JSON.parse(stdout) as { findings: CheckResult[] };
    return { code, findings: new Map(findings.map((finding) => [finding.what, finding])), text: stdout + stderr };
  });
}

test("says where each value came from, never a secret, and what the key may do", () =>
  withSimulator(async (simulator, env) => {
    await clientOf(simulator).jobs.create({
      project_id: simulator.projectId,
      job_name: "api",
      arch: "x86-64",
      steps: [],
    } as never);
    simulator.clearJournal();
    const { findings, text } = await diagnose(env);
    const says = (what: string) => `${findings.get(what)?.status} ${findings.get(what)?.says}`;
    expect(says("region")).toBe("ok cn-north-4 from environment HW_REGION_NAME");
    expect(says("secretKey")).toBe("ok (secret, not shown) from environment HW_SECRET_KEY");
    expect(says("build")).toMatch(/^ok http:\/\/127\.0\.0\.1:\d+ answers in \d+ ms$/);
    expect(says("clock")).toBe("ok as the service's");
    expect(says("credentials")).toContain("ok valid; IAM project");
    expect(says("project")).toBe(`ok ${simulator.projectId}: 1 jobs`);
    expect(says("rights")).toContain("ok view, create, edit, delete, run");
    expect(text).not.toContain(simulator.credentials.secretKey);
    expect(simulator.journal({}).filter(({ method }) => method !== "GET")).toEqual([]);
  }));

test("a wrong key, a project without rights and a clock that is off fail with what to do", () =>
  withSimulator(async (simulator, env) => {
    const wrong = await diagnose({ ...env, HW_SECRET_KEY: "made-up-wrong-secret" });
    expect([wrong.code, wrong.findings.get("credentials")]).toEqual([
      1,
      expect.objectContaining({ status: "FAIL", todo: expect.stringContaining("its secret is wrong") }),
    ]);
    const { accessKey, secretKey } = simulator.users.outsider as unknown as { accessKey: string; secretKey: string };
    const outsider = await diagnose({ ...env, HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey });
    expect(outsider.findings.get("project")).toMatchObject({ status: "FAIL", todo: expect.any(String) });
    const elsewhere = await diagnose({ ...env, CODEARTS_ENDPOINTS: "http://127.0.0.1:9", HW_MAX_RETRIES: "0" });
    expect(elsewhere.findings.get("build")).toMatchObject({ status: "FAIL", says: expect.stringContaining("ECONNREFUSED") });
  }));

test("nothing is configured: every place looked at is named, and nothing is called", async () => {
  const { code, findings } = await diagnose({ HW_REGION_NAME: "cn-north-4" });
  expect([code, findings.get("credentials")]).toEqual([
    1,
    expect.objectContaining({ status: "FAIL", says: expect.stringContaining("HW_ACCESS_KEY") }),
  ]);
  expect(findings.has("build")).toBe(false);
});

test("calls nothing that the contract does not have", () =>
  withSimulator(async (simulator, env) => {
    simulator.clearJournal();
    await diagnose(env);
    const entries = simulator.journal({});
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.filter(({ operation }) => operation === undefined)).toEqual([]);
  }));

test("a region with a blank is not ok, whatever the addresses are, and nothing is called", () =>
  withSimulator(async (simulator, env) => {
    simulator.clearJournal();
    for (const region of ["cn-north-4 ", "cn north-4", "\tcn-north-4"]) {
      const { code, findings } = await diagnose({ ...env, HW_REGION_NAME: region });
      expect([code, findings.get("region")?.status]).toEqual([1, "FAIL"]);
    }
    expect(simulator.journal({})).toEqual([]);
  }));

test("the places where credentials were looked for are a list, a line each", () =>
  withSources({ HW_REGION_NAME: "cn-north-4" }, async ({ codearts }) => {
    const { stdout } = await codearts(["doctor"]);
    const lines = stdout.slice(stdout.indexOf("credentials")).split("\n");
    expect(
      lines.filter((line) => /^ {25}.*(options|Pulumi configuration|environment|profile|metadata)/.test(line)).length,
    ).toBeGreaterThan(3);
  }));

test("packages are looked for where main in the project file says", () =>
  withSources({}, async ({ folder, codearts }) => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: p\nruntime: nodejs\nmain: infra/\n");
    for (const name of ["pulumi-codearts", "@pulumi/pulumi"]) {
      const path = join(folder, "infra", "node_modules", name);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, "package.json"), JSON.stringify({ name, version: "3.248.0" }));
    }
    const { stdout } = await codearts(["doctor", "--json"]);
    const { findings } = JSON.parse(stdout) as { findings: CheckResult[] };
    const found = findings.filter(({ what }) => ["pulumi-codearts", "@pulumi/pulumi"].includes(what));
    expect(found.map(({ status }) => status)).toEqual(["ok", "ok"]);
  }));

test.each([
  ["region", { HW_REGION_NAME: "cn-nroth-4" }, /^Region "cn-nroth-4" is not known/],
  ["timeout", { CODEARTS_TIMEOUT: "soon" }, /^timeout \(environment CODEARTS_TIMEOUT\) is "soon"/],
  [
    "configuration",
    { HTTPS_PROXY: "http://someone:made-up-password@" },
    /^HTTPS_PROXY is not a URL\. Write it as http:\/\/host:port/,
  ],
  ["configuration", { HTTPS_PROXY: "socks5://127.0.0.1:1080" }, /^HTTPS_PROXY is for socks5, which is not supported/],
])("a wrong %s is no setting that is ok, and nothing is called", async (what, wrong, says) => {
  const keys = { HW_REGION_NAME: "cn-north-4", HW_ACCESS_KEY: "MADEUPACCESSKEY0", HW_SECRET_KEY: "made-up-secret-key" };
  const { code, findings, text } = await diagnose({ ...keys, ...wrong });
  expect([code, findings.get(what)]).toEqual([1, expect.objectContaining({ status: "FAIL", says: expect.stringMatching(says) })]);
  expect(findings.has("build")).toBe(false);
  expect(text).not.toContain("made-up-password");
});

test.each([
  ["20.19.0", "20.19.0", true],
  ["v24.1.0", "20.19.0", true],
  ["20.9.5", "20.19.0", false],
  ["3.254.0-alpha.1", "3.254.0", true],
])("%s is at least %s: %s", (version, wanted, answer) => expect(isAtLeast(version, wanted)).toBe(answer));

test("a backend's address is shown without its credentials, whatever letters these have", () =>
  withSources({ HW_REGION_NAME: "cn-north-4" }, async ({ folder, codearts, env }) => {
    const url = "postgres://robot:made-up/pass@word@db.example.invalid/state";
    // Such a backend is no file: what the CLI would say of it is said by a script in its place.
    const script = `#!/bin/sh\ncase "$1" in whoami) echo '{"user":"me","url":"${url}"}';; *) echo v3.259.0;; esac\n`;
    writeFileSync(join(folder, "pulumi"), script, { mode: 0o755 });
    const { stdout } = await codearts(["doctor"], { env: { PATH: `${folder}:${env.PATH}` } });
    expect(stdout).toContain("postgres://***@db.example.invalid/state");
    expect(stdout).not.toMatch(/made-up|word@/);
  }));
