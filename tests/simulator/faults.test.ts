import type { FaultRule } from "codearts-simulator";
import type { Caller } from "./caller";
import { at, create, jobBody, project, withSimulator } from "./fixture";

const createRequest = { method: "POST", path: "/v1/job/create", body: jobBody("api") };
const total = async (call: Caller) =>
  at(await call({ path: `/v1/job/${project}/list`, query: { page_index: 0, page_size: 10 } }), "result", "total");

/** What an undisturbed create would answer never comes; what came instead, and how many jobs there are then. */
async function outcome(call: Caller): Promise<[unknown, unknown]> {
  const answer = await call(createRequest).then(
    ({ status, body, text }) => [
      status,
      typeof body === "string" ? text.slice(0, 6) : (at({ body, status, text, headers: new Headers() }, "error_code") ?? "job"),
    ],
    () => "cut",
  );
  return [answer, await total(call)];
}

const rules: [string, Omit<FaultRule, "on">, unknown, number][] = [
  ["a status and body instead of acting", { respond: { status: 503, body: { error_code: "X" } } }, [503, "X"], 0],
  ["200 with an error code", { errorCode: { code: "CB.00060200", message: "made up" } }, [200, "CB.00060200"], 0],
  ["throttled as the service does", { throttle: { perSecond: 0 } }, [400, "CB.00060211"], 0],
  ["throttled with Retry-After", { throttle: { perSecond: 0, retryAfter: 7 } }, [429, "CB.00060211"], 0],
  ["dropped before acting", { drop: "before" }, "cut", 0],
  ["dropped after acting", { drop: "after" }, "cut", 1],
  ["an answer that ends early", { truncate: 10 }, "cut", 1],
  ["HTML from a gateway", { html: 502 }, [502, "<html>"], 0],
  ["a reset connection", { reset: true }, "cut", 0],
  ["a slow body", { slowBody: 400 }, [200, "job"], 1],
  ["a delay", { delay: 50 }, [200, "job"], 1],
];

test.each(rules)("%s", (_, action, answer, jobs) =>
  withSimulator(async (call, simulator) => {
    simulator.setFaults([{ on: "createJob", times: 1, ...action }]);
    expect(await outcome(call)).toEqual([answer, jobs]);
    expect(simulator.journal({ operation: "createJob" })[0]?.fault).toEqual(expect.any(String));
    expect(at(await call({ ...createRequest, body: jobBody("next") }), "status")).toBe("success");
  }),
);

test("Retry-After is in the answer", () =>
  withSimulator(async (call, simulator) => {
    simulator.setFaults([{ on: "jobs", throttle: { perSecond: 0, retryAfter: 7 } }]);
    expect((await call(createRequest)).headers.get("retry-after")).toBe("7");
  }));

test("a rule hits the n-th call, a tag, a service, or everything", () =>
  withSimulator(async (call, simulator) => {
    const statuses = async (on: string, nth?: number | number[]) => {
      simulator.setFaults([{ on, nth, html: 502 }]);
      const seen: number[] = [];
      for (let count = 0; count < 4; count += 1) seen.push((await call({ path: "/v1/domain/status" })).status);
      return seen;
    };
    expect(await statuses("getDomainStatus", 3)).toEqual([200, 200, 502, 200]);
    expect(await statuses("getDomainStatus", [1, 4])).toEqual([502, 200, 200, 502]);
    expect(await statuses("account")).toEqual([502, 502, 502, 502]);
    expect(await statuses("build", 1)).toEqual([502, 200, 200, 200]);
    expect(await statuses("hss")).toEqual([200, 200, 200, 200]);
    expect(await statuses("*", 2)).toEqual([200, 502, 200, 200]);
  }));

test("a probability follows its seed", () =>
  withSimulator(async (call, simulator) => {
    const hits = async (seed: string) => {
      simulator.setFaults([{ on: "*", probability: 0.5, html: 502 }], seed);
      const seen: number[] = [];
      for (let count = 0; count < 20; count += 1) seen.push((await call({ path: "/v1/domain/status" })).status);
      return seen.join(" ");
    };
    const first = await hits("one");
    expect(first).toMatch(/200/);
    expect(first).toMatch(/502/);
    expect(await hits("one")).toBe(first);
    expect(await hits("two")).not.toBe(first);
  }));

test("latency is fixed or lognormal", () =>
  withSimulator(async (call, simulator) => {
    const spent = async () => {
      const started = performance.now();
      await call({ path: "/v1/domain/status" });
      return performance.now() - started;
    };
    simulator.setLatency({ fixed: 40 });
    expect(await spent()).toBeGreaterThan(39);
    simulator.setLatency({ lognormal: { median: 20, sigma: 0.1 } });
    expect(await spent()).toBeGreaterThan(10);
    await create(call, "api");
  }));
