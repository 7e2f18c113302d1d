/** SIGKILL of the CLI or of the provider at seeded moments of a deployment; then `up` again until quiet. */
import { setTimeout as pause } from "node:timers/promises";
import { type Simulator, startSimulator } from "codearts-simulator";
import { processesBelow, signal } from "../../lib/process-tree";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import {
  changeEstate,
  compare,
  configurationOf,
  makeStrangers,
  newEstate,
  programFiles,
  type Shell,
  total,
  type Verdict,
} from "./estate";
import { chance } from "./random";

export interface KillResult {
  kills: number;
  /** Kills after which state held an operation that was begun and not recorded as ended. */
  pending: number;
  verdict: Verdict;
  notQuiet: number;
  seconds: number;
}

export interface KillOptions {
  seed: number;
  kills: number;
  size: number;
  seconds: number;
  shell: Shell;
  /** Told after every kill. */
  say?: (line: string) => void;
}

export async function killCampaign(options: KillOptions): Promise<KillResult> {
  const begun = Date.now();
  const dice = chance(options.seed);
  const simulator = await startSimulator({ seed: String(options.seed) });
  try {
    const strangers = await makeStrangers(simulator);
    const result = { kills: 0, pending: 0, notQuiet: 0, verdicts: [] as Verdict[] };
    const files = { ...programFiles(options.shell), "estate.json": '{ "jobs": [], "templates": [] }' };
    await withStack({ program: files, env: environmentFor(simulator), config: configurationOf(options.shell) }, async (stack) => {
      let estate = newEstate(options.size, dice);
      let known = new Set<string>();
      while (result.kills < options.kills && Date.now() - begun < options.seconds * 1000) {
        const moment = {
          writes: dice.below(options.size),
          delay: dice.below(40),
          victim: dice.below(2) === 0 ? "cli" : "provider",
        } as const;
        stack.write("estate.json", JSON.stringify(estate));
        const killed = await upAndKill(stack, simulator, moment);
        result.kills += Number(killed);
        stack.mendState();
        // State keeps a pending creation until a refresh: only what this kill left behind counts.
        const pending = ((await stack.export()).deployment.pending_operations ?? []).map((one) => JSON.stringify(one));
        result.pending += Number(killed && pending.some((one) => !known.has(one)));
        known = new Set(pending);
        result.notQuiet += Number(!(await settle(stack)));
        result.verdicts.push(await compare(simulator, estate, strangers));
        options.say?.(`kills: ${result.kills} of ${options.kills}`);
        estate = changeEstate(estate, dice);
      }
    });
    const { verdicts, ...counts } = result;
    return { ...counts, verdict: total(verdicts), seconds: (Date.now() - begun) / 1000 };
  } finally {
    await simulator.close();
  }
}

interface Moment {
  /** After so many writes have arrived at the service … */
  writes: number;
  /** … and so many milliseconds. */
  delay: number;
  victim: "cli" | "provider";
}

/** A process of either shell. */
const provider = /dynamic-provider|\/codearts\.js\b/;

/** False when the deployment was over before its moment came. */
async function upAndKill(stack: TestStack, simulator: Simulator, moment: Moment): Promise<boolean> {
  simulator.setLatency({ fixed: 30 });
  // It is bounded, and would not grow any more.
  simulator.clearJournal();
  let pid = 0;
  let over = false;
  const run = stack.up({ mayFail: true, args: ["--parallel", "4"], started: (started) => (pid = started) }).finally(() => {
    over = true;
  });
  // Not before it runs: number 0 would be this process and all around it.
  while (!over && (pid === 0 || writes(simulator) < moment.writes)) await pause(2);
  await pause(moment.delay);
  const wasOver = over;
  // It stands still while its family is counted: what it starts meanwhile would outlive it. Once it is over its number may be another's.
  if (!wasOver) signal(pid, "SIGSTOP");
  const family = wasOver ? [] : processesBelow(pid);
  const victims = moment.victim === "cli" ? [pid] : family.filter(({ command }) => provider.test(command)).map((one) => one.pid);
  if (!wasOver) {
    for (const victim of victims) signal(victim, "SIGKILL");
    signal(pid, "SIGCONT");
  }
  await run;
  // What the killed process has sent is carried out all the same, also when nobody waits for the answer.
  await pause(100);
  for (const one of family) signal(one.pid, "SIGKILL");
  simulator.setLatency({});
  return !wasOver;
}

/** Creates, updates and deletes that the service has seen. */
function writes(simulator: Simulator): number {
  return simulator.journal().filter(({ method }) => method !== "GET").length;
}

/** As a person would: unlock, deploy until it succeeds, and once more to see that nothing is left to do. */
async function settle(stack: TestStack): Promise<boolean> {
  await stack.pulumi("cancel", "--yes").catch(() => undefined);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const run = await stack.up({ mayFail: true });
    if (run.code !== 0) continue;
    const again = await stack.up();
    return again.steps.every(({ op }) => op === "same");
  }
  return false;
}
