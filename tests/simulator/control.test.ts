import { withBrowser } from "../helpers/browser";
import { at, create, jobBody, project, withSimulator } from "./fixture";

async function control(url: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const reply = await fetch(`${url}/_simulator/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: (await reply.json()) as unknown };
}

test("the control endpoints show and change clock, readings, faults, quotas, outcomes and data", () =>
  withSimulator(async (call, { url }) => {
    expect(await control(url, "GET", "health")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await control(url, "PUT", "clock", { frozen: true, at: "2030-01-01T00:00:00Z" })).toMatchObject({
      body: { frozen: true, now: "2030-01-01T00:00:00.000Z" },
    });
    expect(await control(url, "POST", "clock/advance", { days: 1, seconds: 5 })).toMatchObject({
      body: { now: "2030-01-02T00:00:05.000Z" },
    });
    expect(await control(url, "PUT", "clock", { frozen: true, at: "2029-01-01T00:00:00Z" })).toMatchObject({ status: 400 });
    await control(url, "PUT", "readings", { "config-steps": "null" });
    const id = await create(call, "api");
    expect(at(await call({ path: `/v1/job/${id}/config` }), "result", "steps")).toBeNull();
    await control(url, "PUT", "faults", { rules: [{ on: "getDomainStatus", html: 502 }] });
    expect((await call({ path: "/v1/domain/status" })).status).toBe(502);
    await control(url, "PUT", "quotas", { jobsPerTenant: 1 });
    expect((await call({ method: "POST", path: "/v1/job/create", body: jobBody("two") })).status).toBe(400);
    expect(await control(url, "PUT", "outcomes", [{ job: "api", exitCode: 1 }])).toMatchObject({ status: 200 });
    expect(await control(url, "PUT", "data", { reports: [] })).toMatchObject({ status: 200 });
    await control(url, "POST", "reset");
    expect(await control(url, "GET", "faults")).toMatchObject({ body: { rules: [] } });
    expect(at(await call({ path: "/v1/job/list" }), "result", "total")).toBe(0);
  }));

test.each([
  ["an unknown reading", "readings", { nonsense: "x" }],
  ["a value that a reading does not have", "readings", { "config-steps": "x" }],
  ["an unknown quota", "quotas", { nonsense: 1 }],
  ["a fault that is none", "faults", { rules: [{ on: "*", explode: true }] }],
  ["a rule without a target", "faults", { rules: [{ html: 502 }] }],
  ["a state that is none", "state", { format: "codearts-simulator/1", rows: [{ table: "jobs", id: "x", row: {} }] }],
])("%s is refused and changes nothing", (_, path, body) =>
  withSimulator(async (_call, { url }) => {
    const before = await control(url, "GET", path);
    expect(await control(url, "PUT", path, body)).toMatchObject({ status: 400, body: { error_msg: expect.any(String) } });
    expect(await control(url, "GET", path)).toEqual(before);
  }),
);

test("a page of another site is refused", () =>
  withSimulator(async (_, { url }) => {
    expect(await control(url, "POST", "reset", undefined, { origin: "http://example.com" })).toMatchObject({ status: 403 });
  }));

test("state is exported and imported into another simulator", () =>
  withSimulator(async (call, first) => {
    const id = await create(call, "api");
    const { body } = await control(first.url, "GET", "state");
    await withSimulator(async (other, second) => {
      expect(await control(second.url, "PUT", "state", body)).toMatchObject({ status: 200 });
      expect(
        at(
          await other({ path: `/v1/job/${project}/list`, query: { page_index: 0, page_size: 10 } }),
          "result",
          "job_list",
          0,
          "id",
        ),
      ).toBe(id);
    });
  }));

test("the journal is bounded, filtered, and shows no secret", () =>
  withSimulator(
    async (call, simulator) => {
      await create(call, "api");
      for (let count = 0; count < 9; count += 1) await call({ path: "/v1/domain/status" });
      await call({ path: "/v1/nowhere" });
      const all = simulator.journal();
      expect(all).toHaveLength(5);
      expect(all.at(-1)).toMatchObject({ number: 11, status: 404 });
      expect(simulator.journal({ failed: true })).toHaveLength(1);
      expect(simulator.journal({ since: 9 }).map(({ number }) => number)).toEqual([10, 11]);
      const { userName, password, domainName } = simulator.credentials;
      const identity = { methods: ["password"], password: { user: { name: userName, password, domain: { name: domainName } } } };
      const token = await fetch(`${simulator.url}/v3/auth/tokens`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ auth: { identity, scope: { project: { name: simulator.region } } } }),
      });
      await fetch(`${simulator.url}/v1/domain/status?access_token=made-up-query-secret`, {
        headers: { "x-auth-token": token.headers.get("x-subject-token") ?? "" },
      });
      const shown = JSON.stringify(simulator.journal());
      for (const secret of [password, token.headers.get("x-subject-token") ?? "", "made-up-query-secret"])
        expect(shown).not.toContain(secret);
    },
    { journalLimit: 5 },
  ));

test("the page shows jobs, builds with a growing log, the recycle bin, the journal, readings and faults", () =>
  withSimulator((call, simulator) =>
    withBrowser(async (browser) => {
      simulator.clock.freeze("2030-01-01T00:00:00Z");
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(simulator.url);
      await page.getByText("No jobs yet.").waitFor();
      const id = await create(call, "<b>api</b>".replace(/\W/g, "-"));
      await page.getByRole("cell", { name: id }).waitFor();
      await call({ method: "POST", path: "/v1/job/execute", body: { job_id: id } });
      await page.getByRole("tab", { name: "Builds" }).click();
      await page.getByRole("cell", { name: "InQueue" }).waitFor();
      await page.getByRole("button", { name: "log" }).click();
      simulator.clock.advance(6000);
      await page.getByText("[Code CheckOut] : the step starts.").waitFor();
      simulator.clock.advance(60_000);
      await page.getByText("Finished: SUCCESS").waitFor();
      await call({ method: "DELETE", path: `/v1/job/${id}/delete` });
      await page.getByRole("tab", { name: "Recycle bin" }).click();
      await page.getByRole("cell", { name: id }).waitFor();
      await call({ method: "POST", path: "/v1/job/create", body: { ...jobBody("x"), colour: "red", arch: 1 } });
      await page.getByRole("tab", { name: "Journal" }).click();
      await page.getByText("body/arch must be string").waitFor();
      simulator.setReading("config-steps", "null");
      simulator.setFaults([{ on: "createJob", html: 502 }]);
      await page.getByRole("tab", { name: "Readings and faults" }).click();
      await page.getByRole("cell", { name: '{"on":"createJob","html":502}' }).waitFor();
      await page.getByRole("row", { name: /config-steps null/ }).waitFor();
      expect(errors).toEqual([]);
    }),
  ));
