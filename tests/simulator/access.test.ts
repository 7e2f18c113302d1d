import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalRequest, signatureProblem } from "../../simulator/src/auth/signature";
import { createCaller, sdkDate, sign } from "./caller";
import { operation, operations } from "./contract";
import { at, create, jobBody, project, withSimulator } from "./fixture";
import { steps } from "./walk";

const signing = readFileSync(join(__dirname, "..", "..", "contract", "signing.md"), "utf8");

/** The three vectors of signing.md: canonical request and signature as the official signer made them. */
const vectors = signing
  .split(/^### \d\. /m)
  .slice(1)
  .map((part) => {
    const blocks = [...part.matchAll(/```\w+\n([\s\S]*?)\n```/g)].map(([, block]) => block ?? "");
    const [request = "", canonical = "", toSign = "", authorization = ""] = blocks;
    const [head = "", body = ""] = request.split("\n\n");
    const [line = "", ...headers] = head.split("\n");
    const [method = "", url = ""] = line.split(" ");
    const own = Object.fromEntries(
      headers.map((header) => [header.slice(0, header.indexOf(":")).toLowerCase(), header.slice(header.indexOf(":") + 1).trim()]),
    );
    return { title: part.split("\n")[0] ?? "", method, url: new URL(url), headers: own, body, canonical, toSign, authorization };
  });

test.each(vectors)(
  "signature of the official signer: $title",
  ({ method, url, headers, body, canonical, toSign, authorization }) => {
    const request = { method, url: url.pathname + url.search, headers: { ...headers, host: url.host }, body: Buffer.from(body) };
    const [, names = "", signature = ""] = /SignedHeaders=(\S+), Signature=(\w+)/.exec(authorization) ?? [];
    const text = canonicalRequest(request, names.split(";"));
    expect(text).toBe(canonical);
    expect(toSign.split("\n")[2]).toBe(createHash("sha256").update(text).digest("hex"));
    expect(createHmac("sha256", "ExampleSecretKey0123456789abcdefghijklmn").update(toSign).digest("hex")).toBe(signature);
    const old = signatureProblem(
      request,
      { accessKey: "", signedHeaders: names.split(";"), signature },
      "ExampleSecretKey0123456789abcdefghijklmn",
    );
    expect(old).toContain("15 minutes");
  },
);

test("existing clients are understood: a body of {} with a GET, bare marks and any order in the query", () =>
  withSimulator(async (_, simulator) => {
    const target = `${simulator.url}/v3/projects?name=${simulator.region}`;
    const headers = sign(simulator.credentials, {
      method: "GET",
      url: target,
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const reply = await rawRequest(simulator.url, "GET", `/v3/projects?name=${simulator.region}`, headers, "{}");
    expect(JSON.parse(reply.body)).toMatchObject({ projects: [{ name: simulator.region, id: simulator.iamProjectId }] });
    const path = `/v1/job/check/exist?job_name=it's(a)*test!&project_id=${project}`;
    const signed = sign(simulator.credentials, { method: "GET", url: simulator.url + path, headers: {}, body: "" });
    expect((await rawRequest(simulator.url, "GET", path, signed, "")).status).toBe(200);
  }));

/** fetch sends no body with GET; the official SDK does. */
async function rawRequest(base: string, method: string, path: string, headers: Record<string, string>, body: string) {
  const { request } = await import("node:http");
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(
      base + path,
      { method, headers: { ...headers, ...(body && { "content-length": String(body.length) }) } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () => resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const spoiled: [string, (headers: Record<string, string>) => Record<string, string>][] = [
  ["no credentials", ({ authorization: _, ...rest }) => rest],
  ["another scheme", (headers) => ({ ...headers, authorization: "Basic eDp5" })],
  [
    "a wrong signature",
    (headers) => ({ ...headers, authorization: (headers.authorization ?? "").replace(/.$/, (c) => (c === "0" ? "1" : "0")) }),
  ],
  [
    "an unknown access key",
    (headers) => ({ ...headers, authorization: (headers.authorization ?? "").replace(/Access=\w+/, "Access=SOMEBODYELSE") }),
  ],
  ["a signed header changed", (headers) => ({ ...headers, "content-type": "application/json; charset=utf-8" })],
  ["a security token that is not the key's", (headers) => ({ ...headers, "x-security-token": "made-up" })],
  ["a token that was never given", ({ authorization: _, ...headers }) => ({ ...headers, "x-auth-token": "made-up" })],
];

test.each(spoiled)("%s is 401", (_, spoil) =>
  withSimulator(async (_call, simulator) => {
    const url = `${simulator.url}/v1/job/list`;
    const headers = sign(simulator.credentials, {
      method: "GET",
      url,
      headers: { "content-type": "application/json" },
      body: "",
    });
    expect((await fetch(url, { headers })).status).toBe(200);
    const reply = await fetch(url, { headers: spoil(headers) });
    expect([reply.status, await reply.json()]).toEqual([401, { error_code: "APIGW.0301", error_msg: expect.any(String) }]);
  }),
);

test("a date more than 15 minutes off is 401, and so is a body that was not signed", () =>
  withSimulator(async (_, simulator) => {
    const url = `${simulator.url}/v1/job/create`;
    const send = (minutes: number, signedBody: string) => {
      const headers = { "content-type": "application/json" };
      const date = sdkDate(new Date(Date.now() + minutes * 60_000));
      return fetch(url, {
        method: "POST",
        body: JSON.stringify(jobBody("api")),
        headers: sign(simulator.credentials, { method: "POST", url, headers, body: signedBody }, date),
      });
    };
    const body = JSON.stringify(jobBody("api"));
    expect([(await send(-16, body)).status, (await send(16, body)).status, (await send(0, "{}")).status]).toEqual([
      401, 401, 401,
    ]);
    expect((await send(14, body)).status).toBe(200);
  }));

test("a token opens its region for 24 hours of the simulator's clock", () =>
  withSimulator(async (call, simulator) => {
    await create(call, "api");
    const { userName, password, domainName } = simulator.credentials;
    const token = async (region: string) => {
      const user = { name: userName, password, domain: { name: domainName } };
      const body = { auth: { identity: { methods: ["password"], password: { user } }, scope: { project: { name: region } } } };
      const reply = await fetch(`${simulator.url}/v3/auth/tokens`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      expect(reply.status).toBe(201);
      return reply.headers.get("x-subject-token") ?? "";
    };
    const jobs = async (value: string) => {
      const reply = await fetch(`${simulator.url}/v1/job/list`, { headers: { "x-auth-token": value } });
      return [reply.status, at({ body: await reply.json(), status: 0, headers: reply.headers, text: "" }, "result", "total")];
    };
    const own = await token(simulator.region);
    expect(await jobs(own)).toEqual([200, 1]);
    expect(await jobs(await token("cn-south-1"))).toEqual([200, 0]);
    simulator.clock.advance(23 * 3_600_000);
    expect(await jobs(own)).toEqual([200, 1]);
    simulator.clock.advance(2 * 3_600_000);
    expect(await jobs(own)).toEqual([401, undefined]);
  }));

test("a temporary key works with its security token alone", () =>
  withSimulator(async (_, simulator) => {
    const temporary = simulator.users["demo-temporary"];
    if (!temporary) throw new Error("no temporary user");
    expect((await createCaller(simulator.url, temporary)({ path: "/v1/job/list" })).status).toBe(200);
    const { securityToken: __, ...bare } = temporary;
    expect((await createCaller(simulator.url, bare)({ path: "/v1/job/list" })).status).toBe(401);
  }));

function callerOf(simulator: { url: string; users: Record<string, Parameters<typeof createCaller>[1]> }, name: string) {
  const user = simulator.users[name];
  if (!user) throw new Error(`no user ${name}`);
  return createCaller(simulator.url, user);
}

test("a user without rights gets 403 from every operation, and changes nothing", () =>
  withSimulator(async (call, simulator) => {
    const job = await create(call, "api");
    const outsider = callerOf(simulator, "outsider");
    const found = { job, project, iamProject: simulator.iamProjectId };
    for (const step of steps.filter(({ id }) => operation(id).service !== "iam")) {
      const known = operation(step.id);
      const values = step.path?.(found) ?? {};
      const path = known.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] || "x"));
      const reply = await outsider({ method: known.method, path, query: step.query?.(found), body: step.body?.(found) });
      expect([step.id, reply.status]).toEqual([step.id, 403]);
    }
    expect(at(await call({ path: "/v1/job/list" }), "result", "job_list", 0)).toMatchObject({ id: job, disabled: false });
    expect(operations.length).toBe(142);
  }));

test("a reader sees and may not write; a permission of the job lets it run that job", () =>
  withSimulator(async (call, simulator) => {
    const job = await create(call, "api");
    const reader = callerOf(simulator, "reader");
    expect(at(await reader({ path: "/v1/job/list" }), "result", "job_list", 0)).toMatchObject({
      id: job,
      is_view: true,
      is_modify: false,
    });
    const writes: [string, string, unknown][] = [
      ["POST", "/v1/job/create", jobBody("mine")],
      ["POST", "/v1/job/update", jobBody("renamed", { job_id: job })],
      ["POST", "/v1/job/copy", jobBody("copy", { copy_job_id: job })],
      ["DELETE", `/v1/job/${job}/delete`, undefined],
      ["POST", `/v1/job/${job}/disable`, { disabled: true }],
      ["POST", "/v1/job/execute", { job_id: job }],
      ["PUT", `/v1/job/${job}/notice`, { notice_type: "MAIL", enabled_event_type_names: [] }],
      ["POST", "/v1/job/permissions/batch", { job_ids: [job], permissions: [{ role_id: 9, is_modify: true }] }],
      ["POST", `/v1/job/${project}/group/create`, { name: "g" }],
      ["POST", "/v1/template/create", { name: "t", description: "", template: { steps: [] } }],
      ["POST", `/v5/${simulator.iamProjectId}/image/cicd/configurations`, { cicd_name: "c" }],
      ["POST", "/v1/job/keep-time", { keep_time: 3 }],
    ];
    for (const [method, path, body] of writes) expect([path, (await reader({ method, path, body })).status]).toEqual([path, 403]);
    const permissions = [{ role_id: 9, is_view: true, is_execute: true }];
    await call({ method: "POST", path: "/v1/job/permissions/batch", body: { job_ids: [job], permissions } });
    expect((await reader({ method: "POST", path: "/v1/job/execute", body: { job_id: job } })).status).toBe(200);
    await call({ method: "POST", path: "/v1/job/project/permission", body: { job_id: job, project_switch: true } });
    expect((await reader({ method: "POST", path: "/v1/job/execute", body: { job_id: job } })).status).toBe(403);
    const developer = callerOf(simulator, "developer");
    expect((await developer({ method: "POST", path: "/v1/job/keep-time", body: { keep_time: 3 } })).status).toBe(403);
  }));

test("a stored file is open to whom its permissions say, and its bytes come back as they were sent", () =>
  withSimulator(async (call, simulator) => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const form = new FormData();
    form.set("privacy", "true");
    form.set("description", "");
    form.set("file", new Blob([bytes]), "a.jks");
    const id = String(at(await call({ method: "POST", path: "/v2/keystore/upload", body: form }), "result", "keystore_id"));
    const developer = callerOf(simulator, "developer");
    const domain = String(at(await call({ path: "/v2/keystore/list" }), "result", "keystore_list", 0, "domain_id"));
    const query = { id, name: "a.jks", domain_id: domain };
    const download = async (who: typeof call) => (await who({ path: "/v2/keystore/download", query })).status;
    expect([await download(call), await download(developer)]).toEqual([200, 403]);
    const list = async () => at(await developer({ path: "/v2/keystore/list" }), "result", "total");
    expect(await list()).toBe(0);
    const grant = {
      keystore_id: id,
      user_name: "developer",
      user_id: "22222222c0de5a1ec0de5a1ec0de5a1e",
      delete: false,
      modify: false,
      usage: true,
      setting: false,
      can_absent: true,
    };
    const added = await call({ method: "POST", path: "/v2/keystore/permission/add", body: grant });
    expect([await download(developer), await list()]).toEqual([200, 1]);
    expect((await developer({ method: "DELETE", path: `/v2/keystore/${id}/delete` })).status).toBe(403);
    const update = { id, keystore_name: "b.jks", description: "", share: 0 };
    expect((await developer({ method: "POST", path: `/v2/keystore/update/${id}`, body: update })).status).toBe(403);
    await call({
      method: "POST",
      path: "/v2/keystore/permission/edit",
      body: { ...grant, id: at(added, "result"), usage: false, modify: true },
    });
    expect((await developer({ method: "POST", path: `/v2/keystore/update/${id}`, body: { ...update, share: 1 } })).status).toBe(
      200,
    );
    const target = `${simulator.url}/v2/keystore/download?id=${id}&name=b.jks&domain_id=${domain}`;
    const got = await fetch(target, {
      headers: sign(simulator.credentials, { method: "GET", url: target, headers: {}, body: "" }),
    });
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
  }));
