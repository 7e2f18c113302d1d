/** Conditions of a deployment: its credentials, the lifetime of its tokens, and the clock of its machine. */
import { setTimeout as pause } from "node:timers/promises";
import type { Simulator } from "codearts-simulator";
import type { Chance } from "./random";

export interface CampaignEnvironment {
  env: Record<string, string>;
  byToken: boolean;
  /** Hours by which the machine's clock is ahead of the service's (negative: behind); with keys the service then refuses every signature. */
  clockAhead: number;
}

const hour = 3_600_000;
/** A preloaded script that gives the provider and the program another time than the service. */
export const clockFile = {
  "clock.cjs": `const ahead = Number(process.env.CAMPAIGN_CLOCK_AHEAD) * ${hour};
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
`,
};

/** Half of the deployments use tokens, one in eight runs on a machine whose clock is hours off. */
export function chooseSurroundings(simulator: Simulator, folder: string, dice: Chance): CampaignEnvironment {
  const byToken = dice.below(2) === 0;
  const clockAhead = dice.below(8) === 0 ? dice.one([-30, -1, 1, 30]) : 0;
  return {
    byToken,
    clockAhead,
    env: {
      ...(byToken ? tokenEnvironment(simulator) : {}),
      ...(clockAhead === 0 ? {} : { NODE_OPTIONS: `--require ${folder}/clock.cjs`, CAMPAIGN_CLOCK_AHEAD: String(clockAhead) }),
    },
  };
}

function tokenEnvironment({ credentials: { userName, password, domainName } }: Simulator): Record<string, string> {
  return { HW_ACCESS_KEY: "", HW_SECRET_KEY: "", HW_USER_NAME: userName, HW_USER_PASSWORD: password, HW_DOMAIN_NAME: domainName };
}

/** During the work, advances the service's clock by a day at regular numbers of requests, so that all issued tokens expire. */
export async function expireTokens(simulator: Simulator, dice: Chance, work: Promise<unknown>): Promise<number> {
  let over = false;
  const ended = work.then(
    () => (over = true),
    () => (over = true),
  );
  let expired = 0;
  for (let next = answered(simulator) + 5 + dice.below(20); !over; await Promise.race([ended, pause(5)])) {
    if (answered(simulator) < next) continue;
    simulator.clock.advance(25 * hour);
    expired += 1;
    next = answered(simulator) + 5 + dice.below(20);
  }
  return expired;
}

const answered = (simulator: Simulator): number => simulator.journal().at(-1)?.number ?? 0;
