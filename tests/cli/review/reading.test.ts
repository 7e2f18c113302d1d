/** Logs as they come: in pieces, cut off, with lines of others, with events of a newer CLI. */
import { Readable } from "node:stream";
import { readJsonLines } from "../../../cli/commands/review/events/lines";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { renderText } from "../../../cli/commands/review/render/text";
import { diagnostic, ending, logOf, reportOf, secret, step } from "./events";

const create = step("create", { name: "docs", new: { name: "docs", steps: [] } });

describe("lines", () => {
  test("are put together from pieces of any size, within characters too", async () => {
    const text = Buffer.from('{"a":"构建"}\r\n\n{"b":2}');
    for (let size = 1; size <= text.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      );
      const values: unknown[] = [];
      const counts = await readJsonLines(Readable.from(pieces), (value) => values.push(value));
      expect(values).toEqual([{ a: "构建" }, { b: 2 }]);
      expect(counts).toEqual({ lines: 2, notJson: 0, cut: false });
    }
  });

  test("that are not JSON are counted and passed over", async () => {
    const values: unknown[] = [];
    const counts = await readJsonLines(Readable.from(["hello\n", '{"a":1}\n{"b":\n']), (value) => values.push(value));
    expect(values).toEqual([{ a: 1 }]);
    expect(counts).toEqual({ lines: 3, notJson: 2, cut: false });
  });
});

describe("logs", () => {
  test("a value in clear behind a veiled one is remembered, also where the outputs repeat what is known", async () => {
    const both = { ...secret(), plaintext: '"made-up-canary-value"' };
    const job = { name: "docs", new: { name: "docs" }, newOutputs: { token: both } };
    const leak = diagnostic("warning", "it says made-up-canary-value");
    const report = await reportOf(logOf([create, step("create", job, "resOutputsEvent"), leak, ...ending()]));
    expect(JSON.stringify(report)).toContain("it says [secret]");
    expect(JSON.stringify(report)).not.toContain("made-up-canary-value");
  });

  test("cut off in the middle say so and show what they have, in every format", async () => {
    const whole = logOf([create, step("delete", { name: "old", old: { name: "old" } }), ...ending()]);
    const report = await reportOf(whole.slice(0, whole.indexOf('"delete"') + 3));
    expect(report.stacks[0]).toMatchObject({ state: "incomplete", notes: ["the log is cut off in the middle of line 2"] });
    expect(report.stacks[0]?.counts).toMatchObject({ create: 1, delete: 0 });
    for (const text of [
      renderText(report),
      ...Object.values(profiles).map((profile) => renderMarkdown(report, { profile, key: "k" })),
    ]) {
      expect(text).toContain("INCOMPLETE");
      expect(text).toContain("cut off in the middle of line 2");
      expect(text).toContain("docs");
    }
  });

  test("without an end are incomplete even when the last line is whole", async () => {
    expect((await reportOf([create])).stacks[0]?.state).toBe("incomplete");
    expect((await reportOf([create, ...ending()])).stacks[0]?.state).toBe("complete");
  });

  test("of a newer CLI: unknown events are named, known ones still read", async () => {
    const newer = { sequence: 1, timestamp: 1, quantumEvent: { spin: 1 } };
    const report = await reportOf([newer, create, newer, ...ending()]);
    expect(report.stacks[0]?.counts.create).toBe(1);
    expect(report.stacks[0]?.notes).toEqual(["2 events of a kind that this version does not know: quantumEvent"]);
    const odd = await reportOf([step("teleport", { new: {} }), create, ...ending()]);
    expect(odd.stacks[0]?.counts.create).toBe(1);
  });

  test("with fields of wrong types do no harm", async () => {
    const broken = [
      { resourcePreEvent: { metadata: { op: 7, urn: null, type: [], new: "x", keys: {}, detailedDiff: [] } } },
      { resourcePreEvent: {} },
      { policyEvent: { message: 5 } },
      { diagnosticEvent: { severity: "error" } },
      { summaryEvent: { resourceChanges: "x", PolicyPacks: [] } },
    ];
    const report = await reportOf([...broken, create, ...ending()]);
    expect(report.stacks[0]?.counts.create).toBe(1);
  });

  test("that are empty or of another format say what to do", async () => {
    expect((await reportOf("")).stacks[0]?.notes).toEqual(["the log is empty"]);
    const json = '{\n  "config": {},\n  "steps": []\n}\n';
    expect((await reportOf(json)).stacks[0]?.notes.at(-1)).toMatch(/--event-log FILE.*PULUMI_DEBUG_COMMANDS=true/);
  });

  test("that end with a whole line, but too early, say so", async () => {
    const prelude = { sequence: 0, timestamp: 1, preludeEvent: { config: {} } };
    const report = await reportOf([prelude]);
    expect(report.stacks[0]).toMatchObject({ state: "incomplete", notes: ["the log ends before the preview did"] });
  });

  test("with a byte order mark and the line ends of Windows are read as any other, and so is one list of events", async () => {
    const events = [create, ...ending()];
    for (const log of [`\ufeff${logOf(events).replaceAll("\n", "\r\n")}`, JSON.stringify(events)])
      expect((await reportOf(log)).stacks[0]).toMatchObject({ state: "complete", notes: [], counts: { create: 1 } });
  });

  test("outputs of planned steps add nothing but their secrets, and a line of them that is broken is no reason to stop", async () => {
    const canary = "made-up-output-secret-0001";
    const parts = { old: { a: 1 }, new: { a: 2 } };
    const told = { ...parts, newOutputs: { token: secret(canary) } };
    const pieces = [step("update", parts), step("update", told, "resOutputsEvent"), diagnostic("error", `no: ${canary}`)];
    const report = await reportOf([...pieces, ...ending()]);
    expect(report.stacks[0]?.counts).toMatchObject({ update: 1 });
    expect(report.stacks[0]?.failures).toEqual([{ message: "no: [secret]" }]);
    const cut = logOf([step("update", parts, "resOutputsEvent")]).slice(0, -20);
    const broken = await reportOf(`${logOf([step("update", parts)])}${cut}\n${logOf(ending())}`);
    expect(broken.stacks[0]).toMatchObject({ state: "complete", notes: ["1 line is not JSON"], counts: { update: 1 } });
  });

  test("in batches, as Pulumi Cloud hands them out, are read as well", async () => {
    const report = await reportOf(JSON.stringify({ events: [create, ...ending()] }));
    expect(report.stacks[0]).toMatchObject({ label: "build-jobs/prod", state: "complete" });
  });

  test("a program that fails is a failure with its own frames only", async () => {
    const message =
      "Running program '/p/index.ts' failed:\nError: no\n    at main (/p/index.ts:3:1)\n    at Module._compile (node:internal/x:1:1)\n    at z (/p/node_modules/y/z.js:1:1)\n";
    const report = await reportOf([diagnostic("error", message), ...ending("failed")]);
    expect(report.stacks[0]?.state).toBe("failed");
    expect(report.stacks[0]?.failures).toEqual([
      { message: "Running program '/p/index.ts' failed:\nError: no\n    at main (/p/index.ts:3:1)" },
    ]);
  });
});
