import type { Caller } from "./caller";
import { at, create, jobBody, parameter, withSimulator } from "./fixture";

const template = (name: string) => ({ name, description: "", template: { steps: [] } });

function upload(call: Caller, name: string, bytes = 10) {
  const form = new FormData();
  form.set("privacy", "true");
  form.set("file", new Blob(["x".repeat(bytes)]), name);
  return call({ method: "POST", path: "/v2/keystore/upload", body: form });
}

const post = (call: Caller, path: string, body: unknown) => call({ method: "POST", path, body });

test("jobs and templates of the tenant, and files of a user, have a number", () =>
  withSimulator(
    async (call) => {
      for (const name of ["one", "two"]) {
        expect((await post(call, "/v1/job/create", jobBody(name))).status).toBe(200);
        expect((await post(call, "/v1/template/create", template(name))).status).toBe(200);
        expect((await upload(call, `${name}.jks`)).status).toBe(200);
      }
      expect(at(await call({ path: "/v1/job/check/count" }), "result")).toBe(false);
      const refused = [
        post(call, "/v1/job/create", jobBody("x")),
        post(call, "/v1/template/create", template("x")),
        upload(call, "x.jks"),
      ];
      for (const reply of await Promise.all(refused)) {
        expect(reply).toMatchObject({ status: 400, body: { error_msg: expect.stringContaining("the most") } });
      }
    },
    { quotas: { jobsPerTenant: 2, templatesPerTenant: 2, keystoresPerUser: 2 } },
  ));

test("the numbers are those of the product documents", () =>
  withSimulator(async (_, { url }) => {
    expect(await (await fetch(`${url}/_simulator/quotas`)).json()).toEqual({
      jobsPerTenant: 10_000,
      templatesPerTenant: 5_000,
      stepsPerJob: 50,
      stepsPerJobBeijing: 30,
      keystoresPerUser: 20,
      keystoreBytes: 102_400,
      parameterValueCharacters: 8_192,
      cicdListEntries: 1_000,
      recycleBinMinimumDays: 1,
      recycleBinMaximumDays: 30,
      tokenHours: 24,
    });
  }));

const steps = (count: number) => Array.from({ length: count }, (_, index) => ({ module_id: "m", name: `s${index}` }));

test.each([
  ["cn-north-4", 30],
  ["cn-south-1", 50],
])("in %s a job has at most %d steps", (region, most) =>
  withSimulator(
    async (call) => {
      expect((await post(call, "/v1/job/create", jobBody("most", { steps: steps(most) }))).status).toBe(200);
      expect((await post(call, "/v1/job/create", jobBody("more", { steps: steps(most + 1) }))).status).toBe(400);
    },
    { region },
  ),
);

test("limits hold up to their last value, and not beyond", () =>
  withSimulator(async (call, { iamProjectId }) => {
    const status = async (body: object) => (await post(call, "/v1/job/create", body)).status;
    expect([await status(jobBody("n".repeat(115))), await status(jobBody("n".repeat(116)))]).toEqual([200, 400]);
    const value = (length: number) => jobBody(`value-${length}`, { parameters: [parameter("p", "v".repeat(length))] });
    expect([await status(value(8_192)), await status(value(8_193))]).toEqual([200, 400]);
    const stepName = (length: number) => jobBody(`step-${length}`, { steps: [{ module_id: "m", name: "s".repeat(length) }] });
    expect([await status(stepName(128)), await status(stepName(129))]).toEqual([200, 400]);
    expect([(await upload(call, "a.jks", 102_400)).status, (await upload(call, "b.jks", 102_401)).status]).toEqual([200, 400]);
    const keep = async (keep_time: number) => (await post(call, "/v1/job/keep-time", { keep_time })).status;
    expect([await keep(0), await keep(1), await keep(30), await keep(31)]).toEqual([400, 200, 200, 400]);
    const scan = async (cicd_name: string, count: number) => {
      const image_whitelist = Array.from({ length: count }, (_, index) => `image-${index}`);
      return (await post(call, `/v5/${iamProjectId}/image/cicd/configurations`, { cicd_name, image_whitelist })).status;
    };
    expect([await scan("most", 1_000), await scan("more", 1_001)]).toEqual([200, 400]);
    const job = await create(call, "run");
    const run = async (text: string) =>
      (await post(call, "/v1/job/execute", { job_id: job, parameter: [{ name: "p", value: text }] })).status;
    expect([await run("v".repeat(8_192)), await run("v".repeat(8_193)), await run("{{x}}")]).toEqual([200, 400, 400]);
  }));

test("pages hold at most 100 rows, and 200 of scan configurations", () =>
  withSimulator(async (call, { iamProjectId, projectId }) => {
    const jobs = async (page_size: number) =>
      (await call({ path: `/v1/job/${projectId}/list`, query: { page_index: 0, page_size } })).status;
    expect([await jobs(100), await jobs(101)]).toEqual([200, 400]);
    const scans = async (limit: number) =>
      (await call({ path: `/v5/${iamProjectId}/image/cicd/configurations`, query: { limit } })).status;
    expect([await scans(200), await scans(201)]).toEqual([200, 400]);
  }));
