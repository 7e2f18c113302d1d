/** What was seen of the service on real tenants, and the requests of an acceptance test of another client that passed there. */
import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Simulator } from "codearts-simulator";
import type { Caller } from "./caller";
import { at, create, project, withSimulator } from "./fixture";
import { data, walk } from "./walk";

interface Signed {
  method?: string;
  path: string;
  body?: string;
  /** Signed headers. */
  headers: Record<string, string>;
  /** Set after signing. */
  added?: Record<string, string>;
}

const hex = (value: string) => createHash("sha256").update(value).digest("hex");

/** Signs just the named headers, as the clients of other languages do. */
function callSigned(simulator: Simulator, { method = "GET", path, body = "", headers, added = {} }: Signed) {
  const { accessKey, secretKey } = simulator.credentials;
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const signed: Record<string, string> = { ...headers, "x-sdk-date": date };
  const names = Object.keys(signed).sort();
  const url = new URL(path, simulator.url);
  const canonical = [
    method,
    url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`,
    [...url.searchParams].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&"),
    ...names.map((name) => `${name}:${signed[name]}`),
    "",
    names.join(";"),
    hex(body),
  ].join("\n");
  const signature = createHmac("sha256", secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${hex(canonical)}`)
    .digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(url, { method, headers: { ...signed, ...added, authorization } }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test.each([
  [
    "Terraform signs accept, user-agent and the date, and sets the project afterwards",
    { accept: "application/json", "user-agent": "terraform" },
  ],
  ["the Go SDK signs the domain", { "user-agent": "huaweicloud-usdk-go/3.0", "x-domain-id": "a1b2c3" }],
  ["the date alone is enough", {}],
])("%s", (_, headers) =>
  withSimulator(async (_call, simulator) => {
    const added = { "X-Project-Id": simulator.iamProjectId };
    const reply = await callSigned(simulator, { path: "/v1/domain/status", headers, added });
    expect(reply.status).toBe(200);
    const domains = await callSigned(simulator, { path: "/v3/auth/domains", headers });
    expect([domains.status, JSON.parse(domains.body).domains[0].enabled]).toEqual([200, true]);
  }),
);

test("a signed header that is changed on the way, and a date that is not signed, are refused", () =>
  withSimulator(async (_, simulator) => {
    const changed = { path: "/v1/domain/status", headers: { accept: "a" }, added: { accept: "b" } };
    expect((await callSigned(simulator, changed)).status).toBe(401);
    const { accessKey } = simulator.credentials;
    const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=accept, Signature=${"0".repeat(64)}`;
    const reply = await fetch(`${simulator.url}/v1/domain/status`, { headers: { authorization, accept: "a" } });
    expect(await reply.text()).toContain("x-sdk-date is not signed");
  }));

const scm = {
  url: "git@example.com:demo/api.git",
  repo_id: "2111746211",
  web_url: "https://example.com/demo/api",
  scm_type: "codehub",
  branch: "master",
};

/** What an attribute that a program left out may read as without being a difference. */
const isEmpty = (value: unknown) => value === undefined || value === null || value === "" || value === false;

test("the acceptance test's create and update read back what it demands", () =>
  withSimulator(async (call) => {
    const made = { arch: "x86-64", job_name: "acceptance", project_id: project, scms: [scm], steps: [] };
    const id = String(at(await call({ method: "POST", path: "/v1/job/create", body: made }), "result", "job_id"));
    const read = async () => {
      const reply = await call({ path: `/v1/job/${id}/config`, query: { get_all_params: "true" } });
      return at(reply, "result") as Record<string, unknown>;
    };
    const first = await read();
    expect(first).toMatchObject({ arch: "x86-64", job_name: "acceptance", host_type: "devcloud", parameters: [], triggers: [] });
    const unset = ["auto_update_sub_module", "flavor", "build_config_type", "build_if_code_updated", "group_id"];
    expect(unset.filter((name) => !isEmpty(first[name]))).toEqual([]);
    const source = (first.scms as Record<string, unknown>[])[0] ?? {};
    expect(source).toMatchObject({ ...scm, build_type: "branch", depth: "1", group_name: "demo", repo_name: "api" });
    expect(["is_auto_build", "enable_git_lfs", "source"].filter((name) => !isEmpty(source[name]))).toEqual([]);

    const steps = [
      { module_id: "devcloud2018.codeci_action_20057.action", name: "Upload", enable: true, properties: { backetName: "b" } },
      { module_id: "devcloud2018.codeci_action_20035.action", name: "Docker", enable: true },
    ];
    const limits = [{ disable: "0", name: "beta", display_name: "Beta" }];
    const parameter = {
      name: "hudson.model.StringParameterDefinition",
      params: [
        { name: "name", value: "channel" },
        { name: "type", value: "customizeparam" },
        { name: "defaultValue", value: "beta", limits },
      ],
    };
    const trigger = {
      name: "hudson.triggers.TimerTrigger",
      parameters: [
        { name: "spec", value: "53 15 * * 1,2,3,4,5" },
        { name: "timeZoneId", value: "Asia/Shanghai" },
        { name: "timeZone", value: "China_Standard_Time" },
        { name: "isDST", value: "false" },
      ],
    };
    const changed = { ...made, job_id: id, parameters: [parameter], triggers: [trigger], steps };
    expect((await call({ method: "POST", path: "/v1/job/update", body: changed })).status).toBe(200);
    const second = await read();
    const [only, ...others] = second.parameters as { params: { name: string; limits: unknown }[] }[];
    expect(others).toEqual([]);
    expect(only?.params.map(({ name, limits }) => [name, limits])).toEqual([
      ["name", null],
      ["type", null],
      ["defaultValue", limits],
    ]);
    expect(second.triggers).toEqual([trigger]);
    expect(second.steps).toMatchObject([
      { name: "Upload", version: null, properties: { backetName: "b" } },
      { name: "Docker", version: null },
    ]);
  }));

async function started(call: Caller, body: object): Promise<unknown> {
  const reply = await call({ method: "POST", path: "/v1/job/execute", body });
  expect(reply.status).toBe(200);
  return reply;
}

test("a run of a job of tags that names none never starts; one that names the branch does", () =>
  withSimulator(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const id = await create(call, "api", { scms: [{ ...scm, build_type: "tag" }] });
    await started(call, { job_id: id });
    await started(call, { job_id: id, scm: { build_type: "branch" } });
    await started(call, { job_id: id, scm: { build_tag: "v1" } });
    simulator.clock.advance(600_000);
    const statuses = [1, 2, 3].map(async (number) =>
      at(await call({ path: `/v1/record/${id}/${number}/record-info` }), "result", "status"),
    );
    expect(await Promise.all(statuses)).toEqual(["SCHEDULE_FAILURE", "SUCCESS", "SUCCESS"]);
    const log = await call({ path: `/v3/jobs/${id}/1/real-time-log`, query: { offset: 0, length: 10 } });
    const history = await call({ path: `/v3/jobs/${id}/1/history-details` });
    expect([log.status, at(log, "error_code")]).toEqual([500, "CB.00030004"]);
    expect([history.status, at(history, "error_code")]).toEqual([403, "CB.00031059"]);
  }));

test("stopping: nothing is answered to a stop, and a build that has ended refuses with JSON inside a JSON string", () =>
  withSimulator(async (call) => {
    const id = await create(call, "api");
    await started(call, { job_id: id });
    const stop = () => call({ method: "POST", path: `/v3/jobs/${id}/1/stop` });
    expect(await stop()).toMatchObject({ status: 200, text: "" });
    const again = await stop();
    expect(again.status).toBe(400);
    expect(JSON.parse(JSON.parse(again.text))).toMatchObject({ error_code: "DEV.CB.032302" });
  }));

test("requests that the service refuses: a window over 31 days, ids that are none, a parameter that is left out although it has a default", () =>
  withSimulator(async (call, simulator) => {
    const id = await create(call, "api");
    const query = (from: string, to: string) => ({ start_time: `${from} 00:00:00`, end_time: `${to} 00:00:00` });
    const list = async (from: string, to: string) =>
      at(await call({ path: `/v1/record/${id}/list`, query: query(from, to) }), "error_code");
    expect(await list("2026-01-01", "2026-02-01")).toBeUndefined();
    expect(await list("2026-01-01", "2026-02-02")).toBe("CB.00031105");
    const code = async (path: string) => at(await call({ path }), "error_code");
    expect(await code("/v1/job/no-id/config")).toBe("DEV.CB.032011");
    expect(await code("/v1/record/NOT-ONE/statistics")).toBe("CB.00060202");
    const broken = await fetch(`${simulator.url}/v1/%E0%A4%A/config`);
    expect([broken.status, await broken.json()]).toMatchObject([404, { error_code: "CB.00060214" }]);
    const first = await call({ path: `/v1/job/${project}/list`, query: { page_index: 0 } });
    expect([first.status, first.text]).toEqual([400, expect.stringContaining("page_size")]);
  }));

test("every required parameter of a query is demanded, also where the contract has a default for it; a body of the brief records has a code of its own", () =>
  withSimulator(
    async (call, simulator) => {
      simulator.clock.freeze("2030-01-01T00:00:00Z");
      const walked = await walk(simulator, call);
      let asked = 0;
      for (const { operation, request } of walked) {
        for (const { name } of operation.parameters.filter((one) => one.in === "query" && one.required)) {
          const reply = await call({ ...request, query: { ...request.query, [name]: undefined } });
          expect([operation.id, reply.status, reply.text]).toEqual([operation.id, 400, expect.stringContaining(name)]);
          asked += 1;
        }
      }
      expect(asked).toBeGreaterThan(40);
      const brief = await call({ method: "POST", path: "/v1/record/brief", query: { limit: 10 }, body: { ids: [] } });
      expect([brief.status, at(brief, "error_code")]).toEqual([422, "DEVCB.00030000"]);
    },
    { data },
  ));

test("the template list has the ten step modules that are publicly known", () =>
  withSimulator(async (call) => {
    const reply = await call({ path: "/v1/template/officialtemplates", query: { page: "0", page_size: "50" } });
    const items = at(reply, "result", "items") as { template: { steps: { module_id: string }[] } }[];
    const numbers = items.map(({ template }) => template.steps[0]?.module_id.replace(/\D/g, "").slice(-5)).sort();
    expect(numbers).toEqual(["20004", "20005", "20014", "20017", "20018", "20028", "20035", "20043", "20057", "20061"]);
  }));
