/** One call over a real socket: what goes out, what is repeated, what a failure says. */
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { buildClient, connect } from "../../../provider/client/build-client";
import { type Asked, clientOf, failureOf, jobId, keys, projectId, type Reply, success, withService } from "./service";

const newJob = { project_id: projectId, job_name: "api", arch: "x86-64" as const, steps: [] };
const refused: Reply = { status: 400, body: { error_code: "CB.00060200", error_msg: "Invalid parameter." } };

describe("what goes out", () => {
  test("JSON headers on every call, with a body or without; AK/SK; no project that is not known", async () => {
    await withService([success({ arch: "arm" }), success({ job_id: jobId })], async (service) => {
      const client = clientOf(service);
      await client.jobs.getConfig(jobId, { get_all_params: "true" });
      await client.jobs.create(newJob);
      const [read, create] = service.asked;
      expect(read?.target).toBe(`/v1/job/${jobId}/config?get_all_params=true`);
      for (const { headers } of service.asked) {
        expect(headers["content-type"]).toBe("application/json");
        expect(headers.accept).toBe("application/json");
        expect(headers["accept-encoding"]).toContain("gzip");
        expect(headers["user-agent"]).toMatch(/^pulumi-codearts\/\d+\.\d+\.\d+$/);
        expect(headers.authorization).toContain(`Access=${keys.accessKey}, SignedHeaders=content-type;host;x-sdk-date, `);
        expect(headers["x-project-id"]).toBeUndefined();
      }
      expect(JSON.parse(create?.body ?? "")).toEqual(newJob);
    });
  });

  test("X-Project-Id for Build and HSS once it is known, X-Domain-Id for IAM, a security token when there is one", async () => {
    const answers = [{ body: { projects: [{ id: projectId }] } }, { body: { total_num: 0, data_list: [] } }];
    await withService(answers, async (service) => {
      const client = clientOf(service, { securityToken: "ExampleSecurityToken", domainId: jobId });
      await client.cicd.listConfigurations({ limit: 10, offset: 0 });
      const [lookUp, list] = service.asked;
      expect(lookUp?.target).toBe("/v3/projects?name=cn-north-4");
      expect(lookUp?.headers["x-project-id"]).toBeUndefined();
      expect(lookUp?.headers["x-domain-id"]).toBe(jobId);
      expect(list?.target).toBe(`/v5/${projectId}/image/cicd/configurations?limit=10&offset=0`);
      expect(list?.headers["x-project-id"]).toBe(projectId);
      expect(list?.headers["x-security-token"]).toBe("ExampleSecurityToken");
    });
  });

  test("an IAM project given for one HSS call is the one that its header and its signature name", async () => {
    await withService([{ body: { total_num: 0, data_list: [] } }], async (service) => {
      const other = "abcdef0123456789abcdef0123456789";
      await clientOf(service, { iamProjectId: projectId }).cicd.listConfigurations(
        { limit: 10, offset: 0 },
        { iamProjectId: other },
      );
      const { target, headers } = service.asked[0] as Asked;
      expect(target).toContain(`/v5/${other}/`);
      expect(headers["x-project-id"]).toBe(other);
      expect(headers.authorization).toContain("SignedHeaders=content-type;host;x-project-id;x-sdk-date,");
    });
  });

  test("lists are repeated keys, what is undefined is left out, spaces are %20", async () => {
    await withService([success({ data: [] })], async (service) => {
      const query = {
        branches: ["release/1.0", "master"],
        from_date: "2025-01-01 00:00:00",
        page: 0,
        limit: 10,
        tags: undefined,
      };
      await clientOf(service).records.list("a3270d84-ddc7-4288-b985-f801871b260d", query);
      const target = "/v1/record/a3270d84-ddc7-4288-b985-f801871b260d/records";
      const values = "branches=release%2F1.0&branches=master&from_date=2025-01-01%2000%3A00%3A00&page=0&limit=10";
      expect(service.asked[0]?.target).toBe(`${target}?${values}`);
    });
  });

  test("a form: privacy, description, file in this order; UNSIGNED-PAYLOAD; Content-Type unsigned; every byte as it was", async () => {
    await withService([success({ id: jobId })], async (service) => {
      const content = Buffer.from("\u0000bytes\r\n--not-the-boundary--", "latin1");
      const file = { name: '密钥 "1".jks', content };
      await clientOf(service).keystores.upload({ file, description: "描述", privacy: "true" });
      const { headers, body } = service.asked[0] as Asked;
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
      const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
      expect(body).toBe(
        `${part("privacy")}\r\n\r\ntrue\r\n${part("description")}\r\n\r\n描述\r\n` +
          `${part("file")}; filename="密钥 %221%22.jks"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n--${boundary}--\r\n`,
      );
      expect(headers["x-sdk-content-sha256"]).toBe("UNSIGNED-PAYLOAD");
      expect(headers.authorization).toContain("SignedHeaders=host;x-sdk-content-sha256;x-sdk-date");
    });
  });

  test("a base address may have a path of its own", async () => {
    await withService([success(true)], async (service) => {
      const client = clientOf(service, { endpoints: { build: `${service.url}/gateway/` } });
      await client.jobs.checkNameExists({ project_id: projectId, job_name: "构建" });
      expect(service.asked[0]?.target).toBe(`/gateway/v1/job/check/exist?project_id=${projectId}&job_name=%E6%9E%84%E5%BB%BA`);
    });
  });
});

describe("refused before anything is sent", () => {
  const never = (use: (client: ReturnType<typeof clientOf>) => Promise<unknown>) =>
    withService([], async (service) => {
      const error = await failureOf(use(clientOf(service)));
      expect(service.asked).toHaveLength(0);
      expect(error).toMatchObject({ kind: "input", happened: "no" });
      return error.message;
    });

  test.each(["../x", "a/b", "a%2Fb", "a?b", "a#b", "..", ".", "a b", "构建", "x".repeat(129)])("the id %s", async (id) => {
    expect(await never((client) => client.jobs.getConfig(id))).toContain("is not an id");
  });

  test("an empty id, a missing value, an unknown one, an unknown operation", async () => {
    expect(await never((client) => client.jobs.delete(""))).toContain("needs job_id");
    expect(await never((client) => client.request("listProjectJobs", { path: { project_id: projectId } } as never))).toContain(
      "page_index",
    );
    expect(
      await never((client) => client.request("getJobConfig", { path: { job_id: jobId }, query: { all: 1 } } as never)),
    ).toContain("has no query value all. Known: get_all_params.");
    expect(await never((client) => client.request("makeCoffee" as never, {} as never))).toContain("no operation makeCoffee");
    expect(await never((client) => client.request("createJob", {} as never))).toContain("needs a body");
  });

  test.each(["fedcba98", projectId.toUpperCase(), `${projectId.slice(1)}_`, `${projectId}0`, 7])("project id %s", async (id) => {
    const message = "must be 32 digits and lower-case letters";
    expect(await never((client) => client.jobs.listProject(String(id), { page_index: 0, page_size: 10 }))).toContain(message);
    expect(await never((client) => client.jobs.create({ ...newJob, project_id: id as string }))).toContain(message);
    expect(await never((client) => client.account.getPackageQuota({ project_id: id as string }))).toContain(message);
  });

  test("a body over 12 MB with AK/SK, with the reason", async () => {
    const large = { name: "large.jks", content: Buffer.alloc(12 * 1024 * 1024 + 1) };
    expect(await never((client) => client.keystores.upload({ file: large, privacy: "true" }))).toContain(
      "at most 12 MB. Use user and password",
    );
    const steps = [{ name: "s", module: "m", version: "1", properties: { text: "x".repeat(13 * 1024 * 1024) } }];
    expect(await never((client) => client.jobs.create({ ...newJob, steps } as never))).toContain("has 13.0 MB");
  });
});

test("a step property beyond 2^53 is read and sent back digit by digit", async () => {
  const properties = '{"large":12345678901234567890,"text":"12345678901234567890","ten":"10"}';
  const live = `{"result":{"arch":"arm","steps":[{"name":"s","module_id":"m","properties":${properties}}]},"status":"success"}`;
  const json = { headers: { "content-type": "application/json" } };
  await withService([{ ...json, body: live }, success({ job_id: jobId })], async (service) => {
    const client = clientOf(service);
    const steps = (await client.jobs.getConfig(jobId)).steps ?? [];
    expect(steps[0]?.properties).toEqual({ large: 12345678901234567890n, text: "12345678901234567890", ten: "10" });
    await client.jobs.update({ ...newJob, job_id: jobId, steps: steps.map((step) => ({ ...step, name: "s" })) });
    expect(service.asked[1]?.body).toContain(`"properties":${properties}`);
  });
});

describe("failures", () => {
  const failing = (
    reply: Reply | Reply[],
    use = (client: ReturnType<typeof clientOf>): Promise<unknown> => client.jobs.update(update),
  ) => withService(Array.isArray(reply) ? reply : [reply], async (service) => failureOf(use(clientOf(service))));
  const update = { ...newJob, job_id: jobId };
  const read = (client: ReturnType<typeof clientOf>) => client.jobs.getConfig(jobId);

  test("a refusal has code, message, status, request id and operation, and did not happen", async () => {
    const error = await failing(refused);
    const facts = {
      kind: "refused",
      status: 400,
      code: "CB.00060200",
      serviceMessage: "Invalid parameter.",
      requestId: "request-1",
    };
    expect(error).toMatchObject({ ...facts, operation: "updateJob", happened: "no" });
    expect(error.message).toBe("updateJob was refused: CB.00060200 Invalid parameter. (HTTP 400). Request id request-1.");
  });

  test.each([
    ["error_code", { error_code: "CB.00060200", error_msg: "No." }],
    ["status error with a text", { status: "error", error: "No.", result: null }],
    ["status fail with an object", { status: "fail", error: { code: "CB.00060200", message: "No." } }],
    ["error without status", { error: { error_code: "CB.00060200", error_msg: "No." } }],
    [
      "error_code beside status success",
      { status: "success", error_code: "CB.00060200", error_msg: "No.", result: { job_id: jobId } },
    ],
  ])("inside HTTP 200: %s", async (_, body) => {
    const error = await failing({ body });
    expect(error).toMatchObject({ kind: "refused", status: 200, serviceMessage: "No.", happened: "no" });
  });

  test.each([
    ["status error alone", { status: "error", error: null, result: null }],
    ["status fail alone", { status: "fail" }],
    ["a status that is not success", { status: "ERROR", result: { job_id: jobId } }],
    ["success: false alone", { success: false, result: { job_id: jobId } }],
  ])("inside HTTP 200 without a word of why: %s", async (_, body) => {
    const error = await failing({ body });
    expect(error).toMatchObject({ kind: "refused", status: 200, happened: "no" });
    expect(error.message).toContain("no reason given");
  });

  test("inside HTTP 200 also where the contract shows no envelope, and in the form of the old endpoints", async () => {
    const run = await failing({ body: { status: "error", error: { code: "X.1", message: "No." } } }, (client) =>
      client.builds.run({ job_id: jobId }),
    );
    expect(run).toMatchObject({ kind: "refused", code: "X.1", happened: "no" });
    const old = await failing({ body: { success: false, message: "No.", err_code: "X.2" } }, (client) =>
      client.records.getInfoV3(jobId, 1),
    );
    expect(old).toMatchObject({ kind: "refused", code: "X.2", serviceMessage: "No." });
  });

  test.each([
    [422, "DEVCB.00031006", "notFound"],
    [422, "DEV.CB.0520002", "notFound"],
    [200, "DEVCB.00031006", "notFound"],
    [404, "CB.00090001", "notFound"],
    [401, "APIGW.0301", "unauthorized"],
    [403, "APIGW.0305", "forbidden"],
    [409, "CB.00090002", "conflict"],
    [404, "APIGW.0101", "invalidAnswer"],
    [404, "CB.00060214", "invalidAnswer"],
    [500, "CB.00060101", "refused"],
  ])("HTTP %s %s is %s", async (status, code, kind) => {
    expect(await failing({ status, body: { error_code: code, error_msg: "No." } })).toMatchObject({ kind, code });
  });

  test("a page where JSON should be is no answer, and never means that something is gone", async () => {
    const page = { headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
    const error = await failing(page);
    expect(error).toMatchObject({ kind: "invalidAnswer", happened: "unknown", status: 200 });
    expect(error.message).toContain("a page (text/html) instead of JSON");
    expect(await failing({ ...page, status: 404 }, read)).toMatchObject({ kind: "invalidAnswer", happened: "no" });
  });

  test("cut-off JSON, an empty body, null, an envelope without status, a result of another type", async () => {
    const form = (body: unknown): Reply => ({ headers: { "content-type": "application/json" }, body });
    expect((await failing(form('{"status": "succ'))).message).toContain("not complete JSON");
    expect((await failing(form(""))).message).toContain("an empty body instead of JSON");
    expect((await failing(form("null"))).message).toContain("should be an envelope and is null");
    expect((await failing(form("{}"))).message).toContain("an envelope with status");
    expect((await failing(success([]), read)).message).toContain("result should be object and is array");
    expect((await failing(success(null), read)).message).toContain("result should be object and is null");
    expect(await failing(success(null), (client) => client.jobs.create(newJob))).toMatchObject({
      kind: "invalidAnswer",
      happened: "unknown",
    });
  });

  test("a write that needs no result takes an answer without; unknown fields and new values pass", async () => {
    await withService(
      [success(null), { body: { status: "success" } }, success({ arch: "riscv", novelty: [1] }), {}, {}],
      async (service) => {
        const client = clientOf(service, { iamProjectId: projectId });
        expect(await client.jobs.delete(jobId)).toBeUndefined();
        expect(await client.jobs.setDisabled(jobId, { disabled: true, reason: "x" })).toBeUndefined();
        expect(await client.jobs.getConfig(jobId)).toEqual({ arch: "riscv", novelty: [1] });
        await client.cicd.modifyConfiguration(jobId, {
          vulnerability_whitelist: [],
          vulnerability_blocklist: [],
          image_whitelist: [],
        });
        await client.cicd.deleteConfigurations({ cicd_id_list: [jobId] } as never);
      },
    );
  });

  test("a JSON text inside a JSON string is read, in a refusal and in a success", async () => {
    const nested = (body: unknown) => JSON.stringify(JSON.stringify(body));
    const json = { headers: { "content-type": "application/json" } };
    const ended = { error_code: "DEV.CB.032302", error_msg: "The build has ended." };
    const error = await failing({ ...json, status: 400, body: nested(ended) }, (client) => client.builds.stop(jobId));
    expect(error).toMatchObject({ kind: "refused", code: "DEV.CB.032302", serviceMessage: "The build has ended." });
    expect(await failing({ ...json, body: nested({ status: "error", error: "No." }) })).toMatchObject({ serviceMessage: "No." });
    await withService([{ ...json, body: nested({ status: "success", result: { arch: "arm" } }) }], async (service) => {
      expect(await clientOf(service).jobs.getConfig(jobId)).toEqual({ arch: "arm" });
    });
  });

  test("a success without a body is one where a write needs nothing back, and where the status says that nothing comes", async () => {
    await withService([{ body: "" }, { body: "" }, { status: 204 }], async (service) => {
      const client = clientOf(service);
      expect(await client.builds.stop(jobId)).toBeUndefined();
      expect(await client.builds.stopV3(jobId, 1)).toEqual({});
      expect(await client.jobs.delete(jobId)).toBeUndefined();
    });
    const unsure = { kind: "invalidAnswer", happened: "unknown" };
    expect(await failing({ body: "" }, (client) => client.jobs.create(newJob))).toMatchObject(unsure);
    expect(await failing({ status: 204 }, (client) => client.builds.run({ job_id: jobId }))).toMatchObject(unsure);
  });

  test("a list of jobs is read with an envelope and without", async () => {
    await withService(
      [{ body: { jobs: [{ id: "1" }], total: 1 } }, success({ jobs: [{ id: "2" }], total: 1 })],
      async (service) => {
        const page = { page_index: 0, page_size: 100 };
        const client = clientOf(service);
        expect((await client.jobs.listProject(projectId, page)).jobs).toEqual([{ id: "1" }]);
        expect((await client.jobs.listProject(projectId, page)).jobs).toEqual([{ id: "2" }]);
      },
    );
  });

  test("a redirect is not followed", async () => {
    const error = await failing({ status: 302, headers: { location: "http://127.0.0.1:1/login?ticket=private" } });
    expect(error).toMatchObject({ kind: "invalidAnswer", status: 302, happened: "no" });
    expect(error.message).toContain("a redirect to http://127.0.0.1:1, which is not followed");
    expect(error.message).not.toContain("private");
  });

  test("a clock that is wrong is named", async () => {
    const date = new Date(Date.now() + 47 * 60_000).toUTCString();
    const error = await failing({
      status: 401,
      headers: { date },
      body: { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication" },
    });
    expect(error.message).toContain("This machine's clock is -47 minutes off");
  });

  test("a broken connection: an update may have happened, a read has not", async () => {
    const broken: Reply[] = [1, 2, 3, 4].map(() => ({ breaks: "before" }));
    expect(await failing(broken)).toMatchObject({
      kind: "network",
      code: "ECONNRESET",
      happened: "unknown",
      operation: "updateJob",
    });
    expect(await failing(broken, read)).toMatchObject({ kind: "network", happened: "no" });
  });

  test("nothing listens: one sentence, and the request had no effect", async () => {
    const url = await withService([], async (service) => service.url);
    const error = await failureOf(
      clientOf({ url, asked: [], sockets: { opened: 0, most: 0 }, closed: Promise.resolve() }).jobs.update(update),
    );
    expect(error).toMatchObject({ kind: "network", code: "ECONNREFUSED", happened: "no" });
    expect(error.message).toBe(
      `updateJob: ${url} cannot be reached (ECONNREFUSED). Check network, proxy and endpoint. (4 attempts)`,
    );
  });

  test("a connection that does not come about: nothing happened", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    try {
      const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      const limits = { retries: 0, attemptTimeout: 200, overallTimeout: 60_000 };
      const place = { region: "cn-north-4", endpoints: { build: url }, proxy: {}, requestsInFlight: 1 };
      const client = buildClient({ ...place, limits, credentials: { type: "keys", ...keys } }, connect(1, {}));
      const error = await failureOf(client.jobs.update(update));
      expect(error).toMatchObject({ kind: "network", code: "ETIMEDOUT", happened: "no" });
    } finally {
      silent.close();
    }
  });

  test("a service that does not answer is given up in time", async () => {
    const error = await failing({ silent: true }, (client) => client.jobs.update(update, { timeout: 150 }));
    expect(error).toMatchObject({ kind: "network", code: "ETIMEDOUT", happened: "unknown" });
  });
});

describe("trying again", () => {
  test("throttled and busy answers, then a good one", async () => {
    const busy: Reply[] = [
      { status: 400, body: { error_code: "CB.00060211", error_msg: "Too many requests." } },
      { status: 500, body: { error_code: "CB.00060100", error_msg: "Busy." } },
      { status: 503, headers: { "content-type": "text/html" }, body: "<html></html>" },
      success({ job_id: jobId }),
    ];
    await withService(busy, async (service) => {
      expect(await clientOf(service).jobs.update({ ...newJob, job_id: jobId })).toEqual({ job_id: jobId });
      expect(service.asked).toHaveLength(4);
      const dates = service.asked.map(({ body }) => body);
      expect(new Set(dates).size).toBe(1);
    });
  });

  test("an internal failure (500) is repeated for a read and for a download, not for a write", async () => {
    const broken: Reply = { status: 500, body: { error_code: "CB.00030004", error_msg: "Server fault." } };
    await withService([broken, { status: 500, body: "" }, success({ arch: "arm" })], async (service) => {
      expect(await clientOf(service).jobs.getConfig(jobId)).toEqual({ arch: "arm" });
    });
    const log = { headers: { "content-type": "application/octet-stream" }, body: "log" };
    await withService([broken, log], async (service) => {
      const download = await clientOf(service).logs.download(jobId);
      expect((await download.bytes()).toString()).toBe("log");
    });
    await withService([broken], async (service) => {
      const error = await failureOf(clientOf(service).jobs.update({ ...newJob, job_id: jobId }));
      expect(error).toMatchObject({ kind: "refused", status: 500, happened: "unknown" });
      expect(service.asked).toHaveLength(1);
    });
  });

  test.each(["1", () => new Date(Date.now() + 1_900).toUTCString()])("Retry-After is waited for: %s", async (form) => {
    const wait = typeof form === "string" ? form : form();
    await withService([{ status: 429, headers: { "retry-after": wait }, body: {} }, success(true)], async (service) => {
      await clientOf(service).jobs.checkCountLimit();
      const [first, second] = service.asked;
      const waited = (second?.at ?? 0) - (first?.at ?? 0);
      expect(waited).toBeGreaterThanOrEqual(850);
      expect(waited).toBeLessThan(30_000);
    });
  });

  test("a wait longer than the call may take ends it at once, and says how long", async () => {
    await withService([{ status: 429, headers: { "retry-after": "3600" }, body: {} }], async (service) => {
      const error = await failureOf(clientOf(service).jobs.checkCountLimit());
      expect(error).toMatchObject({ kind: "throttled", retryAfter: 3_600_000 });
      expect(error.message).toContain("The service asks clients to wait 3600 s.");
    });
  });

  test("a create is not repeated after a lost answer, but after a throttled one it is", async () => {
    await withService([{ breaks: "before" }, success({ job_id: jobId })], async (service) => {
      const error = await failureOf(clientOf(service).jobs.create(newJob));
      expect(error).toMatchObject({ kind: "network", happened: "unknown" });
      expect(service.asked).toHaveLength(1);
    });
    await withService([{ status: 429, body: {} }, { status: 502, body: "" }, success({})], async (service) => {
      const error = await failureOf(clientOf(service).jobs.create(newJob));
      expect(error).toMatchObject({ kind: "network", status: 502, happened: "unknown" });
      expect(service.asked).toHaveLength(2);
    });
  });

  test("an answer cut off inside is repeated for a read, not for a create", async () => {
    const cut: Reply = {
      breaks: "inside",
      headers: { "content-type": "application/json", "content-length": "500" },
      body: '{"status":',
    };
    await withService([cut, success({ arch: "arm" })], async (service) => {
      expect(await clientOf(service).jobs.getConfig(jobId)).toEqual({ arch: "arm" });
    });
    await withService([cut], async (service) => {
      expect(await failureOf(clientOf(service).jobs.create(newJob))).toMatchObject({ kind: "network", happened: "unknown" });
    });
  });

  test("a first attempt that may have arrived leaves the call open, whatever the second says", async () => {
    await withService([{ breaks: "before" }, refused], async (service) => {
      const error = await failureOf(clientOf(service).jobs.update({ ...newJob, job_id: jobId }));
      expect(error).toMatchObject({ kind: "refused", happened: "unknown" });
    });
  });

  test("an attempt that is not answered in its time is given up, the call is not", async () => {
    const answering = (_: unknown, index: number): Reply => (index === 0 ? { silent: true } : success(true));
    await withService(answering, async (service) => {
      const limits = { retries: 10, attemptTimeout: 500, overallTimeout: 60_000 };
      const place = { region: "cn-north-4", endpoints: { build: service.url }, proxy: {}, requestsInFlight: 1 };
      const settings = { ...place, limits, credentials: { type: "keys", ...keys } as const };
      expect(await buildClient(settings, connect(1, {})).jobs.checkCountLimit()).toBe(true);
      expect(service.asked.length).toBeGreaterThanOrEqual(2);
    });
  });

  test("after the time limit, the last failure is reported", async () => {
    const busy: Reply = { status: 503, body: { error_code: "CB.1", error_msg: "Down." } };
    const answering = (_: unknown, index: number): Reply => (index === 0 ? busy : { silent: true });
    await withService(answering, async (service) => {
      const error = await failureOf(clientOf(service, { timeout: 3 }).jobs.checkCountLimit());
      expect(error).toMatchObject({ kind: "network", code: "ETIMEDOUT" });
      expect(error.message).toContain("503");
    });
  });

  test("retries: 0 asks once", async () => {
    await withService([{ status: 503, body: "" }], async (service) => {
      await failureOf(clientOf(service, { retries: 0 }).jobs.checkCountLimit());
      expect(service.asked).toHaveLength(1);
    });
  });
});

describe("cancelling", () => {
  test.each([
    ["on the wire", { silent: true }],
    ["between two attempts", { status: 429, headers: { "retry-after": "10" }, body: {} }],
  ] as [string, Reply][])("%s", async (_, reply) => {
    const controller = new AbortController();
    const answering = () => {
      setTimeout(() => controller.abort(new Error("enough")), 50);
      return reply;
    };
    await withService(answering, async (service) => {
      const started = Date.now();
      const error = await failureOf(clientOf(service).jobs.checkCountLimit({ signal: controller.signal }));
      expect(error).toMatchObject({ kind: "cancelled", operation: "checkJobCountLimit", cause: controller.signal.reason });
      expect(Date.now() - started).toBeLessThan(9_000);
    });
  });

  test("before it begins, and in the queue: a write that never left did not happen", async () => {
    await withService([], async (service) => {
      const error = await failureOf(clientOf(service).jobs.create(newJob, { signal: AbortSignal.abort() }));
      expect(error).toMatchObject({ kind: "cancelled", happened: "no" });
      expect(service.asked).toHaveLength(0);
    });
    const [onTheWire, inTheQueue] = [new AbortController(), new AbortController()];
    const answering = (): Reply => {
      inTheQueue.abort();
      setTimeout(() => onTheWire.abort(), 20);
      return { silent: true };
    };
    await withService(answering, async (service) => {
      const client = clientOf(service, { requestsInFlight: 1 });
      const first = failureOf(client.jobs.create(newJob, { signal: onTheWire.signal }));
      const second = failureOf(client.jobs.create(newJob, { signal: inTheQueue.signal }));
      expect(await second).toMatchObject({ kind: "cancelled", happened: "no" });
      expect(await first).toMatchObject({ kind: "cancelled", happened: "unknown" });
      expect(service.asked).toHaveLength(1);
    });
  });
});

describe("secrets", () => {
  const secrets = [keys.secretKey, "ExampleSecurityToken", "hunter2-made-up", "Signature="];
  const parameters = [
    {
      name: "hudson.model.StringParameterDefinition",
      params: [
        { name: "name", value: "token" },
        { name: "defaultValue", value: "hunter2-made-up" },
        { name: "sensitiveVar", value: "true" },
      ],
    },
  ];

  test.each([
    ["the service repeats them", { status: 400, body: { error_code: "X", error_msg: `bad ${keys.secretKey} hunter2-made-up` } }],
    ["the connection breaks", { breaks: "before" }],
    ["a page comes back", { body: "<html>hunter2-made-up</html>" }],
  ] as [string, Reply][])("are in no error and no cause: %s", async (_, reply) => {
    await withService([reply], async (service) => {
      const client = clientOf(service, { securityToken: "ExampleSecurityToken" });
      const error = await failureOf(client.jobs.create({ ...newJob, parameters } as never));
      const shown = inspect(error, { depth: 20, showHidden: true }) + inspect(client, { depth: 20, showHidden: true });
      for (const secret of secrets) expect(shown).not.toContain(secret);
      expect(shown).not.toContain("x-security-token");
    });
  });
});
