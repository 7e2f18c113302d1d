/** What a preview says of settings that a deployment would fail of, in a process of its own with no settings but a test's. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regions } from "../../provider/client/generated/operations";

const repository = join(__dirname, "../..");
const keys = { accessKey: "AK-made-up", secretKey: "made-up-secret" };
const job = { name: "api", projectId: "a287e712be6c404ca26e5f69040fa12b" };

interface Case {
  kind?: "buildJob" | "cicdConfiguration";
  config: Record<string, string>;
  inputs?: Record<string, unknown>;
}

/** What check says of each case, one after the other in one provider process, and what that process wrote to stderr. */
function preview(cases: Case[], env: Record<string, string> = {}): { said: string[]; stderr: string } {
  const home = mkdtempSync(join(tmpdir(), "codearts-preflight-"));
  try {
    writeFileSync(join(home, "cases.json"), JSON.stringify(cases));
    const script = `
      const provider = require(${JSON.stringify(join(repository, "provider/index.ts"))});
      (async () => {
        const said = [];
        for (const { kind = "buildJob", config, inputs } of JSON.parse(require("fs").readFileSync("cases.json", "utf8"))) {
          await provider[kind].configure({ config: { get: (key) => config[key.replace("codearts:", "")] } });
          const { failures = [] } = await provider[kind].check({}, inputs);
          said.push(failures.map(({ reason }) => reason).join("|"));
        }
        process.stdout.write(JSON.stringify(said));
      })();`;
    const args = ["--import", join(repository, "node_modules/tsx/dist/loader.mjs"), "-e", script];
    const { PATH = "" } = process.env;
    const options = { cwd: home, encoding: "utf8" as const, env: { PATH, HOME: home, ...env } };
    const { stdout, stderr } = spawnSync(process.execPath, args, options);
    return { said: JSON.parse(stdout) as string[], stderr };
  } finally {
    rmSync(home, { recursive: true });
  }
}

const of = (config: Record<string, string>, inputs: Record<string, unknown> = job): Case => ({ config, inputs });

test("without credentials a preview continues, and warns once", () => {
  const { said, stderr } = preview([of({ region: "cn-north-4" }), of({ region: "cn-north-4" }), of({ region: "cn-east-3" })]);
  expect(said).toEqual(["", "", ""]);
  expect(stderr.match(/no credentials found/g)).toHaveLength(1);
  expect(stderr).toContain("set HW_ACCESS_KEY and HW_SECRET_KEY");
});

test("settings that are wrong, and a region that is none, are refused with where they come from", () => {
  const right = { ...keys, region: "cn-north-4" };
  const gate = { name: "gate" };
  const { said, stderr } = preview([
    of(right),
    of({ ...right, region: "cn-nroth-4" }),
    of(right, { ...job, region: "mars-1" }),
    of({ ...right, region: "own-region-1", endpoints: "https://build.example.com" }),
    {
      kind: "cicdConfiguration",
      ...of({ ...right, endpoints: '{"build":"https://x.example.com"}' }, { ...gate, region: "own-1" }),
    },
    of({ ...right, timeout: "soon" }),
    of({ ...right, retries: "2.5" }),
    of({ ...right, requestsInFlight: "0" }),
    of({ ...right, endpoints: "http://build.example.com" }),
    of({ ...right, endpoints: "{build}" }),
    of({ ...right, iamProjectId: "x" }),
    of({ accessKey: "AK-made-up", region: "cn-north-4" }),
    of({ ...right, secretKey: "made-up-secret\n" }),
  ]);
  const own = "(a custom region needs codearts:endpoints)";
  expect(said).toEqual([
    "",
    `region: "cn-nroth-4" (from stack configuration codearts:region) is not a region of the service; did you mean "cn-north-4"? ${own}`,
    `region: "mars-1" is not a region of the service; there are ${regions.build?.join(", ")} ${own}`,
    "",
    expect.stringMatching(/^region: "own-1" is not a region of the service/),
    'timeout (stack configuration codearts:timeout) is "soon": it must be a number, 1 or more.',
    'retries (stack configuration codearts:retries) is "2.5": it must be a number, 0 or more.',
    'requestsInFlight (stack configuration codearts:requestsInFlight) is "0": it must be a number, 1 or more.',
    expect.stringContaining("must begin with https://"),
    expect.stringMatching(/^endpoints \(stack configuration codearts:endpoints\) is not JSON/),
    'iamProjectId "x" is wrong: it must be 32 digits and lower-case letters.',
    expect.stringMatching(/^Credentials are incomplete: the secret key is missing/),
    expect.stringMatching(/^The secretKey in Pulumi configuration/),
  ]);
  expect(said.join("") + stderr).not.toContain("made-up-secret");
});

test("a proxy that is not a URL is refused before the first call", () => {
  const { said } = preview([of({ ...keys, region: "cn-north-4" })], { HTTPS_PROXY: "socks5://proxy:1080" });
  expect(said).toEqual([expect.stringMatching(/^HTTPS_PROXY is for socks5, which is not supported/)]);
});

test("a secret inside steps, which hides all of them in a preview, is answered once with stepSecrets", () => {
  const steps = [
    { module: "m", name: "Build" },
    { module: "m", name: "Log in", properties: { user: "robot", password: "made-up-secret" } },
  ];
  const inside = { ...job, __provider: "the dynamic form", steps, __secretPaths: [["steps", 1, "properties", "password"]] };
  const settings = { ...keys, region: "cn-north-4" };
  const { said, stderr } = preview([of(settings, inside), of(settings, inside)]);
  expect(said).toEqual(["", ""]);
  expect(stderr.trim()).toBe(
    'codearts:BuildJob api: steps[1].properties.password is a secret, and a secret in a list hides the whole list in previews; write stepSecrets: { "Log in": { "password": … } } to see the steps',
  );
  // All of it secret, as from a look-up, is meant; and stepSecrets are in their place.
  const meant = [["steps"], ["stepSecrets", "Log in", "password"], ["steps", 0, "name"]].map((path) =>
    of(settings, { ...job, steps: steps.slice(0, 1), __secretPaths: [path] }),
  );
  expect(preview(meant).stderr).toBe("");
});
