/** Deployments of a changing estate while the service fails in every known way. */
import { type FaultRule, type Simulator, startSimulator } from "codearts-simulator";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import {
  changeEstate,
  compare,
  configurationOf,
  type Estate,
  makeStrangers,
  newEstate,
  programFiles,
  type Shell,
  total,
  type Verdict,
} from "./estate";
import { type Chance, chance } from "./random";
import { chooseSurroundings, clockFile, expireTokens } from "./surroundings";

export interface FaultResult {
  operations: number;
  deployments: number;
  /** Runs of `up` that ended with an error and were run again, as a person would. */
  runs: number;
  /** How often all tokens expired during a run. */
  expired: number;
  /** Runs on a machine whose clock was hours off. */
  wrongClocks: number;
  requests: number;
  verdict: Verdict;
  seconds: number;
}

/** Shares of all calls; together they affect about one call in six. */
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
  // Incomplete successful answers: a list without its rows must never be read as deleted objects.
  ...(["rows-missing", "rows-null", "rows-empty", "result-empty", "object-empty"] as const).map((damage) => ({
    on: "*",
    probability: 0.004,
    damage,
  })),
];

export interface FaultOptions {
  seed: number;
  operations: number;
  size: number;
  seconds: number;
  shell: Shell;
  /** Called after every deployment. */
  say?: (line: string) => void;
}

/** Deploys under faults and compares, until the number of operations or the time limit is reached; destroys everything at the end. */
export async function faultCampaign(options: FaultOptions): Promise<FaultResult> {
  const begun = Date.now();
  const dice = chance(options.seed);
  const simulator = await startSimulator({ seed: String(options.seed), journalLimit: 10 });
  try {
    const strangers = await makeStrangers(simulator);
    const files = { ...programFiles(options.shell), ...clockFile, "estate.json": '{ "jobs": [], "templates": [] }' };
    const done = { operations: 0, deployments: 0, runs: 0, expired: 0, wrongClocks: 0, verdicts: [] as Verdict[] };
    await withStack({ program: files, env: environment(simulator), config: configurationOf(options.shell) }, async (stack) => {
      let estate = newEstate(options.size, dice);
      const over = () => done.operations >= options.operations || Date.now() - begun > options.seconds * 1000;
      do {
        const settled = await deploy(stack, simulator, estate, dice);
        for (const key of ["operations", "runs", "expired", "wrongClocks"] as const) done[key] += settled[key];
        done.deployments += 1;
        done.verdicts.push(await compare(simulator, estate, strangers));
        options.say?.(`faults: ${done.operations} of ${options.operations} operations, ${done.runs} runs of up`);
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

type DeployResult = Pick<FaultResult, "operations" | "runs" | "expired" | "wrongClocks">;

/** Runs `up` under faults until it succeeds; the last attempts run without faults, because outages end. */
async function deploy(stack: TestStack, simulator: Simulator, estate: Estate, dice: Chance): Promise<DeployResult> {
  stack.write("estate.json", JSON.stringify(estate));
  const settled: DeployResult = { operations: 0, runs: 0, expired: 0, wrongClocks: 0 };
  for (let attempt = 1; ; attempt += 1) {
    const { run, expired, wrongClock } = await (attempt < 8 ? upUnderFaults(stack, simulator, dice) : upInPeace(stack));
    settled.operations += run.events.filter(({ resOutputsEvent, resOpFailedEvent }) => {
      const { op } = resOutputsEvent?.metadata ?? resOpFailedEvent?.metadata ?? { op: "same" };
      return op !== "same";
    }).length;
    settled.runs = attempt;
    settled.expired += expired;
    settled.wrongClocks += Number(wrongClock);
    if (run.code === 0) return settled;
    if (attempt >= 10)
      throw new Error(`up did not succeed in 10 runs, the last three of them without faults:\n${run.diagnostics.slice(-4000)}`);
  }
}

async function upUnderFaults(stack: TestStack, simulator: Simulator, dice: Chance) {
  simulator.setFaults(faults, String(dice.below(1_000_000)));
  // Some runs stop at the first failure, as Pulumi does by default; most use --continue-on-error, to reach thousands of operations in time.
  const args = dice.below(4) > 0 ? ["--continue-on-error"] : [];
  // A separate random source, because the number of draws differs between runs.
  const moments = chance(dice.below(1_000_000));
  const { env, byToken, clockAhead } = chooseSurroundings(simulator, stack.folder, dice);
  const up = stack.up({ mayFail: true, timeout: 600_000, args, env });
  const expired = byToken ? await expireTokens(simulator, moments, up) : 0;
  const run = await up;
  simulator.setFaults([]);
  return { run, expired, wrongClock: clockAhead !== 0 };
}

async function upInPeace(stack: TestStack) {
  return { run: await stack.up({ mayFail: true, timeout: 600_000 }), expired: 0, wrongClock: false };
}
