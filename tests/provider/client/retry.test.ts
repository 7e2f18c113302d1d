import { type RetryQuestion, retryAfter, retryDelay } from "../../../provider/client/retry";

const question: RetryQuestion = {
  error: { kind: "throttled", status: 429, happened: "no" },
  attempt: 1,
  retries: 5,
  effect: "repeatable",
  remaining: 60_000,
  random: 1,
};
const ask = (change: Partial<RetryQuestion>) => retryDelay({ ...question, ...change });
const network = { kind: "network", happened: "unknown" } as const;

test.each([
  ["429", { kind: "throttled", status: 429, happened: "no" }],
  ["400 CB.00060211", { kind: "throttled", status: 400, code: "CB.00060211", happened: "no" }],
  ["500 CB.00060100", { ...network, status: 500, code: "CB.00060100" }],
  ["502", { ...network, status: 502 }],
  ["503", { ...network, status: 503 }],
  ["504", { ...network, status: 504 }],
  ["a broken connection", { ...network, code: "ECONNRESET" }],
  ["a timeout", { ...network, code: "ETIMEDOUT" }],
] as const)("%s passes with time", (_, error) => {
  expect(ask({ error })).toBeGreaterThan(0);
  expect(ask({ error, effect: "read" })).toBeGreaterThan(0);
});

test.each([
  ["another 400", { kind: "refused", status: 400, code: "CB.00060200", happened: "no" }],
  ["501", { kind: "refused", status: 501, happened: "unknown" }],
  ["401", { kind: "unauthorized", status: 401, happened: "no" }],
  ["403", { kind: "forbidden", status: 403, happened: "no" }],
  ["a missing object", { kind: "notFound", status: 422, happened: "no" }],
  ["a page instead of JSON", { kind: "invalidAnswer", status: 200, happened: "unknown" }],
  ["an unknown host", { kind: "network", code: "ENOTFOUND", happened: "no" }],
  ["an untrusted certificate", { kind: "network", code: "DEPTH_ZERO_SELF_SIGNED_CERT", happened: "no" }],
  ["a cancelled call", { kind: "cancelled", happened: "unknown" }],
] as const)("%s stands", (_, error) => {
  expect(ask({ error, effect: "read" })).toBeUndefined();
});

test.each([
  ["500 with a code", { kind: "refused", status: 500, code: "CB.00060101", happened: "unknown" }],
  ["500 without one", { kind: "refused", status: 500, happened: "unknown" }],
  ["408", { kind: "refused", status: 408, happened: "unknown" }],
] as const)("%s passes with time for a read, and stands for a write", (_, error) => {
  expect(ask({ error, effect: "read" })).toBeGreaterThan(0);
  expect(ask({ error, effect: "repeatable" })).toBeUndefined();
  expect(ask({ error, effect: "once" })).toBeUndefined();
});

test("what makes something is repeated only when the service says that it did not happen", () => {
  const effect = "once";
  expect(ask({ effect, error: { kind: "throttled", status: 429, happened: "no" } })).toBeGreaterThan(0);
  expect(ask({ effect, error: { kind: "network", code: "ECONNREFUSED", happened: "no" } })).toBeGreaterThan(0);
  expect(ask({ effect, error: { ...network, code: "ECONNRESET" } })).toBeUndefined();
  expect(ask({ effect, error: { ...network, status: 503 } })).toBeUndefined();
  expect(ask({ effect, error: { ...network, status: 500, code: "CB.00060100" } })).toBeUndefined();
});

test("full jitter under a bound that doubles, up to ten seconds", () => {
  expect([1, 2, 3, 4, 5].map((attempt) => ask({ attempt }))).toEqual([200, 400, 800, 1600, 3200]);
  expect(ask({ attempt: 9, retries: 20 })).toBe(10_000);
  expect(ask({ random: 0 })).toBe(0);
  expect(ask({ attempt: 3, random: 0.5 })).toBe(400);
});

test("the service's own wish is the lower bound", () => {
  const error = { ...question.error, retryAfter: 1_000 };
  expect(ask({ error, random: 0 })).toBe(1_000);
  expect(ask({ error, attempt: 4, random: 1 })).toBeLessThanOrEqual(1_200);
});

test("retries and time are a budget", () => {
  expect(ask({ attempt: 5 })).toBeDefined();
  expect(ask({ attempt: 6 })).toBeUndefined();
  expect(ask({ retries: 0 })).toBeUndefined();
  expect(ask({ error: { ...question.error, retryAfter: 61_000 } })).toBeUndefined();
});

test("Retry-After: seconds, or an HTTP date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(retryAfter("3", now)).toBe(3_000);
  expect(retryAfter("Thu, 01 Jan 2026 00:00:10 GMT", now)).toBe(10_000);
  expect(retryAfter("Wed, 31 Dec 2025 23:59:00 GMT", now)).toBe(0);
  expect(retryAfter("soon", now)).toBeUndefined();
  expect(retryAfter(undefined, now)).toBeUndefined();
});
