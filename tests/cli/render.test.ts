import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderResource } from "../../cli/commands/render/requests";
import { kinds } from "../../provider/kinds";
import { withSources } from "../helpers/sources";

jest.setTimeout(60_000);

const type = (kind: string) => `pulumi-nodejs:dynamic/codearts:${kind}`;
const secretOf = (form: object) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...form });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const jobInputs = {
  __provider: "text",
  region: "cn-north-4",
  projectId: "0123456789abcdef0123456789abcdef",
  name: "api",
  parameters: { signingKey: { default: "[secret]", private: true } },
  steps: [{ module: "m.one", name: "Build", properties: { command: "make" } }],
  disabled: true,
};

describe("the requests of a resource", () => {
  test("are those that a deployment sends, in its order, secrets masked, what is not known in words", async () => {
    const { requests } = await renderResource(type("BuildJob"), jobInputs);
    expect(requests.map(({ operation, method, path }) => [operation, method, path])).toEqual([
      ["createJob", "POST", "/v1/job/create"],
      ["setJobDisabled", "POST", "/v1/job/(known after apply)/disable"],
    ]);
    expect(requests[0]?.body).toMatchObject({
      job_name: "api",
      steps: [{ module_id: "m.one", name: "Build", properties: { command: "make" } }],
    });
    expect(JSON.stringify(requests)).toContain('"[secret]"');
    expect(JSON.stringify(requests)).not.toContain("__provider");
    const notice = await renderResource(type("Notice"), {
      region: "r",
      jobId: unknown,
      channel: "WECOM",
      events: ["buildJobFail"],
      webhook: "[secret]",
    });
    expect(notice.requests[0]).toMatchObject({
      method: "PUT",
      path: "/v1/job/(known after apply)/notice",
      body: { param_config: "[secret]" },
    });
  });

  test("of every kind can be shown", async () => {
    const inputs: { [kind: string]: object } = {
      BuildTemplate: { name: "t", steps: jobInputs.steps },
      Keystore: { name: "a.jks", content: "[secret]" },
      CicdConfiguration: { name: "c", vulnerabilityBlocklist: ["CVE-2024-1000"] },
      BuildRun: { jobId: unknown, parameters: { channel: "beta" } },
      JobGroup: { projectId: jobInputs.projectId, name: "g", parentId: unknown },
      JobPermissions: { projectId: jobInputs.projectId, jobId: unknown, permissions: { developer: { delete: false } } },
    };
    expect(Object.keys(inputs)).toHaveLength(Object.keys(kinds).length - 2);
    for (const [kind, given] of Object.entries(inputs)) {
      const { requests, problem } = await renderResource(type(kind), { region: "cn-north-4", ...given });
      expect([kind, problem, requests.length]).toEqual([kind, undefined, 1]);
    }
  });

  test("of a scan configuration with a command: the configuration and its command", async () => {
    const { requests, problem } = await renderResource(type("CicdConfiguration"), {
      region: "cn-north-4",
      name: "c",
      command: { iac: { scanPath: "." } },
    });
    expect([problem, requests.map(({ operation }) => operation)]).toEqual([
      undefined,
      ["addCicdConfiguration", "createCicdConfigurationCommand"],
    ]);
  });

  test("hold no secret, also of a preview that was made with --show-secrets", async () => {
    const canary = "CANARY-made-up-1";
    const forms = [secretOf({ plaintext: JSON.stringify(canary) }), secretOf({ value: canary }), canary];
    for (const form of forms) {
      const command = `curl -u robot:${canary}`;
      const steps = [...jobInputs.steps, { module: "m.two", name: "Send", properties: { command } }];
      const job = {
        ...jobInputs,
        steps,
        stepSecrets: { Build: { token: form } },
        parameters: { key: { default: form, private: true } },
      };
      const inputs: [string, object][] = [
        ["BuildJob", job],
        ["BuildJob", { ...jobInputs, __secretPaths: [["description"]], description: form }],
        ["Notice", { jobId: unknown, channel: "WECOM", events: [], webhook: form }],
        ["Keystore", { name: "a.jks", content: form }],
        ["CicdConfiguration", { name: "c", command: { image: { source: "private_image", loginPassword: form } } }],
      ];
      for (const [kind, given] of inputs) {
        const rendered = await renderResource(type(kind), { region: "cn-north-4", ...given });
        expect(rendered.problem).toBeUndefined();
        expect(JSON.stringify(rendered)).toContain("[secret]");
        expect(JSON.stringify(rendered)).not.toContain("CANARY");
      }
    }
  });

  test("are not made up where what they depend on is hidden", async () => {
    const inputs = { projectId: jobInputs.projectId, jobId: unknown, permissions: "[secret]" };
    expect(await renderResource(type("JobPermissions"), inputs)).toEqual({
      requests: [],
      notShown: ["permissions"],
      problem: "the requests depend on permissions, which the preview does not show",
    });
  });

  test("omit completely hidden values, and say so", async () => {
    const { requests, notShown } = await renderResource(type("BuildJob"), {
      ...jobInputs,
      steps: unknown,
      parameters: "[secret]",
    });
    expect(notShown).toEqual(["parameters", "steps"]);
    expect(requests).toHaveLength(2);
  });
});

test("one file per resource, stable, and files of resources that are gone are removed; others stay", () =>
  withSources({}, async ({ folder, codearts }) => {
    const step = (name: string, kind: string, inputs: object, op = "same") => ({
      op,
      urn: `urn:pulumi:dev::p::${type(kind)}::${name}`,
      newState: { type: type(kind), inputs },
    });
    const save = (steps: object[]) => writeFileSync(join(folder, "preview.json"), JSON.stringify({ steps }));
    save([
      step("api", "BuildJob", jobInputs, "create"),
      step("a/b 构建", "BuildJob", jobInputs),
      { op: "same", urn: "urn:pulumi:dev::p::aws:s3:Bucket::b", newState: { type: "aws:s3:Bucket", inputs: {} } },
    ]);
    const first = await codearts(["render", "--preview", "preview.json"]);
    expect([first.code, first.stdout]).toEqual([0, "rendered/ 2 resources, 4 requests\n"]);
    const file = join(folder, "rendered", "build-job", "api.json");
    const text = readFileSync(file, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      resource: "BuildJob api",
      requests: [{ operation: "createJob" }, { operation: "setJobDisabled" }],
    });
    writeFileSync(join(folder, "rendered", "own.json"), "{}");
    save([step("api", "BuildJob", jobInputs, "update")]);
    const second = await codearts(["render", "--preview", "preview.json"]);
    expect(second.stdout).toBe("rendered/ 1 resource, 2 requests, 1 removed\n");
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(existsSync(join(folder, "rendered", "own.json"))).toBe(true);
    writeFileSync(join(folder, "preview.json"), "[]");
    const wrong = await codearts(["render", "--preview", "preview.json"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("does not hold a preview")]);
  }));
