/** SIGKILL of the CLI or of the provider at seeded moments of a deployment; then `up` until nothing changes. */
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
  /** Kills after which the state held a pending operation. */
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
  /** Called after every kill. */
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
        stack.repairState();
        // The state keeps a pending creation until a refresh: only those left by this kill count.
        const pending = ((await stack.export()).deployment.pending_operations ?? []).map((one) => JSON.stringify(one));
        result.pending += Number(killed && pending.some((one) => !known.has(one)));
        known = new Set(pending);
        result.notQuiet += Number(!(await repairUntilQuiet(stack)));
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
  /** After this many writes have arrived at the service … */
  writes: number;
  /** … and this many milliseconds. */
  delay: number;
  victim: "cli" | "provider";
}

/** Matches provider processes of both shells. */
const provider = /dynamic-provider|\/codearts\.js\b/;

/** False if the deployment ended before the chosen moment. */
async function upAndKill(stack: TestStack, simulator: Simulator, moment: Moment): Promise<boolean> {
  simulator.setLatency({ fixed: 30 });
  // The journal is bounded and would stop growing.
  simulator.clearJournal();
  let pid = 0;
  let over = false;
  const run = stack.up({ mayFail: true, args: ["--parallel", "4"], started: (started) => (pid = started) }).finally(() => {
    over = true;
  });
  // Only once the process runs: id 0 would be this process and its whole group.
  while (!over && (pid === 0 || writes(simulator) < moment.writes)) await pause(2);
  await pause(moment.delay);
  const wasOver = over;
  // Stopped while its descendants are listed, so that it starts no others. After its end its id may belong to another process.
  if (!wasOver) signal(pid, "SIGSTOP");
  const family = wasOver ? [] : processesBelow(pid);
  const victims = moment.victim === "cli" ? [pid] : family.filter(({ command }) => provider.test(command)).map((one) => one.pid);
  if (!wasOver) {
    for (const victim of victims) signal(victim, "SIGKILL");
    signal(pid, "SIGCONT");
  }
  await run;
  // The service still carries out requests that the killed process has sent.
  await pause(100);
  for (const one of family) signal(one.pid, "SIGKILL");
  simulator.setLatency({});
  return !wasOver;
}

/** Creates, updates and deletes that the service has received. */
function writes(simulator: Simulator): number {
  return simulator.journal().filter(({ method }) => method !== "GET").length;
}

/** What a user would do: unlock, deploy until it succeeds, and deploy once more to check that nothing changes. */
async function repairUntilQuiet(stack: TestStack): Promise<boolean> {
  await stack.pulumi("cancel", "--yes").catch(() => undefined);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const run = await stack.up({ mayFail: true });
    if (run.code !== 0) continue;
    const again = await stack.up();
    return again.steps.every(({ op }) => op === "same");
  }
  return false;
}
