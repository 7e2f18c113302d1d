/** The short form of `npm run campaign`: what becomes of objects, and the proof that its count can find what it looks for. */

import { installation } from "../../../tools/lib/installation";
import { adminOf, clean, compare, makeStrangers, newEstate } from "../../../tools/trials/campaign/estate";
import { faultCampaign } from "../../../tools/trials/campaign/faults";
import { killCampaign } from "../../../tools/trials/campaign/kills";
import { ownerCampaign } from "../../../tools/trials/campaign/owners";
import { chance } from "../../../tools/trials/campaign/random";
import { withSimulator } from "../../helpers/simulator";

beforeAll(() => installation(), 600_000);

const seed = 7;
const wire = (project_id: string, job_name: string, command: string) =>
  ({
    project_id,
    job_name,
    arch: "x86-64",
    steps: [{ module_id: "devcloud2018.codeci_action_20043.action", name: "Build", enable: true, properties: { command } }],
  }) as never;

test("the count notices what is lost, orphaned, different, and a stranger's that was touched", () =>
  withSimulator(async (simulator) => {
    const strangers = await makeStrangers(simulator);
    const jobs = newEstate(4, chance(seed)).jobs.map((job) => ({ ...job, disabled: false }));
    const client = adminOf(simulator);
    const ids: string[] = [];
    for (const { name, command } of jobs)
      ids.push((await client.jobs.create(wire(simulator.projectId, name, command))).job_id ?? "");
    const estate = { jobs, templates: [] };
    expect(await compare(simulator, estate, strangers)).toEqual(clean);
    await client.jobs.delete(ids[0] ?? "");
    expect(await compare(simulator, estate, strangers)).toEqual({ ...clean, lost: 1, different: 1 - Number(jobs[0]?.disabled) });
    await client.jobs.create(wire(simulator.projectId, "nobody-declared-this", "true"));
    await client.jobs.create(wire(simulator.projectId, jobs[0]?.name ?? "", "another command"));
    expect(await compare(simulator, estate, strangers)).toEqual({ ...clean, orphaned: 1, different: 1 });
    expect((await compare(simulator, estate, "[]")).strangersTouched).toBe(1);
  }));

const shells = ["dynamic", "plugin"] as const;

test.each(shells)(
  "%s: under faults of every kind nothing is made twice, lost or left behind",
  async (shell) => {
    // The first run of this seed goes by tokens that run out, on a machine that is 30 hours ahead.
    const result = await faultCampaign({ seed: 24, operations: 24, size: 16, seconds: 60, shell });
    expect(result.verdict).toEqual(clean);
    expect(result.operations).toBeGreaterThan(15);
    expect([result.expired, result.wrongClocks].every((times) => times > 0)).toBe(true);
  },
  420_000,
);

test.each(shells)(
  "%s: after SIGKILL of the CLI or the provider the next deployments end quiet and complete",
  async (shell) => {
    const result = await killCampaign({ seed, kills: 2, size: 10, seconds: 60, shell });
    expect({ ...result.verdict, notQuiet: result.notQuiet }).toEqual({ ...clean, notQuiet: 0 });
    expect(result.kills).toBeGreaterThan(0);
  },
  420_000,
);

test("what strangers have, and another stack of the same program, is never taken; refused contents lose no file", async () => {
  const { verdict } = await ownerCampaign({ seed, rounds: 1 });
  expect(verdict).toEqual({ strangersTaken: 0, sharedByStacks: 0, filesLost: 0 });
}, 420_000);
