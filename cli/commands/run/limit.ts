/** How long `run` waits for a build. */
import { CliError } from "../../lib/terminal";

export interface WaitLimit {
  milliseconds: number;
  /** Such as `30 minutes`. */
  words: string;
}

const units = { s: ["seconds", 1_000], m: ["minutes", 60_000], h: ["hours", 3_600_000] } as const;
const longest = 24 * units.h[1];

/** `90s`, `30m` or `2h`; at most 24 hours. */
export function parseLimit(text: string): WaitLimit {
  const [, amount, unit] = /^(\d+)\s*([smh])$/.exec(text.trim()) ?? [];
  const [words, factor] = units[unit as keyof typeof units] ?? [];
  const milliseconds = Number(amount) * (factor ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= longest) return { milliseconds, words: `${amount} ${words}` };
  throw new CliError(`--timeout: ${JSON.stringify(text)} is not a duration from 1s to 24h; write it as 90s, 30m or 2h`);
}
