/** Whatever is sent gets a refusal in the service's form: no 5xx, no hang, nothing changed. */
import { connect } from "node:net";
import type { Simulator } from "codearts-simulator";
import fc from "fast-check";
import { type Caller, createCaller, sign } from "./caller";
import { operations } from "./contract";
import { at, create, jobBody, withSimulator } from "./fixture";
import { steps } from "./walk";

const state = async ({ url }: Simulator) => (await fetch(`${url}/_simulator/state`)).text();

/** Runs the work and proves that it changed nothing and that no answer was a failure of the server. */
function harmless(work: (call: Caller, simulator: Simulator, job: string) => Promise<void>): Promise<void> {
  return withSimulator(async (call, simulator) => {
    const job = await create(call, "api");
    const before = await state(simulator);
    await work(call, simulator, job);
    expect(simulator.journal().filter(({ status }) => status >= 500)).toEqual([]);
    expect(await state(simulator)).toBe(before);
  });
}

async function post(simulator: Simulator, path: string, body: string | Buffer, type = "application/json", method = "POST") {
  const url = simulator.url + path;
  const headers = sign(simulator.credentials, { method, url, headers: { "content-type": type }, body });
  return fetch(url, { method, headers, body });
}

const deep = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;

test.each<[string, string | Buffer]>([
  ["no JSON", "{"],
  ["a bare null", "null"],
  ["a list", "[]"],
  ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ["nesting of 100,000 levels", deep(100_000)],
  [
    "nesting of 100,000 levels in a step's properties",
    JSON.stringify(jobBody("deep", { steps: [{ module_id: "m", name: "s", properties: 0 }] })).replace(
      '"properties":0',
      `"properties":{"a":${deep(100_000)}}`,
    ),
  ],
  ["a polluting key", JSON.stringify(jobBody("x")).replace("{", '{"__proto__":{"admin":true},')],
  ["a polluting constructor", JSON.stringify(jobBody("x")).replace("{", '{"constructor":{"prototype":{"admin":true}},')],
  ["a number where a text belongs", JSON.stringify({ ...jobBody("x"), arch: 1 })],
  ["a name with control characters", JSON.stringify(jobBody("a\u0000b"))],
  ["12 MB of a name", JSON.stringify(jobBody("x".repeat(12 * 1024 * 1024 - 2_000)))],
  [
    "20,000 steps",
    JSON.stringify(jobBody("x", { steps: Array.from({ length: 20_000 }, () => ({ module_id: "m", name: "s" })) })),
  ],
])("a job of %s is refused", (_, body) =>
  harmless(async (_call, simulator) => {
    const reply = await post(simulator, "/v1/job/create", body);
    expect([reply.status, await reply.json()]).toEqual([400, { error_code: expect.any(String), error_msg: expect.any(String) }]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  }),
);

test("10 MB of escaped quotes beside an integer beyond 2^53 are stored", () =>
  withSimulator(async (_call, simulator) => {
    const properties = { number: 0, command: '"'.repeat(5_000_000) };
    const body = JSON.stringify(jobBody("quotes", { steps: [{ module_id: "m", name: "s", properties }] }));
    const reply = await post(simulator, "/v1/job/create", body.replace('"number":0', '"number":12345678901234567890'));
    expect([reply.status, (await reply.text()).slice(0, 200)]).toEqual([200, expect.any(String)]);
    expect((await state(simulator)).includes("12345678901234567890")).toBe(true);
  }));

test("a body of more than 12 MB is refused with 413", () =>
  harmless(async (_, simulator) => {
    expect((await post(simulator, "/v1/job/create", "x".repeat(13 * 1024 * 1024))).status).toBe(413);
  }));

test.each([
  "/v1/job/%2e%2e/config",
  "/v1/job/..%2f..%2fetc%2fpasswd/config",
  "/v1/job/%00/config",
  "/v1/job/%zz/config",
  "/v1/job/%C0%AF/config",
  `/v1/job/${"a".repeat(5_000)}/config`,
  "/v1/job/__proto__/config",
  "/v1/job/constructor/info",
  "//v1//job//list",
  "/_simulator/../v1/job/list",
  "/v1/template/__proto__/custom",
  "/v1/log/toString/download-log",
  "/v2/keystore/permission/__proto__/query?page=1&page_size=10",
])("the path %s gets a 4xx", (path) =>
  harmless(async (_, simulator) => {
    const reply = await raw(simulator, `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: made-up\r\nConnection: close\r\n\r\n`);
    expect(reply).toMatch(/^HTTP\/1\.1 4\d\d /);
  }),
);

function raw({ url }: Simulator, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

const part = (name: string, value: string, more = "") =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const privacy = part("privacy", "true");
const file = part("file", "made up", '; filename="a.jks"');

test.each([
  ["no end", privacy + file],
  ["another boundary", (privacy + file).replaceAll("--b", "--c")],
  ["no parts", "--b--\r\n"],
  ["nothing", ""],
  ["no file", `${privacy}--b--\r\n`],
  ["two files", `${privacy}${file}${file}--b--\r\n`],
  ["no consent", `${file}--b--\r\n`],
  ["consent that is none", `${part("privacy", "false")}${file}--b--\r\n`],
  ["an empty file", `${privacy}${part("file", "", '; filename="a.jks"')}--b--\r\n`],
  ["a file of another kind", `${privacy}${part("file", "x", '; filename="a.exe"')}--b--\r\n`],
  ["a file name that is a path", `${privacy}${part("file", "x", '; filename="..%2f..%5ca\u0001.jks"')}--b--\r\n`],
  ["a file that is too large", `${privacy}${part("file", "x".repeat(100 * 1024 + 1), '; filename="a.jks"')}--b--\r\n`],
  ["broken part headers", `--b\r\nContent-Disp\r\n\r\nx\r\n--b--\r\n`],
])("an upload with %s is refused", (_, body) =>
  harmless(async (_call, simulator) => {
    const reply = await post(simulator, "/v2/keystore/upload", body, "multipart/form-data; boundary=b");
    expect([reply.status, await reply.json()]).toEqual([400, { error_code: expect.any(String), error_msg: expect.any(String) }]);
  }),
);

test("parts in any order, a file without a name and a form without a description are taken", () =>
  withSimulator(async (call, simulator) => {
    const bodies = [`${file}${privacy}--b--\r\n`, `${privacy}${part("file", "made up")}--b--\r\n`];
    for (const body of bodies) {
      expect((await post(simulator, "/v2/keystore/upload", body, "multipart/form-data; boundary=b")).status).toBe(200);
    }
    expect(at(await call({ path: "/v2/keystore/list" }), "result", "total")).toBe(2);
  }));

/** Values that are wrong nearly everywhere. */
const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.constantFrom("__proto__", "{{7*7}}", "../../etc/passwd", "\u202e", "9".repeat(30), -1, 1e308, [], {}, null),
);

/** Replaces one value somewhere in a body. */
function spoil(body: unknown, path: number[], value: unknown): unknown {
  const [step = 0, ...rest] = path;
  if (typeof body !== "object" || body === null) return value;
  const keys = Object.keys(body);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined || rest.length === 0) return Array.isArray(body) ? [value] : { ...body, [key ?? "x"]: value };
  const inner = spoil(Reflect.get(body, key), rest, value);
  return Array.isArray(body) ? Object.assign([...body], { [key]: inner }) : { ...body, [key]: inner };
}

test("fuzzed requests to every operation never get a 5xx, and every answer is JSON, bytes or empty", () =>
  withSimulator(async (call, simulator) => {
    const job = await create(call, "api");
    const found = {
      job,
      project: simulator.projectId,
      iamProject: simulator.iamProjectId,
      region: simulator.region,
      record: "0".repeat(36),
    };
    const targets = operations.map((known) => ({ known, step: steps.find(({ id }) => id === known.id) }));
    const request = fc.record({
      target: fc.constantFrom(...targets),
      path: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
      value: nonsense,
      place: fc.constantFrom("path", "query", "body"),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ target: { known, step }, path, value, place }) => {
        const text = encodeURIComponent(
          String(typeof value === "object" ? JSON.stringify(value) : value).replaceAll(/[\ud800-\udfff]/g, ""),
        );
        const values: Record<string, unknown> = { ...step?.path?.(found) };
        const own = step?.query?.(found) ?? {};
        const query =
          place === "query"
            ? {
                ...own,
                [Object.keys(own)[(path[0] ?? 0) % Math.max(1, Object.keys(own).length)] ?? "x"]: decodeURIComponent(text),
              }
            : own;
        const target = known.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          place === "path" ? text || "x" : String(values[name] || "x"),
        );
        const valid = step?.body?.(found);
        const body = place === "body" && valid !== undefined && !(valid instanceof FormData) ? spoil(valid, path, value) : valid;
        const reply = await call({ method: known.method, path: target, query, body });
        expect([known.id, Math.floor(reply.status / 100)]).not.toEqual([known.id, 5]);
        if (reply.status >= 400) expect(reply.body).toEqual({ error_code: expect.any(String), error_msg: expect.any(String) });
      }),
      { seed: 42, numRuns: 250 },
    );
    expect(simulator.journal().flatMap(({ answerProblems }) => answerProblems)).toEqual([]);
    expect((await createCaller(simulator.url, simulator.credentials)({ path: "/v1/domain/status" })).status).toBe(200);
  }));

test("integers beyond 2^53 in step properties keep their digits", () =>
  withSimulator(async (_, simulator) => {
    const digits = "12345678901234567890";
    const body = JSON.stringify(
      jobBody("api", { steps: [{ module_id: "m", name: "s", properties: { big: 0, text: digits } }] }),
    ).replace('"big":0', `"big":${digits}`);
    const made = (await (await post(simulator, "/v1/job/create", body)).json()) as { result: { job_id: string } };
    const url = `${simulator.url}/v1/job/${made.result.job_id}/config`;
    const reply = await fetch(url, { headers: sign(simulator.credentials, { method: "GET", url, headers: {}, body: "" }) });
    const text = await reply.text();
    expect(text).toContain(`"big":${digits}`);
    expect(text).toContain(`"text":"${digits}"`);
    expect(JSON.stringify(simulator.journal())).toContain(digits);
  }));
