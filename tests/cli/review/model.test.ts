/** What a report says of a change. */
import type { Change } from "../../../cli/commands/review/model/report";
import { buildJob, ending, policy, reportOf, type StepParts, secret, step, unknown, urnOf } from "./events";

async function changeOf(op: string, parts: StepParts): Promise<Change> {
  const report = await reportOf([step(op, parts), ...ending()]);
  const change = report.stacks[0]?.changes[0];
  if (!change) throw new Error("no change");
  return change;
}

/** path: old -> new, the way a reader sees it. */
function fields(change: Change): string[] {
  return change.fields.map((field) => {
    if (field.items) return `${field.path}: -[${field.items.removed}] +[${field.items.added}]`;
    if (field.lines) return `${field.path}:\n${field.lines.map((line) => line.sign + line.text).join("\n")}`;
    return `${field.path}: ${field.old.kind === "none" ? "none" : field.old.text} -> ${field.new.kind === "none" ? "none" : field.new.text}`;
  });
}

const maven = (command: string) => ({ module: "m.maven", name: "Maven build", properties: { command } });
const upload = { module: "m.upload", name: "Upload", properties: { objectKey: "./" } };

describe("updates", () => {
  test("of plain values, durations, and keys that come and go", async () => {
    const change = await changeOf("update", {
      old: { timeout: { hours: 4 }, flavor: "2u8g", groupId: "g1", __provider: "a" },
      new: { timeout: { minutes: 30 }, flavor: "4u8g", arch: "arm", __provider: "b" },
    });
    expect(fields(change)).toEqual([
      "arch: none -> arm",
      "flavor: 2u8g -> 4u8g",
      "groupId: g1 -> none",
      "timeout: 4 hours -> 30 minutes",
    ]);
  });

  test("match steps by module and name, not by place", async () => {
    const change = await changeOf("update", {
      old: { steps: [maven("mvn package"), upload] },
      new: { steps: [upload, maven("mvn -B verify")] },
    });
    expect(fields(change)).toEqual([
      'steps["Maven build"].properties.command:\n-mvn package\n+mvn -B verify',
      "steps (order): Maven build, Upload -> Upload, Maven build",
    ]);
    expect(change.steps?.map((step) => [step.name, step.state, step.moved])).toEqual([
      ["Upload", "same", false],
      ["Maven build", "changed", true],
    ]);
  });

  test("a step put first changes nothing in the others", async () => {
    const check = { module: "m.check", name: "Check" };
    const change = await changeOf("update", {
      old: { steps: [maven("a"), upload] },
      new: { steps: [check, maven("a"), upload] },
    });
    expect(fields(change)).toEqual(['steps["Check"]: none -> { module: "m.check" }']);
    expect(change.steps?.map((step) => step.state)).toEqual(["added", "same", "same"]);
  });

  test("two steps of one module and name keep their order; a step renamed is the same step", async () => {
    const twice = await changeOf("update", {
      old: { steps: [maven("a"), maven("b")] },
      new: { steps: [maven("a"), maven("c")] },
    });
    expect(fields(twice)).toEqual(['steps["Maven build #2"].properties.command:\n-b\n+c']);
    const renamed = await changeOf("update", {
      old: { steps: [maven("a"), upload] },
      new: { steps: [{ ...maven("a"), name: "Build" }, upload] },
    });
    expect(fields(renamed)).toEqual(['steps["Maven build"].name: Maven build -> Build']);
  });

  test("long commands as a line diff with three lines around", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const next = [...lines];
    next[20] = "changed";
    const change = await changeOf("update", {
      old: { steps: [maven(lines.join("\n"))] },
      new: { steps: [maven(next.join("\n"))] },
    });
    expect(change.fields[0]?.lines?.map((line) => line.sign).join("")).toBe("@   -+   @");
    expect(change.fields[0]?.lines?.[0]?.text).toBe("17 unchanged lines");
  });

  test("lists of plain values by what comes and goes; order alone is said to be order", async () => {
    const change = await changeOf("update", {
      old: { events: ["a", "b"], tags: ["x", "y"] },
      new: { events: ["b", "c"], tags: ["y", "x"] },
    });
    expect(fields(change)).toEqual(["events: -[a] +[c]", "tags (order): x, y -> y, x"]);
  });

  test("lists of objects by their name; a parameter written in short equals its long form", async () => {
    const change = await changeOf("update", {
      old: {
        scms: [
          { url: "u1", branch: "main" },
          { url: "u2", branch: "main" },
        ],
        parameters: { a: "1", b: "2" },
      },
      new: {
        scms: [
          { url: "u2", branch: "dev" },
          { url: "u1", branch: "main" },
        ],
        parameters: { a: { default: "1" }, b: { default: "3", runtime: true } },
      },
    });
    expect(fields(change)).toEqual([
      'parameters["b"].default: 2 -> 3',
      'parameters["b"].runtime: none -> true',
      'scms["u2"].branch: main -> dev',
      "scms (order): u1, u2 -> u2, u1",
    ]);
  });

  test("what is not yet known says so", async () => {
    const change = await changeOf("update", { old: { jobId: "j1" }, new: { jobId: unknown } });
    expect(change.fields[0]?.new).toEqual({ kind: "unknown", text: "known after apply" });
  });

  test("a name that is not yet known is no name", async () => {
    const steps = [{ module: "m.build", name: unknown, properties: {} }];
    const change = await changeOf("update", { old: { name: "x", steps: [] }, new: { name: unknown, steps } });
    expect(change.name).toBe("api");
    expect(JSON.stringify(change)).not.toContain(unknown);
  });

  test("names that every JavaScript object answers to are names like any other", async () => {
    const change = await changeOf("update", {
      old: { parameters: { toString: "a", constructor: "b" }, valueOf: { minutes: 1 } },
      new: { parameters: { constructor: "c" }, constructor: 3 },
    });
    expect(fields(change)).toEqual([
      "constructor: none -> 3",
      'parameters["constructor"]: b -> c',
      'parameters["toString"]: a -> none',
      "valueOf: { minutes: 1 } -> none",
    ]);
    const odd = await changeOf("create", { type: "pulumi-nodejs:dynamic/codearts:constructor", new: {} });
    expect(odd.noun).toBe("constructor");
    const report = await reportOf([step("constructor", { new: {} }), ...ending()]);
    expect(report.stacks[0]?.changes).toEqual([]);
  });

  test("only what the engine counts: an input that the provider finds equal is left out", async () => {
    const detailedDiff = { flavor: { diffKind: "update", inputDiff: true } };
    const change = await changeOf("update", {
      old: { flavor: "a", lfs: "true" },
      new: { flavor: "b", lfs: true },
      diffs: ["flavor"],
      detailedDiff,
    });
    expect(fields(change)).toEqual(["flavor: a -> b"]);
  });

  test("of an output that only the engine knows", async () => {
    const detailedDiff = { fingerprint: { diffKind: "update", inputDiff: false } };
    const change = await changeOf("update", { old: { a: 1 }, new: { a: 1 }, oldOutputs: { fingerprint: "f1" }, detailedDiff });
    expect(fields(change)).toEqual(["fingerprint: f1 -> known after apply"]);
  });
});

describe("secrets", () => {
  test("a changed secret says that it changed, from the engine's diff or from the marked values", async () => {
    const inputs = (value?: string) => ({ parameters: { signingKey: { default: secret(value), private: true } } });
    const fromEngine = await changeOf("update", {
      old: inputs(),
      new: inputs(),
      detailedDiff: { "parameters.signingKey.default": { diffKind: "update", inputDiff: true } },
    });
    const fromValues = await changeOf("update", { old: inputs("made-up-one"), new: inputs("made-up-two") });
    for (const change of [fromEngine, fromValues]) {
      expect(change.fields).toEqual([
        expect.objectContaining({
          path: 'parameters["signingKey"].default',
          old: { kind: "secret", text: "[secret]" },
          new: { kind: "secret", text: "[secret]" },
        }),
      ]);
    }
    const same = await changeOf("update", { old: { ...inputs(), arch: "arm" }, new: { ...inputs(), arch: "x86-64" } });
    expect(fields(same)).toEqual(["arch: arm -> x86-64"]);
  });

  test("a step's secret in the engine's path is named by the step", async () => {
    const steps = [upload, { ...maven("a"), properties: { token: secret() } }];
    const change = await changeOf("update", {
      old: { steps },
      new: { steps },
      detailedDiff: { "steps[1].properties.token": { diffKind: "update", inputDiff: true } },
    });
    expect(fields(change)).toEqual(['steps["Maven build"].properties.token: [secret] -> [secret]']);
  });
});

describe("deletes and replacements", () => {
  test("say what they mean for a job", async () => {
    const deleted = await changeOf("delete", { old: { name: "nightly" } });
    expect(deleted).toMatchObject({ noun: "job", name: "nightly", id: "id-api", operation: "delete" });
    expect(deleted.consequences.join(" ")).toMatch(/recycle bin.*1 to 30 days/);
    expect((await changeOf("delete", { old: { deletion: "purge" } })).consequences.join(" ")).toMatch(/permanently deleted/);
    expect((await changeOf("delete", { old: {}, retainOnDelete: true })).consequences.join(" ")).toMatch(
      /^retained; only removed/,
    );
    expect((await changeOf("delete", { old: {}, protect: true })).reasons.join(" ")).toMatch(/protected/);
  });

  test("three steps of the engine are one replacement, in either order, with its field", async () => {
    const parts = { old: { projectId: "a" }, new: { projectId: "b" }, keys: ["projectId"], diffs: ["projectId"] };
    const logical = step("replace", parts);
    const made = step("create-replacement", parts);
    const gone = step("delete-replaced", { old: { projectId: "a" } });
    for (const order of [
      [gone, logical, made],
      [made, logical, gone],
    ]) {
      const report = await reportOf([...order, ...ending()]);
      expect(report.stacks[0]?.counts).toMatchObject({ replace: 1, delete: 0, create: 0 });
      expect(report.stacks[0]?.changes).toHaveLength(1);
      expect(report.stacks[0]?.changes[0]).toMatchObject({ operation: "replace", reasons: ["projectId"] });
      expect(report.stacks[0]?.changes[0]?.consequences.join(" ")).toMatch(/new id: build history is lost/);
    }
  });

  test("the rest of an unfinished replacement is a delete of the old copy", async () => {
    const report = await reportOf([step("delete-replaced", { old: { name: "x" } }), ...ending()]);
    expect(report.stacks[0]?.counts.delete).toBe(1);
    expect(report.stacks[0]?.changes[0]?.consequences.join(" ")).toMatch(/earlier, unfinished replacement/);
  });

  test("of a copy that is left of an unfinished replacement stand beside what becomes of the resource itself", async () => {
    const left = step("delete-replaced", { old: { name: "x" } }) as { resourcePreEvent: { metadata: { old: { id: string } } } };
    left.resourcePreEvent.metadata.old.id = "id-of-the-old-copy";
    const kept = step("same", { old: { name: "x" }, new: { name: "x" } });
    const replaced = step("replace", { old: { projectId: "a" }, new: { projectId: "b" }, keys: ["projectId"] });
    const gone = step("delete-replaced", { old: { projectId: "a" } });
    for (const order of [
      [left, kept],
      [kept, left],
    ]) {
      const report = await reportOf([...order, ...ending()]);
      expect(report.stacks[0]?.counts).toMatchObject({ delete: 1, same: 1 });
      expect(report.stacks[0]?.changes.map((change) => change.id)).toEqual(["id-of-the-old-copy"]);
    }
    const both = await reportOf([gone, left, replaced, ...ending()]);
    expect(both.stacks[0]?.counts).toMatchObject({ delete: 1, replace: 1 });
    const after = await reportOf([replaced, gone, left, ...ending()]);
    expect(after.stacks[0]?.counts).toMatchObject({ delete: 1, replace: 1 });
  });
});

describe("refresh", () => {
  const live = (parts: StepParts) => [step("refresh", { ...parts, new: parts.old }), step("refresh", parts, "resOutputsEvent")];

  test("finds drift, and says whether this deployment reverts it", async () => {
    const old = { timeout: { hours: 4 } };
    const drifted = { timeout: { hours: 2 } };
    const report = await reportOf([...live({ old, new: drifted }), step("update", { old: drifted, new: old }), ...ending()]);
    expect(report.stacks[0]?.counts).toMatchObject({ drift: 1, update: 1, same: 0 });
    const drift = report.stacks[0]?.changes.find((change) => change.operation === "drift");
    expect(drift && fields(drift)).toEqual(["timeout: 4 hours -> 2 hours"]);
    expect(drift?.consequences.join(" ")).toMatch(/outside of this program.*reverts the drift/);
  });

  test("finds what is gone, and finds nothing where nothing is", async () => {
    const gone = await reportOf([...live({ old: { name: "x" } }), ...ending()]);
    expect(gone.stacks[0]?.changes[0]?.consequences.join(" ")).toMatch(/^deleted outside of this program/);
    const same = await reportOf([
      ...live({ old: { name: "x" }, new: { name: "x" } }),
      step("same", { old: { name: "x" }, new: { name: "x" } }),
      ...ending(),
    ]);
    expect(same.stacks[0]?.counts).toMatchObject({ drift: 0, same: 1 });
  });

  test("names settings made outside the program, and says that this deployment keeps them", async () => {
    const events = live({ old: { a: 1 }, new: { a: 1 }, oldOutputs: { undeclared: [] }, newOutputs: { undeclared: ["x"] } });
    const [stack] = (await reportOf([...events, ...ending()])).stacks;
    expect(stack?.counts.drift).toBe(1);
    expect(stack?.changes[0]?.consequences[0]).toMatch(/^settings added outside of this program/);
    expect(stack?.changes[0]?.fields).toMatchObject([{ path: "undeclared", items: { added: ["x"], removed: [] } }]);
  });

  test("reads the events of `pulumi refresh`, whose results carry another operation", async () => {
    const events = [
      step("refresh", { old: { a: 1 }, new: { a: 1 } }),
      step("update", { old: { a: 1 }, new: { a: 2 } }, "resOutputsEvent"),
    ];
    const report = await reportOf([...events, ...ending()]);
    expect(report.stacks[0]?.counts).toMatchObject({ drift: 1, update: 0 });
  });
});

describe("policies", () => {
  test("keep level, path and sentence; a preview stopped by one has not failed", async () => {
    const message =
      'No secrets.\nparameters["token"].default: looks like an access key.\nRemediation: use config.requireSecret.\n';
    const report = await reportOf([
      step("create", { new: { name: "deploy" } }),
      policy("mandatory", message),
      policy("advisory", "Pin versions."),
      { diagnosticEvent: { severity: "error", message: "preview failed\n" } },
      ...ending("failed"),
    ]);
    const stack = report.stacks[0];
    expect(stack?.state).toBe("complete");
    expect(stack?.failures).toEqual([]);
    expect(stack?.violations.map((violation) => violation.level)).toEqual(["mandatory", "advisory"]);
    expect(stack?.violations[0]).toMatchObject({
      policy: "no-secret",
      path: 'parameters["token"].default',
      message: "No secrets.\nlooks like an access key.",
      remediation: "use config.requireSecret.",
      resource: { noun: "job", name: "deploy", urn: urnOf("api") },
    });
  });
});

test("a policy that put several fields right names each with its own", async () => {
  const parts = { policyName: "fix", policyPackName: "p", policyPackVersion: "1", resourceUrn: urnOf("api") };
  const event = { policyRemediationEvent: { ...parts, before: { a: 1, b: "x" }, after: { a: 2, b: "y" } } };
  const report = await reportOf([event, ...ending()]);
  expect(report.stacks[0]?.violations).toEqual([
    expect.objectContaining({ level: "remediated", message: "a: 1 -> 2\nb: x -> y" }),
  ]);
  expect(report.stacks[0]?.violations[0]?.path).toBeUndefined();
});

describe("any Pulumi program", () => {
  test("other kinds get general words, the stack and default providers none", async () => {
    const bucket = "aws:s3/bucket:Bucket";
    const report = await reportOf([
      step("create", { name: "build-jobs-prod", type: "pulumi:pulumi:Stack", new: {} }),
      step("create", { name: "default_6_0", type: "pulumi:providers:aws", new: {} }),
      step("update", { name: "explicit", type: "pulumi:providers:aws", old: { region: "a" }, new: { region: "b" } }),
      step("delete", { name: "logs", type: bucket, old: { bucket: "logs" } }),
      step("create", {
        name: "n",
        type: buildJob,
        new: { steps: [upload], schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }] },
      }),
      ...ending(),
    ]);
    expect(report.stacks[0]?.changes.map((change) => `${change.operation} ${change.noun} ${change.name}`)).toEqual([
      "delete Bucket logs",
      "update aws explicit",
      "create job n",
    ]);
    expect(report.stacks[0]?.changes.at(-1)?.summary).toBe("1 step (Upload), schedule 0 2 * * * Asia/Shanghai");
  });
});
