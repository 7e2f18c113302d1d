/** Deployments of a changing estate while the service misbehaves in every way that we know of. */
import { type FaultRule, type Simulator, startSimulator } from "codearts-simulator";
import { environmentFor } from "../simulator-environment";
import { type TestStack, withStack } from "../stack";
import { changeEstate, compare, type Estate, makeStrangers, newEstate, programFiles, total, type Verdict } from "./estate";
import { type Chance, chance } from "./random";

export interface FaultResult {
  operations: number;
  deployments: number;
  /** Runs of `up` that ended with an error and were run again, as a person would. */
  runs: number;
  requests: number;
  verdict: Verdict;
  seconds: number;
}

/** Shares of all calls; together about one call in six goes wrong. */
const faults: FaultRule[] = [
  { on: "*", probability: 0.03, drop: "after" },
  { on: "*", probability: 0.02, drop: "before" },
  { on: "*", probability: 0.02, reset: true },
  { on: "*", probability: 0.002, respond: { status: 429, body: { error_code: "APIGW.0308", error_msg: "throttled" } } },
  { on: "createJob", throttle: { perSecond: 20, retryAfter: 1 } },
  { on: "*", probability: 0.02, html: 502 },
  { on: "*", probability: 0.02, truncate: 10 },
  { on: "*", probability: 0.02, errorCode: { code: "CB.00050001", message: "internal error" } },
  { on: "*", probability: 0.01, slowBody: 400 },
];

/** Deploys, breaks, compares, until so many operations were done or the time is over; destroys everything at the end. */
export async function faultCampaign(options: {
  seed: number;
  operations: number;
  size: number;
  seconds: number;
}): Promise<FaultResult> {
  const begun = Date.now();
  const dice = chance(options.seed);
  const simulator = await startSimulator({ seed: String(options.seed), journalLimit: 10 });
  try {
    const strangers = await makeStrangers(simulator);
    const files = { ...programFiles, "estate.json": '{ "jobs": [], "templates": [] }' };
    const done = { operations: 0, deployments: 0, runs: 0, verdicts: [] as Verdict[] };
    await withStack({ program: files, env: environment(simulator) }, async (stack) => {
      let estate = newEstate(options.size, dice);
      const over = () => done.operations >= options.operations || Date.now() - begun > options.seconds * 1000;
      do {
        const settled = await deploy(stack, simulator, estate, dice);
        done.operations += settled.operations;
        done.runs += settled.runs;
        done.deployments += 1;
        done.verdicts.push(await compare(simulator, estate, strangers));
        estate = changeEstate(estate, dice);
      } while (!over());
      await deploy(stack, simulator, { jobs: [], templates: [] }, dice);
      done.verdicts.push(await compare(simulator, { jobs: [], templates: [] }, strangers));
    });
    const { verdicts, ...counts } = done;
    const requests = simulator.journal().at(-1)?.number ?? 0;
    return { ...counts, requests, verdict: total(verdicts), seconds: (Date.now() - begun) / 1000 };
  } finally {
    await simulator.close();
  }
}

function environment(simulator: Simulator): Record<string, string> {
  return { ...environmentFor(simulator), HW_MAX_RETRIES: "3" };
}

/** Runs `up` under faults until it succeeds; the last try of many is without faults, as outages end. */
async function deploy(
  stack: TestStack,
  simulator: Simulator,
  estate: Estate,
  dice: Chance,
): Promise<{ operations: number; runs: number }> {
  stack.write("estate.json", JSON.stringify(estate));
  let operations = 0;
  for (let attempt = 1; ; attempt += 1) {
    simulator.setFaults(attempt < 8 ? faults : [], String(dice.below(1_000_000)));
    // Some runs stop at the first failure, as Pulumi does untold; most go on, so that thousands of operations are done in time.
    const args = dice.below(4) > 0 ? ["--continue-on-error"] : [];
    const run = await stack.up({ mayFail: true, timeout: 600_000, args });
    operations += run.events.filter(({ resOutputsEvent, resOpFailedEvent }) => {
      const { op } = resOutputsEvent?.metadata ?? resOpFailedEvent?.metadata ?? { op: "same" };
      return op !== "same";
    }).length;
    simulator.setFaults([]);
    if (run.code === 0) return { operations, runs: attempt };
    if (attempt >= 10)
      throw new Error(
        `up did not succeed in ${attempt} runs, the last two of them without faults:\n${run.diagnostics.slice(-4000)}`,
      );
  }
}
