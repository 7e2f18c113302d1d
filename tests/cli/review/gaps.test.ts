/** What a report must not lose: findings that stop a deployment, steps of a damaged log, and what a preview that failed never got to. */

import { htmlPieces } from "../../../cli/commands/review/render/html";
import { jsonPieces } from "../../../cli/commands/review/render/json";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../cli/commands/review/render/text";
import { codeOf } from "../../../cli/commands/review/review";
import { diagnostic, ending, logOf, policy, reportOf, secret, step, urnOf, whole } from "./events";

type Events = readonly object[];
const formats = (report: Awaited<ReturnType<typeof reportOf>>): string[] => [
  whole(textPieces(report)),
  whole(htmlPieces(report)),
  ...Object.values(profiles).map((profile) => renderMarkdown(report, { profile, key: "k" })),
];
const stackOf = async (log: string | Events) => (await reportOf(log)).stacks[0];
const update = step("update", { old: { a: 1 }, new: { a: 2 } });
const remove = step("delete", { name: "old", old: { a: 1 } });

describe("findings", () => {
  test("a mandatory one behind thousands of advisories stops the deployment; advisories that are left out are counted by rule", async () => {
    const advisories = Array.from({ length: 2_500 }, (_, index) => policy("advisory", `a${index}: is wrong.`, `job-${index}`));
    const report = await reportOf([update, ...advisories, policy("mandatory", "timeout: is missing."), ...ending("failed")]);
    expect(codeOf(report, { failOn: [] })).toBe(1);
    expect(codeOf(report, { failOn: ["policy"] })).toBe(2);
    expect(report.stacks[0]?.violations).toHaveLength(2_001);
    expect(report.stacks[0]?.notes).toEqual(["500 more findings of no-secret (advisory) are omitted"]);
    for (const text of formats(report)) expect(text).toContain("BLOCKED");
  });

  test("of one rule on three steps are three, also where they say the same", async () => {
    const events = [0, 1, 2].map((index) => policy("mandatory", `steps[${index}].properties.command: holds a secret.`));
    expect((await stackOf([update, ...events, ...ending("failed")]))?.violations.map(({ path }) => path)).toEqual([
      "steps[0].properties.command",
      "steps[1].properties.command",
      "steps[2].properties.command",
    ]);
  });

  test("stand by severity, then resource, then path, whatever order the engine had", async () => {
    const severe = (severity: string, name: string, path: string): object => {
      const event = policy("advisory", `${path}: is wrong.`, name) as { policyEvent: object };
      return { ...event, policyEvent: { ...event.policyEvent, severity } };
    };
    const events = [
      severe("low", "a", "x"),
      severe("critical", "job-10", "x"),
      severe("critical", "job-9", "b[2]"),
      severe("critical", "job-9", "b[10]"),
      severe("high", "a", "y"),
    ];
    const orders = await Promise.all([events, [...events].reverse()].map((some) => stackOf([update, ...some, ...ending()])));
    expect(orders[1]?.violations).toEqual(orders[0]?.violations);
    expect(orders[0]?.violations.map(({ severity, resource, path }) => `${severity} ${resource?.name} ${path}`)).toEqual([
      "critical job-9 b[2]",
      "critical job-9 b[10]",
      "critical job-10 x",
      "high a y",
      "low a x",
    ]);
  });

  test("on what the plan deletes are left out", async () => {
    const report = await reportOf([remove, policy("advisory", "a: is wrong.", "old"), ...ending()]);
    expect(report.stacks[0]?.violations).toEqual([]);
  });
});

test("two runs over one plan are the same bytes, whatever order the engine had", async () => {
  const events = [
    ...Array.from({ length: 40 }, (_, index) => step("update", { name: `job-${index}`, old: { a: 1 }, new: { a: index } })),
    ...Array.from({ length: 40 }, (_, index) => step("same", { name: `calm-${index}`, old: {}, new: {} })),
    ...Array.from({ length: 9 }, (_, index) => policy("advisory", `a: ${index}`, `job-${index}`)),
    ...Array.from({ length: 9 }, (_, index) => diagnostic("warning", `careful ${index}`, urnOf(`job-${index}`))),
    ...Array.from({ length: 9 }, (_, index) => diagnostic("error", `broken ${index}`, urnOf(`job-${index}`))),
  ];
  const [one, other] = await Promise.all([events, [...events].reverse()].map((some) => reportOf([...some, ...ending("failed")])));
  expect(formats(other as never)).toEqual(formats(one as never));
  expect(whole(jsonPieces(other as never))).toBe(whole(jsonPieces(one as never)));
});

describe("a log", () => {
  const lines = logOf([update, remove, ...ending()])
    .trim()
    .split("\n");
  const without = (at: number): string => lines.filter((_, index) => index !== at).join("\n");
  const damaged = (at: number): string => lines.map((line, index) => (index === at ? line.slice(0, 90) : line)).join("\n");

  test.each([
    ["that lacks a line", without(1)],
    ["with a line that is damaged at its end", damaged(1)],
    ["with a line that is damaged at its start", lines.map((line, index) => (index === 1 ? line.slice(70) : line)).join("\n")],
    [
      "with an event that lost its name",
      lines.map((line, index) => (index === 1 ? line.replace("resourcePreEvent", "x") : line)).join("\n"),
    ],
    ["without its summary's step", without(0)],
  ])("%s is incomplete, says so in every format, and fails a rule", async (_name, log) => {
    const report = await reportOf(log);
    expect(report.stacks[0]?.state).toBe("incomplete");
    expect(codeOf(report, { failOn: ["delete"] })).toBe(2);
    expect(codeOf(report, { failOn: [] })).toBe(0);
    for (const text of formats(report)) {
      expect(text).toContain("INCOMPLETE");
      expect(text).not.toMatch(/nothing to do|Nothing stands/);
    }
  });

  test("of `pulumi preview --json`, with words around it, has the same steps, and says that it knows no policies", async () => {
    const { metadata } = (remove as { resourcePreEvent: { metadata: { op: string; urn: string; old: object } } })
      .resourcePreEvent;
    const digest = {
      config: {},
      steps: [{ op: metadata.op, urn: metadata.urn, oldState: metadata.old }],
      changeSummary: { delete: 1 },
    };
    const report = await reportOf(`Loading…\n${JSON.stringify(digest, null, 2)}\nbye\n`);
    expect(report.stacks[0]).toMatchObject({ state: "complete", counts: { delete: 1 }, label: "build-jobs/prod" });
    expect(report.stacks[0]?.gaps).toEqual([expect.stringMatching(/no policy results/)]);
    expect([codeOf(report, { failOn: ["replace"] }), codeOf(report, { failOn: ["policy"] })]).toEqual([0, 2]);
    const lost = await reportOf(JSON.stringify({ ...digest, changeSummary: { delete: 2 } }));
    expect(lost.stacks[0]?.state).toBe("incomplete");
  });

  test("with an unknown operation names the resource", async () => {
    const report = await reportOf([step("teleport", { new: {} }), update, ...ending()]);
    expect(report.stacks[0]?.gaps).toEqual([expect.stringMatching(/job "api" is not known: .* "teleport"/)]);
    expect(codeOf(report, { failOn: ["delete"] })).toBe(2);
    for (const text of formats(report)) expect(text).toContain("teleport");
  });
});

describe("a preview that failed", () => {
  const failure = diagnostic("error", "Running program '/p/index.js' failed with an unhandled exception");
  const exit = diagnostic("error", "an unhandled error occurred: Program exited with non-zero exit code: 1");

  test("says that it stopped early and what is not known, and never that there is nothing to do", async () => {
    for (const events of [[failure], [update, failure], [update, exit]]) {
      const report = await reportOf([...events, ...ending("failed")]);
      expect(codeOf(report, { failOn: ["delete"] })).toBe(1);
      for (const text of formats(report)) {
        expect(text).toMatch(/stopped early: deletions, further changes/);
        expect(text).not.toMatch(/nothing to do|Nothing stands/);
        expect(text).toMatch(/nothing known to do|so far 1 update/);
      }
    }
  });

  test("shows the last that the program printed, where that says why", async () => {
    const events = [diagnostic("info", "starting"), diagnostic("info#err", "set REGION first"), exit];
    for (const text of formats(await reportOf([...events, ...ending("failed")]))) expect(text).toContain("set REGION first");
    const fine = await reportOf([...events.slice(0, 2), update, ...ending()]);
    expect(JSON.stringify(fine)).not.toContain("REGION");
  });
});

describe("changes outside inputs", () => {
  const same = (old: object, next: object): object => {
    const event = step("same", { old: { a: 1 }, new: { a: 1 } }) as {
      resourcePreEvent: { metadata: { old: object; new: object } };
    };
    Object.assign(event.resourcePreEvent.metadata.old, old);
    Object.assign(event.resourcePreEvent.metadata.new, next);
    return event;
  };
  const fields = async (event: object) =>
    (await stackOf([event, ...ending()]))?.changes.flatMap((change) =>
      change.fields.map((field) => `${change.operation} ${field.path}: ${field.old.text} -> ${field.new.text}`),
    );

  test("protection, retention and the provider of a resource", async () => {
    expect(await fields(same({ protect: true }, {}))).toEqual(["update protect (option): true -> false"]);
    expect(await fields(same({}, { retainOnDelete: true }))).toEqual(["update retainOnDelete (option): false -> true"]);
    const provider = (name: string, id: string) => ({
      provider: `urn:pulumi:prod::build-jobs::pulumi:providers:aws::${name}::${id}`,
    });
    expect(await fields(same(provider("east", "1"), provider("west", "2")))).toEqual(["update provider (option): east -> west"]);
    expect(await fields(same(provider("default_6_1", "1"), provider("default_6_2", "2")))).toEqual([]);
  });

  test("settings of a provider, also of the default one", async () => {
    for (const name of ["default", "mine"]) {
      const type = "pulumi:providers:aws";
      const event = step("update", { name, type, old: { region: "a" }, new: { region: "b" } });
      const events =
        name === "default"
          ? [event, { summaryEvent: { resourceChanges: { same: 0 } } }, ...ending().slice(1)]
          : [event, ...ending()];
      const stack = await stackOf(events);
      expect(stack).toMatchObject({ state: "complete", counts: { update: 1 } });
      expect(stack?.changes[0]?.fields).toMatchObject([{ path: "region", old: { text: "a" }, new: { text: "b" } }]);
    }
  });

  test("outputs of the stack that come, go and change, without secrets", async () => {
    const stack = { name: "build-jobs-prod", type: "pulumi:pulumi:Stack", old: {}, new: {} };
    const outputs = {
      ...stack,
      oldOutputs: { url: "a", gone: 1, key: secret("made-up-output-secret-1") },
      newOutputs: { url: "b", come: 2, key: secret("made-up-output-secret-2") },
    };
    const events = [
      step("same", stack),
      step("same", stack, "resOutputsEvent"),
      step("same", outputs, "resOutputsEvent"),
      ...ending(),
    ];
    const report = await reportOf(events);
    expect(report.stacks[0]?.counts).toMatchObject({ outputs: 4, update: 0, same: 0 });
    expect(report.stacks[0]?.changes[0]?.fields.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      "come added",
      "gone removed",
      "key changed",
      "url changed",
    ]);
    expect(JSON.stringify(report)).not.toContain("made-up-output");
    for (const text of formats(report)) expect(text).toMatch(/4 stack outputs/);
  });

  test("an import is an import", async () => {
    const report = await reportOf([step("import", { old: { a: 1 }, new: { a: 1 } }), ...ending()]);
    for (const text of formats(report)) expect(text).toMatch(/import/i);
    expect(whole(textPieces(report))).toMatch(/\nIMPORT\n/);
  });

  test("an update that only puts a change of the console back is called that", async () => {
    const drift = [
      step("refresh", { old: { a: 1, b: ["x"] } }),
      step("refresh", { old: { a: 1, b: ["x"] }, new: { a: 5, b: ["x", "y"] } }, "resOutputsEvent"),
    ];
    const back = step("update", { old: { a: 5, b: ["x", "y"] }, new: { a: 1, b: ["x"] } });
    const more = step("update", { old: { a: 5, b: ["x", "y"] }, new: { a: 2, b: ["x"] } });
    const said = async (event: object) =>
      (await stackOf([...drift, event, ...ending()]))?.changes.find(({ operation }) => operation === "update")?.consequences;
    expect(await said(back)).toEqual(["This update only reverts changes made outside of the program."]);
    expect(await said(more)).toEqual([]);
  });

  test("the order of a list beside what comes and goes in it; a changed key is one change", async () => {
    const lists = (a: unknown, b: unknown) => step("update", { old: { list: a }, new: { list: b } });
    const orders = await stackOf([lists(["a", "b"], ["b", "a", "c"]), ...ending()]);
    expect(orders?.changes[0]?.fields.map(({ path }) => path)).toEqual(["list (order)", "list"]);
    const cron = (time: string, branch: string) => ({ cron: time, branch });
    const pairs = await fields(
      lists([cron("0 1 * * *", "main"), cron("0 2 * * *", "dev")], [cron("0 3 * * *", "main"), cron("0 2 * * *", "dev")]),
    );
    expect(pairs).toEqual(['update list["0 1 * * *"].cron: 0 1 * * * -> 0 3 * * *']);
  });
});

test("an archive or asset with the same content is the same, however it is described", async () => {
  const file = (form: string, more: object) => ({ "4dabf18193072939515e22adb298388d": form, hash: "a94a8fe5ccb19ba6", ...more });
  for (const form of ["0def7320c3a5731c473e5ecbe6d01bc7", "c44067f5952c0a294b673a41bacd8c17"]) {
    const [before, after] = [file(form, { path: "./dist", assets: {} }), file(form, { text: "" })];
    const events = [
      step("refresh", { old: { code: before } }),
      step(
        "refresh",
        { old: { code: before }, new: { code: after }, oldOutputs: { code: before }, newOutputs: { code: after } },
        "resOutputsEvent",
      ),
    ];
    expect((await stackOf([...events, ...ending()]))?.counts.drift).toBe(0);
    const other = { ...after, hash: "b7ba8fe5ccb19ba6" };
    const drifted = [events[0], step("refresh", { old: { code: before }, new: { code: other } }, "resOutputsEvent")];
    expect((await stackOf([...(drifted as object[]), ...ending()]))?.counts.drift).toBe(1);
  }
});

test("an update without a visible change says so", async () => {
  const big = [JSON.parse('{"n":12345678901234567000}'), JSON.parse('{"n":12345678901234567890}')];
  const events = [step("update", { old: { a: 1 }, new: { a: 1 } }), step("update", { name: "b", old: big[0], new: big[1] })];
  const report = await reportOf([...events, ...ending()]);
  for (const text of formats(report)) expect(text).toMatch(/the log contains no changed input/);
});

test("two values that differ never print alike", async () => {
  for (const [old, next] of [
    [1, "1"],
    ["a b", "a\tb"],
    ["a", "a "],
    [true, "true"],
    ["caf\u00e9", "cafe\u0301"],
  ]) {
    const report = await reportOf([step("update", { old: { x: old }, new: { x: next } }), ...ending()]);
    const [field] = report.stacks[0]?.changes[0]?.fields ?? [];
    expect(field?.old.text).not.toBe(field?.new.text);
    expect(whole(textPieces(report)).normalize("NFC")).not.toMatch(/x: (.+) -> \1\n/);
  }
});
