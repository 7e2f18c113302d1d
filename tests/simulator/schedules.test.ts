/** One grammar of schedules, that of the service's scheduler: what check takes the simulator takes, and nothing else. */
import fc from "fast-check";
import { cronProblem } from "../../provider/shared/cron";
import { scheduleOf } from "../../simulator/src/nouns/jobs/config";
import { at, create, jobBody, withSimulator } from "./fixture";

const trigger = (spec: string, zone = "UTC") => ({
  name: "hudson.triggers.TimerTrigger",
  parameters: [
    { name: "spec", value: spec },
    { name: "timeZoneId", value: zone },
  ],
});

function isTaken(spec: string): boolean {
  try {
    return scheduleOf(trigger(spec)) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

// By the grammar of Jenkins' CrontabParser; a day that never comes is refused beside it.
test.each([
  ["0 2 * * *", true],
  ["H H(0-7) * * 1-5", true],
  ["H/15 * * * *", true],
  ["H(0-29)/10 * * * *", true],
  ["*/15 8-18/2 1,15 * 7", true],
  ["  0\t2  * * 0,6 ", true],
  ["007 2 * * *", true],
  ["@daily", true],
  ["@midnight", true],
  ["0 0 29 2 *", true],
  ["0 0 31 2,3 *", true],
  ["0 2 * * MON-FRI", false],
  ["0 0 1 JAN *", false],
  ["0 0 2 * * ?", false],
  ["0 2 ? * *", false],
  ["h 2 * * *", false],
  ["5/10 * * * *", false],
  ["*/0 * * * *", false],
  ["H/61 * * * *", false],
  ["H(5-2) * * * *", false],
  ["H(0-60) * * * *", false],
  ["0 2 * * 8", false],
  ["0 2 0 * *", false],
  ["0,, 2 * * *", false],
  ["0 2 L * *", false],
  ["@DAILY", false],
  ["@reboot", false],
  ["@daily *", false],
  ["0 0 31 2 *", false],
  ["0 0 30-31 2 *", false],
  ["0 0 31 4,6,9,11 *", false],
  ["0 0 H(30-31) 2 *", false],
  ["0 2 * * *\n0 3 * * *", false],
  ["0 2 * *", false],
  ["", false],
])("%j: %s", (spec, good) => {
  expect({ check: cronProblem(spec) === undefined, simulator: isTaken(spec) }).toEqual({ check: good, simulator: good });
});

const number = fc
  .oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 6 }) }, { weight: 1, arbitrary: fc.nat(99) })
  .map(String);
const range = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -1, max: 27 }))
  .map(([from, more]) => `${from}-${from + more}`);
const step = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: number.map((by) => `/${by}`) });
const base = fc.oneof(
  { weight: 4, arbitrary: fc.constant("*") },
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: fc.constant("H") },
  { weight: 2, arbitrary: range },
  { weight: 1, arbitrary: range.map((inside) => `H(${inside})`) },
  { weight: 1, arbitrary: fc.constantFrom("MON", "JAN-MAR", "?", "L", "h", "") },
);
const term = fc.tuple(base, step).map((parts) => parts.join(""));
const field = fc.array(term, { minLength: 1, maxLength: 2 }).map((terms) => terms.join(","));
const spec = fc.oneof(
  { weight: 8, arbitrary: fc.array(field, { minLength: 5, maxLength: 5 }).map((fields) => fields.join(" ")) },
  { weight: 1, arbitrary: fc.array(field, { minLength: 1, maxLength: 7 }).map((fields) => fields.join("\t")) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."@0123456789*/,-H() dailyhourmn"), maxLength: 20 }) },
);

test("3,000 texts: check and simulator say the same of each", () => {
  let good = 0;
  const property = fc.property(spec, (text) => {
    const isGood = cronProblem(text) === undefined;
    if (isGood) good += 1;
    expect({ text, isTaken: isTaken(text) }).toEqual({ text, isTaken: isGood });
  });
  fc.assert(property, { numRuns: 3_000, seed: 20261127 });
  expect(good).toBeGreaterThan(200);
});

test("the simulator refuses a create with a schedule that is none, and keeps one with H", () =>
  withSimulator(async (call) => {
    const refused = await call({
      method: "POST",
      path: "/v1/job/create",
      body: jobBody("names", { triggers: [trigger("0 2 * * MON-FRI")] }),
    });
    expect(at(refused, "error_msg") ?? at(refused, "error", "message")).toContain("0 2 * * MON-FRI");
    await create(call, "spread", { triggers: [trigger("H H(0-7) * * 1-5")] });
  }));

describe("when a schedule comes", () => {
  const next = (text: string, from: string, seed = "") =>
    scheduleOf(trigger(text), seed)?.nextRun(new Date(from))?.toISOString().slice(0, 16);

  test("day and weekday both have to fit", () => {
    // The first 13th that is a Friday after January 2026 is in February.
    expect(next("0 12 13 * 5", "2026-01-14T00:00:00Z")).toBe("2026-02-13T12:00");
    expect(next("0 12 1 1 *", "2026-01-14T00:00:00Z")).toBe("2027-01-01T12:00");
  });

  test("Sunday is 0 and 7", () => {
    expect(next("30 6 * * 7", "2026-01-14T00:00:00Z")).toBe("2026-01-18T06:30");
    expect(next("30 6 * * 0", "2026-01-14T00:00:00Z")).toBe("2026-01-18T06:30");
  });

  test("H stays the same for one job, differs between jobs, and keeps its range", () => {
    const minutes = ["a", "b", "c", "d", "e", "f"].map((job) => next("H(10-29) 3 * * *", "2026-01-14T00:00:00Z", job) ?? "");
    expect(minutes).toEqual(["a", "b", "c", "d", "e", "f"].map((job) => next("H(10-29) 3 * * *", "2026-01-14T00:00:00Z", job)));
    expect(new Set(minutes).size).toBeGreaterThan(2);
    for (const at of minutes) expect(at).toMatch(/^2026-01-14T03:[12]\d$/);
    expect(next("@midnight", "2026-01-14T03:00:00Z")).toMatch(/^2026-01-15T0[0-2]:\d\d$/);
  });
});
