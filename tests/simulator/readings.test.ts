/** Every value of every reading makes the difference that it names. */
import { describeReadings, type Simulator } from "codearts-simulator";
import type { Caller, Reply } from "./caller";
import { at, create, jobBody, parameter, project, withSimulator } from "./fixture";

interface Scene {
  call: Caller;
  simulator: Simulator;
  /** The result of a job's configuration. */
  config(id: string, query?: Record<string, string>): Promise<unknown>;
  post(path: string, body?: unknown): Promise<Reply>;
}

type Act = (scene: Scene) => Promise<unknown>;

const scm = { url: "git@example.com:a/b.git", repo_id: "1", web_url: "https://example.com", scm_type: "codehub" };
const limited = {
  ...parameter("channel", "beta"),
  params: [
    { name: "name", value: "channel" },
    { name: "type", value: "mine", limits: [{ name: "beta" }] },
  ],
};
const attributes = (value: unknown) =>
  Object.fromEntries((at2(value, "params") as { name: string; value: string }[]).map((pair) => [pair.name, pair.value]));
const at2 = (value: unknown, ...path: (string | number)[]) =>
  at({ body: value, status: 0, headers: new Headers(), text: "" }, ...path);
const parameters = async ({ config }: Scene, id: string, query?: Record<string, string>) =>
  (at2(await config(id, query), "parameters") as unknown[]).map(attributes);
const parameterNames = async (scene: Scene, id: string, query?: Record<string, string>) =>
  (await parameters(scene, id, query)).map(({ name }) => name);

async function updated(scene: Scene, made: object, sent: object): Promise<string> {
  const id = await create(scene.call, "api", made);
  expect((await scene.post("/v1/job/update", { ...jobBody("api", sent), job_id: id })).status).toBe(200);
  return id;
}

const missing = ({ call }: Scene) => call({ path: `/v1/job/${"0".repeat(32)}/info` });

async function scan(scene: Scene, path = ""): Promise<string> {
  const base = `/v5/${scene.simulator.iamProjectId}/image/cicd/configurations`;
  if (path) return base + path;
  const reply = await scene.post(base, { cicd_name: "scan", image_whitelist: ["a"] });
  return `${base}/${at(reply, "cicd_id")}`;
}

const scenes: Record<string, [act: Act, expected: Record<string, unknown>]> = {
  "update-omitted": [
    async (scene) => at2(await scene.config(await updated(scene, { flavor: "8u16g" }, {})), "flavor"),
    { reset: undefined, kept: "8u16g" },
  ],
  "update-unlisted": [
    async (scene) =>
      at2(await scene.config(await updated(scene, {}, { timeout: { limit: "1", unit: "hour" } })), "timeout", "limit"),
    { taken: "1", ignored: undefined },
  ],
  "code-branch-omitted": [
    async (scene) => {
      const all = { get_all_params: "true" };
      const made = await parameterNames(scene, await create(scene.call, "made", { parameters: [parameter("a", "1")] }), all);
      return [made, await parameterNames(scene, await updated(scene, {}, { parameters: [parameter("a", "1")] }), all)];
    },
    {
      added: [
        ["a", "codeBranch"],
        ["a", "codeBranch"],
      ],
      "left-out": [["a"], ["a"]],
    },
  ],
  "masked-value": [
    async (scene) => {
      const id = await updated(
        scene,
        { parameters: [parameter("p", "made up", true)] },
        { parameters: [parameter("p", "***", true)] },
      );
      scene.simulator.setReading("mask", "same-length");
      return (await parameters(scene, id))[0]?.defaultValue;
    },
    { kept: "*******", stored: "***" },
  ],
  mask: [
    async (scene) =>
      (await parameters(scene, await create(scene.call, "api", { parameters: [parameter("p", "made up", true)] })))[0]
        ?.defaultValue,
    { fixed: "*****", "same-length": "*******" },
  ],
  "recycled-name": [
    async ({ call }) => {
      await call({ method: "DELETE", path: `/v1/job/${await create(call, "api")}/delete` });
      return at(await call({ path: "/v1/job/check/exist", query: { project_id: project, job_name: "api" } }), "result");
    },
    { free: false, held: true },
  ],
  "config-steps": [
    async (scene) => Array.isArray(at2(await scene.config(await create(scene.call, "api")), "steps")),
    { returned: true, null: false },
  ],
  "config-optional": [
    async (scene) =>
      "timeout" in Object(await scene.config(await create(scene.call, "api", { timeout: { limit: "1", unit: "hour" } }))),
    { returned: true, "left-out": false },
  ],
  "all-parameters": [
    async (scene) => {
      scene.simulator.setReading("code-branch-omitted", "added");
      return parameterNames(scene, await create(scene.call, "api", { parameters: [parameter("a", "1")] }));
    },
    { true: ["a", "codeBranch"], false: ["a"] },
  ],
  "parameter-order": [
    async (scene) =>
      parameterNames(scene, await create(scene.call, "api", { parameters: [parameter("b", "1"), parameter("a", "1")] })),
    { "as-sent": ["b", "a"], "by-name": ["a", "b"] },
  ],
  "enumeration-type": [
    async (scene) => (await parameters(scene, await create(scene.call, "api", { parameters: [limited] })))[0]?.type,
    { "as-sent": "mine", customizeparam: "customizeparam", normalparam: "normalparam" },
  ],
  "service-defaults": [
    async (scene) => {
      const config = await scene.config(await create(scene.call, "api", { scms: [scm] }));
      const names = ["host_type", "flavor", "auto_update_sub_module", "build_config_type"];
      const source = ["build_type", "depth", "group_name", "repo_name", "is_auto_build", "enable_git_lfs"];
      return [...names.map((name) => at2(config, name)), ...source.map((name) => at2(config, "scms", 0, name))];
    },
    {
      observed: ["devcloud", undefined, undefined, undefined, "branch", "1", "a", "b", undefined, undefined],
      filled: ["devcloud", "2u8g", "false", "ACTION", "branch", "1", undefined, undefined, true, true],
      "left-out": Array.from({ length: 10 }),
    },
  ],
  "step-properties": [
    async (scene) => at2(await scene.config(await create(scene.call, "api")), "steps", 0, "properties", "preCondition"),
    { added: "SUCCESS", untouched: undefined },
  ],
  "endpoint-id": [
    async (scene) => {
      const ids = [{ end_point_id: "old" }, { endpoint_id: "new" }].map(async (id, index) => {
        const job = await create(scene.call, `api-${index}`, { scms: [{ ...scm, ...id }] });
        const { end_point_id, endpoint_id } = Object(at2(await scene.config(job), "scms", 0));
        return [end_point_id, endpoint_id];
      });
      return Promise.all(ids);
    },
    {
      both: [
        ["old", "old"],
        ["new", "new"],
      ],
      end_point_id: [
        ["old", undefined],
        [null, undefined],
      ],
      endpoint_id: [
        [undefined, null],
        [undefined, "new"],
      ],
    },
  ],
  "job-list-envelope": [
    async ({ call }) => {
      await create(call, "api");
      const reply = await call({ path: `/v1/job/${project}/list`, query: { page_index: 0, page_size: 10 } });
      return [["jobs"], ["result", "jobs"], ["result", "job_list"]].map((path) => at(reply, ...path, 0, "job_name"));
    },
    {
      bare: ["api", undefined, undefined],
      "result-jobs": [undefined, "api", undefined],
      "result-job-list": [undefined, undefined, "api"],
    },
  ],
  "run-envelope": [
    async (scene) => {
      const reply = await scene.post("/v1/job/execute", { job_id: await create(scene.call, "api") });
      return [at(reply, "actual_build_number"), at(reply, "result", "actual_build_number")];
    },
    { bare: ["1", undefined], result: [undefined, "1"] },
  ],
  "stop-answer": [
    async (scene) => {
      const id = await create(scene.call, "api");
      await scene.post("/v1/job/execute", { job_id: id });
      return (await scene.post(`/v3/jobs/${id}/1/stop`)).text;
    },
    { empty: "", object: JSON.stringify({ success: true, result: "" }) },
  ],
  "job-list-first-page": [
    async ({ call }) => {
      await create(call, "api");
      const reply = await call({ path: `/v1/job/${project}/list`, query: { page_index: 1, page_size: 10 } });
      return (at(reply, "result", "job_list") as unknown[]).length;
    },
    { "0": 0, "1": 1 },
  ],
  "page-total": [
    async (scene) => {
      const id = await create(scene.call, "api");
      scene.simulator.clock.freeze("2030-01-01T00:00:00Z");
      for (let run = 0; run < 3; run += 1) await scene.post("/v1/job/execute", { job_id: id });
      const query = { start_time: "2029-12-20 00:00:00", end_time: "2030-01-15 00:00:00", page_size: 2 };
      return at(await scene.call({ path: `/v1/record/${id}/list`, query }), "result", "total_page");
    },
    { rows: "3", pages: "2" },
  ],
  refusals: [
    async (scene) => {
      const reply = await missing(scene);
      return [reply.status, at(reply, "error_code") ?? at(reply, "error", "error_code") ?? at(reply, "error")];
    },
    {
      status: [422, "DEVCB.00031006"],
      "ok-code": [200, "DEVCB.00031006"],
      "ok-envelope": [200, "DEVCB.00031006 The build task does not exist."],
      "ok-envelope-object": [200, "DEVCB.00031006"],
    },
  ],
  "missing-job": [async (scene) => (await missing(scene)).status, { unprocessable: 422, "not-found": 404 }],
  "missing-scan-configuration": [
    async (scene) => {
      const reply = await scene.call({ path: await scan(scene, "/absent") });
      return [reply.status, typeof at(reply, "error_code")];
    },
    { "bad-request": [400, "string"], "not-found": [404, "string"], "server-error": [500, "string"], "ok-code": [200, "string"] },
  ],
  "scan-list-omitted": [
    async (scene) => {
      const path = await scan(scene);
      await scene.call({ method: "PUT", path, body: { vulnerability_blocklist: ["b"] } });
      return at(await scene.call({ path }), "image_whitelist");
    },
    { kept: ["a"], emptied: [] },
  ],
  "empty-answer": [
    async (scene) => (await scene.call({ method: "PUT", path: await scan(scene), body: {} })).text,
    { empty: "", object: "{}" },
  ],
  "scan-command-source": [
    async (scene) => {
      const body = {
        cicd_id: (await scan(scene)).split("/").at(-1),
        image_name: "flat",
        image_scan_info: { image_name: "nested" },
      };
      return /--image '(\w+)'/.exec(
        String(at(await scene.post(await scan(scene, "/create-command"), body), "cicd_command")),
      )?.[1];
    },
    { nested: "nested", flat: "flat" },
  ],
  "notice-result": [
    async (scene) => {
      const id = await create(scene.call, "api");
      const reply = await scene.post(`/v3/jobs/notice/${id}/update`, { notice_type: "MAIL", enabled_event_type_names: [] });
      return JSON.stringify(at(reply, "result")).replace(id, "id");
    },
    { null: "null", text: '"id"', object: '{"job_id":"id"}' },
  ],
  "notice-events-omitted": [
    async (scene) => {
      const id = await create(scene.call, "api");
      await scene.call({
        method: "PUT",
        path: `/v1/job/${id}/notice`,
        body: { notice_type: "MAIL", enabled_event_type_names: ["deleteJob"] },
      });
      return at(await scene.call({ path: `/v1/job/${id}/notice` }), "result", 1, "enable_map", "buildJobFail");
    },
    { off: false, kept: true },
  ],
  "param-config": [
    async (scene) => {
      const path = `/v1/job/${await create(scene.call, "api")}/notice`;
      await scene.call({
        method: "PUT",
        path,
        body: { notice_type: "DING_TALK", enabled_event_type_names: [], param_config: "made up" },
      });
      return at(await scene.call({ path }), "result", 0, "param_config");
    },
    { "as-sent": "made up", masked: "*****" },
  ],
  "delete-jobs-result": [
    async ({ call }) => {
      const job_ids = [await create(call, "one"), await create(call, "two")];
      const reply = await call({ method: "DELETE", path: "/v1/job/batch-delete", body: { job_ids } });
      return job_ids.indexOf(String(at(reply, "result", "job_id")));
    },
    { first: 0, last: 1, null: -1 },
  ],
  "disable-info": [
    async ({ call }) => at(await call({ path: `/v1/job/${await create(call, "api")}/check/disable` }), "result", "disabled"),
    { null: undefined, object: 0 },
  ],
  "count-limit": [
    async ({ call }) => at(await call({ path: "/v1/job/check/count" }), "result"),
    { within: true, reached: false },
  ],
  "keep-time-unit": [
    async (scene) => {
      await scene.post("/v1/job/keep-time", { keep_time: 2 });
      await scene.call({ method: "DELETE", path: `/v1/job/${await create(scene.call, "api")}/delete` });
      scene.simulator.clock.advance(3 * 3_600_000);
      return at(await scene.call({ path: "/v1/job/recycling-jobs" }), "result", "total");
    },
    { days: 1, hours: 0 },
  ],
  "upload-consent": [
    async ({ call }) => {
      const form = new FormData();
      form.set("privacy", "false");
      form.set("file", new Blob(["made up"]), "a.jks");
      return (await call({ method: "POST", path: "/v2/keystore/upload", body: form })).status;
    },
    { "true-only": 400, any: 200 },
  ],
  "group-ordinal": [
    async (scene) => typeof at(await scene.post(`/v1/job/${project}/group/create`, { name: "g" }), "result", 0, "ordinal"),
    { number: "number", text: "string" },
  ],
  "charge-time": [
    async ({ call }) => at(await call({ path: `/v1/job/${await create(call, "api")}/info` }), "result", "charge_time"),
    { number: 0, text: "0", null: null },
  ],
  "envelope-error": [
    async ({ call }) => at(await call({ path: "/v1/domain/status" }), "error"),
    { null: null, "empty-object": {} },
  ],
};

test("every reading has its scene, with every value", () => {
  const known = describeReadings().map(({ name, values }) => [name, [...values].sort()]);
  expect(
    Object.entries(scenes)
      .map(([name, [, expected]]) => [name, Object.keys(expected).sort()])
      .sort(),
  ).toEqual(known.sort());
});

const cases = Object.entries(scenes).flatMap(([name, [act, expected]]) =>
  Object.entries(expected).map(([value, result]) => ({ name, value, act, result })),
);

test.each(cases)("$name=$value", ({ name, value, act, result }) =>
  withSimulator(
    async (call, simulator) => {
      const config = async (id: string, query?: Record<string, string>) =>
        at(await call({ path: `/v1/job/${id}/config`, query }), "result");
      const post = (path: string, body?: unknown) => call({ method: "POST", path, body });
      expect(await act({ call, simulator, config, post })).toEqual(result);
    },
    { readings: { [name]: value } },
  ),
);
