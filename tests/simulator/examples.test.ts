/** All 231 examples of the contract: requests are taken, answers have the same shape, errors the same codes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, startSimulator } from "codearts-simulator";
import { load } from "js-yaml";
import { type Caller, createCaller } from "./caller";
import { operations } from "./contract";
import { at, data, steps, type Walked, walk } from "./walk";

/** The service as its manual shows it; seen live, it differs here. */
const manual = {
  "service-defaults": "filled",
  "code-branch-omitted": "added",
  "all-parameters": "true",
  "job-list-envelope": "bare",
  "run-envelope": "bare",
  "stop-answer": "object",
};

let simulator: Simulator;
let call: Caller;
let walked: Walked[];

beforeAll(async () => {
  simulator = await startSimulator({ seed: "examples", data, checkAnswers: true, readings: manual });
  simulator.clock.freeze("2030-01-01T00:00:00Z");
  call = createCaller(simulator.url, simulator.credentials);
  walked = await walk(simulator, call);
});

afterAll(() => simulator.close());

const requests = operations.flatMap((known) =>
  Object.entries(known.request?.examples ?? {}).map(([name, { value }]) => ({ known, title: `${known.id} ${name}`, value })),
);
const answers = operations.flatMap((known) =>
  Object.entries(known.answer?.examples ?? {}).map(([name, { value }]) => ({ known, title: `${known.id} ${name}`, value })),
);
const parameters = operations.flatMap((known) =>
  known.parameters.flatMap((parameter) =>
    Object.values(parameter.examples ?? {}).map(({ value }) => ({
      known,
      title: `${known.id} ${parameter.name}=${value}`,
      parameter,
      value,
    })),
  ),
);

const pathJob = "48c66c6002964721be537cdc6ce0297b";

/** Makes the job that an example speaks of exist: one of ours under its ID. */
async function arrange(example: unknown): Promise<void> {
  simulator.reset();
  const step = steps.find(({ id }) => id === "createJob");
  const theirProject = at(example, "project_id") ?? simulator.projectId;
  const reply = await call({ method: "POST", path: "/v1/job/create", body: step?.body?.({ project: String(theirProject) }) });
  const theirs = at(example, "job_id") ?? at(example, "copy_job_id") ?? at(example, "job_ids", 0) ?? pathJob;
  await rewrite(String(at(reply.body, "result", "job_id")), String(theirs));
}

async function rewrite(ours: string, theirs: string): Promise<void> {
  const state = await (await fetch(`${simulator.url}/_simulator/state`)).text();
  const reply = await fetch(`${simulator.url}/_simulator/state`, { method: "PUT", body: state.replaceAll(ours, theirs) });
  expect(reply.status).toBe(200);
}

async function uploadAs(id: string): Promise<void> {
  const form = new FormData();
  form.set("privacy", "true");
  form.set("file", new Blob(["made up"]), "a.jks");
  const uploaded = await call({ method: "POST", path: "/v2/keystore/upload", body: form });
  await rewrite(String(at(uploaded.body, "result", "keystore_id")), id);
}

test("the contract has 231 examples: 18 requests, 110 answers, 97 parameter values, 4 error bodies and 2 of error schemas", () => {
  expect([requests.length, answers.length, parameters.length, errors().length]).toEqual([18, 110, 97, 6]);
});

/** What has to happen before a request of an example makes sense. */
async function prepare(id: string, example: unknown): Promise<void> {
  await arrange(example);
  const job = String(at(example, "job_id") ?? at(example, "job_ids", 0));
  if (id.endsWith("RecycledJobs")) await call({ method: "DELETE", path: `/v1/job/${job}/delete` });
  if (id === "updateKeystore") await uploadAs(String(at(example, "id")));
  if (id !== "stopJobV3") return;
  for (let run = 0; run < 20; run += 1) await call({ method: "POST", path: "/v1/job/execute", body: { job_id: job } });
}

test.each(requests)("request $title is taken", async ({ known, value }) => {
  await prepare(known.id, value);
  const path = known.path.replace("{job_id}", pathJob).replace("{id}", String(at(value, "id")));
  const reply = await call({ method: known.method, path, body: value });
  const [entry] = simulator.journal().slice(-1);
  expect(entry).toMatchObject({ operation: known.id, problems: [], unknownFields: [] });
  // The example of a token request has asterisks for a password.
  expect([reply.status, reply.text]).toEqual([known.id === "createUserToken" ? 401 : 200, expect.any(String)]);
});

test.each(parameters)("parameter $title is taken", async ({ known, parameter, value }) => {
  const step = steps.find(({ id }) => id === known.id);
  const stand = {
    job: "0".repeat(32),
    project: simulator.projectId,
    iamProject: simulator.iamProjectId,
    record: "0".repeat(36),
    keystore: "k",
  };
  const values = { ...step?.path?.(stand), ...(parameter.in === "path" && { [parameter.name]: value }) } as Record<
    string,
    string | number
  >;
  const query = { ...step?.query?.(stand), ...(parameter.in === "query" && { [parameter.name]: value as string }) };
  const path = known.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  await call({ method: known.method, path, query, body: step?.body?.(stand) });
  const [entry] = simulator.journal().slice(-1);
  const problems = entry?.problems.filter(({ at: where }) => where === `${parameter.in}/${parameter.name}`);
  expect([entry?.operation, problems]).toEqual([known.id, []]);
});

/** Objects whose keys are names that somebody chose. */
const maps = /(package_infos|image_infos|build_stages|parameters)$/;

/** Key paths of an example that an answer lacks, or has in another type. Null in either says nothing of the type. */
function missing(example: unknown, answer: unknown, path: string): string[] {
  if (example === null || answer === null) return [];
  if (Array.isArray(example)) {
    if (!Array.isArray(answer)) return [`${path} is not a list`];
    return example.length === 0 || answer.length === 0
      ? example.length > 0
        ? [`${path} is empty`]
        : []
      : missing(example[0], answer[0], `${path}[]`);
  }
  if (typeof example !== typeof answer) return [`${path} is ${typeof answer}, not ${typeof example}`];
  if (typeof example !== "object") return [];
  if (typeof answer !== "object") return [`${path} is no object`];
  if (maps.test(path) && !path.endsWith("parameters[]")) {
    return missing(Object.values(example)[0] ?? null, Object.values(answer)[0] ?? null, `${path}.*`);
  }
  return Object.entries(example).flatMap(([key, value]) =>
    key in answer || value === null
      ? missing(value, Reflect.get(answer, key) ?? null, `${path}.${key}`)
      : [`${path}.${key} is missing`],
  );
}

test.each(answers)("answer $title is reproduced in shape", async ({ known, value }) => {
  const reply = walked.find(({ operation: { id } }) => id === known.id)?.reply;
  expect(missing(value, reply?.body, "answer")).toEqual([]);
});

interface ErrorBody {
  error_code: string;
}

function errors(): { title: string; value: ErrorBody }[] {
  return ["codearts-build", "hss-cicd", "iam"].flatMap((file) => {
    const path = join(__dirname, "..", "..", "contract", `${file}.openapi.yaml`);
    const document = load(readFileSync(path, "utf8"));
    const responses = Object.entries((at(document, "components", "responses") ?? {}) as Record<string, unknown>).flatMap(
      ([name, response]) =>
        Object.values(
          (at(response, "content", "application/json", "examples") ?? {}) as Record<string, { value: ErrorBody }>,
        ).map(({ value }) => ({ title: `${file} ${name}`, value })),
    );
    const schemas = Object.entries(
      (at(document, "components", "schemas") ?? {}) as Record<string, { examples?: ErrorBody[] }>,
    ).flatMap(([name, { examples = [] }]) => examples.map((value) => ({ title: `${file} ${name}`, value })));
    return [...responses, ...schemas];
  });
}

/** How each of the error codes comes about. */
const causes: Record<string, () => ReturnType<Caller>> = {
  "CB.00060200": () => call({ path: "/v1/job/check/exist" }),
  "DEVCB.00031006": () => call({ path: `/v1/job/${"0".repeat(32)}/config` }),
  "DEV.CB.0520002": () => call({ path: "/v1/template/absent/custom" }),
  "CB.00060100": () => {
    const body = { error_code: "CB.00060100", error_msg: "The network is busy. Try again later." };
    simulator.setFaults([{ on: "getDomainStatus", respond: { status: 500, body } }]);
    return call({ path: "/v1/domain/status" });
  },
  "IAM.0011": () => call({ method: "POST", path: "/v3/auth/tokens", body: {} }),
};

test.each(errors())("error of $title is reproduced", async ({ value }) => {
  const reply = await causes[value.error_code]?.();
  expect(reply?.body).toEqual({ error_code: value.error_code, error_msg: expect.any(String) });
});
