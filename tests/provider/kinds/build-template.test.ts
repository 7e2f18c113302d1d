import type { Simulator } from "codearts-simulator";
import { clientFor } from "../../../provider/config";
import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { withSimulator } from "../../helpers/simulator";
import { begin, operationsOf, type Verbs } from "../../helpers/verbs";

const maven = "devcloud2018.codeci_action_20043.action";
const args = {
  name: "maven-service",
  toolType: "maven",
  steps: [{ module: maven, name: "Maven build", properties: { command: "mvn -B verify", retries: 2 } }],
  parameters: { codeBranch: "main", profile: { default: "ci", options: ["ci", "release"], runtime: true } },
};

async function run(
  work: (parts: { templates: Verbs; simulator: Simulator; again(config?: object): Promise<Verbs> }) => Promise<void>,
  readings: Record<string, string> = {},
) {
  await withSimulator(
    async (simulator) => {
      const again = (config = {}) => begin(lifecycle(buildTemplate), simulator, config);
      const templates = await again();
      // A project of our own, by which the service can tell who we are.
      await clientFor().jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "anchor" });
      simulator.clearJournal();
      await work({ templates, simulator, again });
    },
    { readings },
  );
}
const ids = async () =>
  ((await clientFor().templates.listCustom({ page: 1, page_size: 100 })).items ?? []).map(({ uuid }) => uuid);

test("create, look again, delete; the description is always sent", async () => {
  await run(async ({ templates, simulator, again }) => {
    const held = await templates.create(args);
    expect(operationsOf(simulator)).toEqual(["listCustomTemplates", "createTemplate"]);
    expect(simulator.journal({ operation: "createTemplate" })[0]?.requestBody).toMatchObject({
      description: "",
      tool_type: "maven",
    });
    const later = await again();
    expect(await later.refresh(held)).toMatchObject({ inputs: held.inputs, outputs: { undeclared: [] } });
    expect(await later.diff(held, args)).toBe("same");
    await later.remove(held);
    await later.remove(held);
    expect(await later.refresh(held)).toBeUndefined();
  });
});

test.each<[string, object, string[]]>([
  ["name", { name: "other" }, ["name"]],
  ["description", { description: "new" }, ["description"]],
  ["toolType", { toolType: "npm" }, ["toolType"]],
  ["a step", { steps: [{ ...args.steps[0], properties: { command: "mvn package", retries: 2 } }] }, ["steps"]],
  ["a parameter", { parameters: { ...args.parameters, codeBranch: "dev" } }, ["parameters"]],
  ["a secret", { stepSecrets: { "Maven build": { token: "made-up" } } }, ["stepSecrets"]],
  ["the image", { image: "swr.example.com/maven:3" }, ["image"]],
])("a change of %s replaces, new one first", async (_, change, replace) => {
  await run(async ({ templates }) => {
    const held = await templates.create(args);
    expect(await templates.diff(held, { ...args, ...change })).toEqual({ replace, deleteFirst: false });
    const anew = await templates.create({ ...args, ...change });
    await templates.remove(held);
    expect(await ids()).toEqual([anew.id]);
    expect(await templates.refresh(anew)).toMatchObject({ id: anew.id });
  });
});

test("what is written differently and means the same is no change", async () => {
  await run(async ({ templates }) => {
    const held = await templates.create(args);
    const { profile } = args.parameters;
    const same = {
      ...args,
      description: "",
      steps: args.steps.map((step) => ({ ...step, enabled: true })),
      parameters: { profile, codeBranch: { default: "main" } },
    };
    expect(await templates.diff(held, same)).toBe("same");
  });
});

test.each([
  { drop: "after" as const, made: 1 },
  { drop: "before" as const, made: 0 },
])("a lost answer never makes two (%j)", async ({ drop, made }) => {
  await run(async ({ templates, simulator }) => {
    simulator.setFaults([{ on: "createTemplate", drop, times: 1 }]);
    const result = await templates.create(args).catch((error: Error) => error.message);
    expect(await ids()).toHaveLength(made);
    if (made) expect(await ids()).toEqual([Reflect.get(result as object, "id")]);
    else expect(result).toMatch(/create codearts:BuildTemplate "maven-service"/);
  });
});

test("on a machine without the journal, the setting resumes what a killed run created, unless two objects match", async () => {
  await run(async ({ templates, again, simulator }) => {
    const lost = await templates.create(args);
    const finishing = { finishInterrupted: "true" };
    expect((await (await again(finishing)).create(args)).id).toBe(lost.id);
    expect(await ids()).toEqual([lost.id]);

    const [twin] = [
      (
        await clientFor().templates.create(
          JSON.parse(JSON.stringify(simulator.journal({ operation: "createTemplate" })[0]?.requestBody)),
        )
      ).uuid,
    ];
    const failure = await (await again(finishing)).create(args).catch((error: Error) => error.message);
    expect(failure).toMatch(new RegExp(`2 objects could be.*(${lost.id}.*${twin}|${twin}.*${lost.id})`, "s"));
    expect(await ids()).toHaveLength(2);
    // Names are free: without that word, a third one is made, and the two are left alone.
    expect([lost.id, twin]).not.toContain((await (await again()).create(args)).id);
  });
});

test("another user's template of the same name does not interfere, and is not changed", async () => {
  await run(async ({ templates }) => {
    const { uuid } = await clientFor().templates.create({ name: args.name, description: "", template: { steps: [] } });
    const held = await templates.create(args);
    expect((await ids()).sort()).toEqual([uuid, held.id].sort());
  });
});

test("an older template with the same content belongs to another user", async () => {
  await run(async ({ templates, again, simulator }) => {
    const old = await templates.create(args);
    simulator.clock.advance(3 * 3600 * 1000);
    jest.useFakeTimers({
      now: Date.now() + 3 * 3600 * 1000,
      doNotFake: [
        "nextTick",
        "setImmediate",
        "setTimeout",
        "clearTimeout",
        "setInterval",
        "clearInterval",
        "queueMicrotask",
        "performance",
        "hrtime",
      ],
    });
    try {
      expect((await (await again()).create(args)).id).not.toBe(old.id);
    } finally {
      jest.useRealTimers();
    }
  });
});

test("two templates of one program with the same name and content stay two", async () => {
  await run(async ({ templates }) => {
    const both = await Promise.all([templates.create(args), templates.create(args)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(2);
  });
});

test("5,000 templates: at most 51 list calls to refresh them all", async () => {
  await run(async ({ simulator, again }) => {
    const template = { name: "t", description: "", template: { steps: [] } };
    const made: string[] = [];
    for (let batch = 0; batch < 50; batch++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => clientFor().templates.create(template)));
      made.push(...answers.map(({ uuid }) => String(uuid)));
    }
    const later = await again();
    simulator.clearJournal();
    const inputs = { name: "t", region: simulator.region };
    const seen = await Promise.all(
      made.map((id) => later.refresh({ id, inputs, outputs: { ...inputs, undeclared: [], __version: 1 } })),
    );
    expect(seen).not.toContain(undefined);
    expect(new Set(operationsOf(simulator))).toEqual(new Set(["listCustomTemplates"]));
    expect(operationsOf(simulator).length).toBeLessThanOrEqual(51);
  });
}, 60_000);

test.each<[string, object, string]>([
  [
    "a private parameter",
    { parameters: { token: { default: "made-up", private: true } } },
    'parameters["token"].private: templates are shared',
  ],
  ["no name", { name: "" }, "name: empty; at least 1 character"],
  ["a reserved parameter", { parameters: { PATH: "x" } }, 'parameters["PATH"]: reserved by the build environment'],
  ["names that differ in case", { parameters: { Token: "a", token: "b" } }, "differ"],
  [
    "too many steps",
    { steps: Array.from({ length: 31 }, (_, n) => ({ module: maven, name: `s${n}` })) },
    "steps: 31 steps; at most 30 in cn-north-4",
  ],
  ["a misspelt input", { tooltype: "maven" }, 'tooltype: unknown input; did you mean "toolType"?'],
])("check of %s", async (_, change, message) => {
  await run(async ({ templates }) => {
    await expect(templates.check({ ...args, ...change })).rejects.toThrow(message);
  });
});
