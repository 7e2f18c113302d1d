import type { Simulator } from "codearts-simulator";
import fc from "fast-check";
import { lifecycle } from "../../../../provider/lifecycle";
import { buildJob } from "../../../../provider/resources/build-job";
import { buildJobSettings, settings } from "../../../helpers/build-job-inputs";
import { configurationOf, drive } from "../../../helpers/one-resource";
import { withSimulator } from "../../../helpers/simulator";

/** fast-check prints the seed of a failure; a fixed one keeps runs alike. */
const runs = { numRuns: 300, seed: 20261122 };
/** What the answers look like is the simulator's own test. */
const quick = { checkAnswers: false };
let number = 0;
const program = (declared: object) => ({ name: `job-${++number}`, ...declared });
const provider = lifecycle(buildJob);
const job = (simulator: Simulator) => drive(provider, configurationOf(simulator));

test(
  "what was declared comes back equal, and a second up shows no change",
  () =>
    withSimulator(async (simulator) => {
      await fc.assert(
        fc.asyncProperty(buildJobSettings, async (declared) => {
          const resource = await job(simulator);
          const inputs = program(declared);
          await resource.up(inputs);
          const before = resource.state()?.inputs;
          expect((await resource.up(inputs)).operation).toBe("same");
          expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
          expect(resource.state()?.inputs).toEqual(before);
          expect((await resource.up(inputs)).operation).toBe("same");
          await resource.destroy();
        }),
        runs,
      );
    }),
  120_000,
);

test(
  "a changed field shows as that field alone, and lands",
  () =>
    withSimulator(async (simulator) => {
      const names = Object.keys(settings) as (keyof typeof settings)[];
      const change = fc.constantFrom(...names).chain((field) =>
        fc.record({
          field: fc.constant(field),
          value: fc.option(settings[field] as fc.Arbitrary<unknown>, { nil: undefined }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(buildJobSettings, change, async (declared, { field, value }) => {
          const resource = await job(simulator);
          const first = program(declared);
          const { [field]: _, ...others } = first as Record<string, unknown>;
          const second = value === undefined ? others : { ...others, [field]: value };
          await resource.up(first);
          const { paths } = await resource.up(second);
          expect(paths.filter((path) => path.split(/[.[]/)[0] !== field)).toEqual([]);
          expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
          expect((await resource.up(second)).operation).toBe("same");
          await resource.destroy();
        }),
        runs,
      );
    }),
  120_000,
);
