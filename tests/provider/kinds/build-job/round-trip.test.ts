/** Random jobs through check, wire and back. What comes back is what was declared, whatever the service adds. */
import fc from "fast-check";
import { configToCreate, configToUpdate, viewJob, type WireConfig } from "../../../../provider/kinds/build-job/config";
import type { BuildJobInputs } from "../../../../provider/kinds/build-job/inputs";
import { buildJob } from "../../../../provider/kinds/build-job/kind";
import { checkInputs } from "../../../../provider/lifecycle/check";
import { difference } from "../../../../provider/lifecycle/diff";
import { lifecycle } from "../../../../provider/lifecycle/provider";
import { buildJobSettings, type Settings, settings } from "../../../helpers/build-job-inputs";
import { configurationOf, drive } from "../../../helpers/one-resource";
import { withSimulator } from "../../../helpers/simulator";

/** fast-check prints the seed of a failure; a fixed one keeps runs alike. */
const runs = { numRuns: 400, seed: 20261122 };
const place = { region: "cn-south-1", projectId: "a287e712be6c404ca26e5f69040fa12b", name: "api" };

function checked(declared: Settings): BuildJobInputs {
  const { inputs, problems } = checkInputs(buildJob, { ...place, ...declared }, {});
  expect(problems).toEqual([]);
  return inputs as unknown as BuildJobInputs;
}

type Wire = Record<string, unknown>;
const entries = (list: unknown): Wire[] => (Array.isArray(list) ? list : []);

/** What the service makes of a written job (service's notes: fill-ins, additions, masks), as a read answers it. */
function answered(sent: WireConfig): WireConfig {
  const config = JSON.parse(JSON.stringify(sent)) as Wire;
  const codeBranch = {
    name: "hudson.model.StringParameterDefinition",
    params: [
      { name: "name", value: "codeBranch" },
      { name: "defaultValue", value: "master" },
    ],
  };
  const nameOf = (parameter: Wire) => entries(parameter.params).find((pair) => pair.name === "name")?.value;
  const parameters = entries(config.parameters);
  const all = parameters.some((parameter) => nameOf(parameter) === "codeBranch") ? parameters : [codeBranch, ...parameters];
  const masked = (parameter: Wire) => {
    const isPrivate = entries(parameter.params).some((pair) => pair.name === "sensitiveVar" && pair.value === "true");
    const params = entries(parameter.params).map((pair) => ({
      limits: null,
      ...pair,
      value: isPrivate && pair.name === "defaultValue" ? "*****" : pair.value,
    }));
    return { ...parameter, params };
  };
  return {
    flavor: "2u8g",
    host_type: "devcloud",
    auto_update_sub_module: "false",
    build_config_type: "ACTION",
    timeout: { limit: "4", unit: "hour" },
    triggers: [],
    ...config,
    parameters: all.map(masked),
    scms: entries(config.scms).map((scm) => ({
      is_auto_build: true,
      enable_git_lfs: true,
      build_type: "branch",
      depth: "1",
      source: null,
      ...scm,
    })),
    steps: entries(config.steps).map((step) => ({
      ...step,
      properties: { preCondition: "SUCCESS", ...(step.properties as object) },
    })),
  } as unknown as WireConfig;
}

const changedBetween = (one: BuildJobInputs, other: BuildJobInputs) => [...difference(buildJob.fields, one, other).changed];
const { disabled: _, ...onTheWire } = settings;
const names = Object.keys(onTheWire) as (keyof typeof onTheWire)[];
const oneChange = fc
  .constantFrom(...names)
  .chain((field) =>
    fc.record({ field: fc.constant(field), value: fc.option(settings[field] as fc.Arbitrary<unknown>, { nil: undefined }) }),
  );

function withChange(declared: Settings, { field, value }: { field: keyof Settings; value: unknown }): Settings {
  const { [field]: _, ...others } = declared;
  return value === undefined ? others : { ...others, [field]: value };
}

test("what was declared comes back equal", () => {
  fc.assert(
    fc.property(buildJobSettings, (declared) => {
      const inputs = checked(declared);
      const { disabled, ...seen } = inputs;
      expect(viewJob({ config: answered(configToCreate(inputs)) }, inputs, place.region).inputs).toEqual({
        ...seen,
        ...(disabled === undefined ? {} : { disabled }),
      });
      expect(changedBetween(inputs, checked(declared))).toEqual([]);
    }),
    runs,
  );
});

test("one changed field is one difference, and after the update the job is what was declared", () => {
  fc.assert(
    fc.property(buildJobSettings, oneChange, (declared, change) => {
      const applied = checked(declared);
      const next = checked(withChange(declared, change));
      expect(changedBetween(applied, next).filter((field) => field !== change.field)).toEqual([]);
      const live = answered(configToCreate(applied));
      const sent = configToUpdate("id", { applied, declared: next }, live);
      expect(viewJob({ config: answered(sent) }, next, place.region).inputs).toEqual(next);
    }),
    runs,
  );
});

test("undeclared settings of other users are never reverted, and always listed", () => {
  fc.assert(
    fc.property(buildJobSettings, buildJobSettings, oneChange, (declared, foreign, change) => {
      const applied = checked(declared);
      const live = answered(configToCreate(applied));
      // Someone adds what the program is silent about.
      const silent = Object.fromEntries(
        Object.entries(checked(foreign)).filter(
          ([field]) => !(field in declared) && !(field in place) && field !== change.field && field !== "disabled",
        ),
      );
      const people = { ...applied, ...silent } as BuildJobInputs;
      const touched = answered(configToUpdate("id", { applied, declared: people }, live));
      expect(viewJob({ config: touched }, applied, place.region).inputs).toEqual(applied);
      const next = checked(withChange(declared, change));
      const after = answered(configToUpdate("id", { applied, declared: next }, touched));
      const seen = viewJob({ config: after }, { ...next, ...silent } as BuildJobInputs, place.region);
      expect(seen.inputs).toEqual({ ...next, ...silent });
      const listed = viewJob({ config: after }, next, place.region).undeclared.map((path) => path.split(/[.[]/)[0]);
      for (const [field, value] of Object.entries(silent)) {
        const fresh = viewJob(
          { config: answered(configToCreate(checked({}))) },
          { ...checked({}), [field]: value } as BuildJobInputs,
          place.region,
        ).inputs;
        const isUsual =
          changedBetween(fresh, { ...checked({}), [field]: value } as BuildJobInputs).length === 0 ||
          field === "parameters" ||
          (Array.isArray(value) && value.length === 0);
        if (!isUsual) expect(listed).toContain(field);
      }
    }),
    runs,
  );
});

test("a declared setting that someone changed is always found, and put back without a trace", () => {
  fc.assert(
    fc.property(buildJobSettings, oneChange, (declared, change) => {
      fc.pre(change.field in declared && change.value !== undefined);
      const applied = checked(declared);
      const people = checked(withChange(declared, change));
      const live = answered(configToUpdate("id", { applied, declared: people }, answered(configToCreate(applied))));
      const seen = viewJob({ config: live }, applied, place.region).inputs;
      const found = changedBetween(applied, seen);
      expect(found.filter((field) => field !== change.field)).toEqual([]);
      // Parameters are the program's by key, and a private value cannot be seen: only those are no drift.
      const visible =
        JSON.stringify(people[change.field]) !== JSON.stringify(applied[change.field]) &&
        change.field !== "parameters" &&
        change.field !== "steps";
      if (visible && changedBetween(applied, people).length > 0 && !sameToTheService(applied, people))
        expect(found).toEqual([change.field]);
      const back = answered(configToUpdate("id", { applied: seen, declared: applied }, live));
      expect(viewJob({ config: back }, applied, place.region).inputs).toEqual(applied);
    }),
    runs,
  );
});

/** Two ways to write one thing, such as leaving out what is the default anyway. */
const sameToTheService = (one: BuildJobInputs, other: BuildJobInputs) =>
  JSON.stringify(answered(configToCreate(one))) === JSON.stringify(answered(configToCreate(other)));

test(
  "the same against the service over a socket",
  () =>
    withSimulator(async (simulator) => {
      let number = 0;
      const provider = lifecycle(buildJob);
      await fc.assert(
        fc.asyncProperty(buildJobSettings, oneChange, async (declared, change) => {
          const resource = await drive(provider, configurationOf(simulator));
          const first = { name: `job-${++number}`, ...declared };
          const second = { name: first.name, ...withChange(declared, change) };
          await resource.up(first);
          expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
          const { paths } = await resource.up(second);
          expect(paths.filter((path) => path.split(/[.[]/)[0] !== change.field)).toEqual([]);
          expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
          expect((await resource.up(second)).operation).toBe("same");
        }),
        { numRuns: 40, seed: 20261122 },
      );
    }),
  120_000,
);
