/** Logs as they come: in pieces, cut off, with lines of others, with events of a newer CLI. */
import { Readable } from "node:stream";
import { readJsonLines } from "../../../cli/commands/review/events/lines";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../cli/commands/review/render/text";
import { diagnostic, ending, logOf, reportOf, secret, step, whole } from "./events";

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
      expect(counts).toEqual({ lines: 2, unread: 0, cut: false });
    }
  });

  const read = async (text: string) => {
    const values: unknown[] = [];
    const counts = await readJsonLines(Readable.from([text]), (value) => values.push(value));
    return { values, ...counts };
  };

  test.each([
    ["words before and after", 'hello [1]\n{"a":1}\n{"a":2}\nbye\n', 0],
    ["words before each", '12:00 {"a":1}\n12:01 {"a":2}\n', 0],
    ["words between, which may be a value that was lost", '{"a":1}\nhello\n{"a":2}\n', 1],
    ["colours around each", '\u001b[0K\u001b[32m{"a":1}\u001b[0m\n\u001b[32m{"a":2}\u001b[0;m\n', 0],
    ["several on a line", '{"a":1} {"a":2}\n', 0],
    ["one layout over several lines", '{\n  "a": 1\n}\n{\n  "a":\n 2 }\n', 0],
    ["a list, each on a line", '[\n{"a":1},\n{"a":2}\n]\n', 0],
    ["a list over several lines", '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n', 0],
    ["a list that goes on in the line", '[\n  {\n    "a": 1\n  }, {\n    "a": 2\n  }\n]\n', 0],
    ["a line that was damaged at its start", '{"a":1}\nence":3}\n{"a":2}\n', 1],
    ["an event that was damaged at its end", '{"a":1}\n{"sequence":3,"x":{"y"\n{"sequence":4,"a":2}\n', 1],
  ])("%s", async (_name, text, unread) => {
    const { values, ...counts } = await read(text);
    expect(values.flat()).toMatchObject([{ a: 1 }, { a: 2 }]);
    expect(counts).toEqual({ lines: text.trim().split("\n").length, unread, cut: false });
  });

  test("cut off in the middle, also of a list", async () => {
    expect(await read('{"a":1}\n{"b":\n')).toMatchObject({ values: [{ a: 1 }], cut: true });
    expect(await read('[\n{"a":1},\n{"b":2},\n')).toMatchObject({ values: [{ a: 1 }, { b: 2 }], cut: true });
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
    const log = logOf([create, step("delete", { name: "old", old: { name: "old" } }), ...ending()]);
    const report = await reportOf(log.slice(0, log.indexOf('"delete"') + 3));
    expect(report.stacks[0]).toMatchObject({
      state: "incomplete",
      gaps: [expect.stringContaining("cut off in the middle of line 2")],
    });
    expect(report.stacks[0]?.counts).toMatchObject({ create: 1, delete: 0 });
    for (const text of [
      whole(textPieces(report)),
      ...Object.values(profiles).map((profile) => renderMarkdown(report, { profile, key: "k" })),
    ]) {
      expect(text).toContain("INCOMPLETE");
      expect(text).toContain("cut off in the middle of line 2");
      expect(text).toContain("docs");
    }
  });

  test("without an end are incomplete even when the last line is complete", async () => {
    expect((await reportOf([create])).stacks[0]?.state).toBe("incomplete");
    expect((await reportOf([create, ...ending()])).stacks[0]?.state).toBe("complete");
  });

  test("of a newer CLI: unknown events are named, known ones still read", async () => {
    const newer = { sequence: 1, timestamp: 1, quantumEvent: { spin: 1 } };
    const report = await reportOf([newer, create, newer, ...ending()]);
    expect(report.stacks[0]?.counts.create).toBe(1);
    expect(report.stacks[0]?.notes).toEqual(["2 events of a type that this version does not support: quantumEvent"]);
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
    expect((await reportOf("")).stacks[0]?.gaps).toEqual([expect.stringMatching(/^The log is empty/)]);
    const json = '{\n  "config": {},\n  "resources": []\n}\n';
    expect((await reportOf(json)).stacks[0]?.gaps.at(-1)).toMatch(/--event-log FILE.*PULUMI_DEBUG_COMMANDS=true/);
  });

  test("that end with a complete line, but too early, say so", async () => {
    const prelude = { sequence: 0, timestamp: 1, preludeEvent: { config: {} } };
    const report = await reportOf([prelude]);
    expect(report.stacks[0]).toMatchObject({
      state: "incomplete",
      gaps: [expect.stringMatching(/^The log ends before the end of the preview/)],
    });
  });

  test("with a byte order mark and the line ends of Windows are read as any other, and so is one list of events", async () => {
    const events = [create, ...ending()];
    const list = logOf(events).trim().split("\n");
    for (const log of [
      `\ufeff${logOf(events).replaceAll("\n", "\r\n")}`,
      `[${list.join(",")}]`,
      `[${list.join(",\n")}]`,
      JSON.stringify(
        list.map((line) => JSON.parse(line) as unknown),
        null,
        2,
      ),
      `Previewing update (prod)\n${logOf(events)}done\n`,
      list.map((line) => `2026-11-22T10:40:00Z ${line}\n`).join(""),
    ])
      expect((await reportOf(log)).stacks[0]).toMatchObject({ state: "complete", notes: [], counts: { create: 1 } });
  });

  test("outputs of planned steps add nothing but their secrets, and a line of them that is broken makes the report incomplete", async () => {
    const canary = "made-up-output-secret-0001";
    const parts = { old: { a: 1 }, new: { a: 2 } };
    const told = { ...parts, newOutputs: { token: secret(canary) } };
    const pieces = [step("update", parts), step("update", told, "resOutputsEvent"), diagnostic("error", `no: ${canary}`)];
    const report = await reportOf([...pieces, ...ending()]);
    expect(report.stacks[0]?.counts).toMatchObject({ update: 1 });
    expect(report.stacks[0]?.failures).toEqual([{ message: "no: [secret]" }]);
    const cut = logOf([step("update", parts, "resOutputsEvent")]).slice(0, -20);
    const broken = await reportOf(logOf([step("update", parts), ...ending()]).replace("\n", `\n${cut}\n`));
    expect(broken.stacks[0]).toMatchObject({
      state: "incomplete",
      gaps: [expect.stringMatching(/^1 line of the log could not be read/)],
      counts: { update: 1 },
    });
  });

  test("in batches, as Pulumi Cloud hands them out, are read as well", async () => {
    const report = await reportOf(
      `{"events":[${logOf([create, ...ending()])
        .trim()
        .split("\n")
        .join(",")}]}`,
    );
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
