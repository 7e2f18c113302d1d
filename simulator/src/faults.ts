/** Injected faults: the affected requests and the kind of fault. Seeded, so that runs are reproducible. */
import { createHash } from "node:crypto";
import type { Operation } from "./contract/load";
import type { Damage } from "./damage";

export interface FaultAction {
  /** Milliseconds to wait before acting. */
  delay?: number;
  /** Return this response instead of acting. */
  respond?: { status: number; body?: unknown; headers?: Record<string, string> };
  /** Return HTTP 200 with error_code and error_msg instead of acting. */
  errorCode?: { code: string; message: string };
  /** Accept this many requests per second and refuse the others, as the service does, or with 429 and Retry-After in seconds. */
  throttle?: { perSecond: number; retryAfter?: number };
  /** Close the connection without a response, before or after acting. */
  drop?: "before" | "after";
  /** Act, then send only this many bytes of the response and close the connection. */
  truncate?: number;
  /** Return an HTML page with this status, as gateways do, instead of acting. */
  html?: number;
  /** Reset the connection (RST) before acting. */
  reset?: boolean;
  /** Act, then send the response at this many bytes per second. */
  slowBody?: number;
  /** Act, then send HTTP 200 with missing or duplicated content. */
  damage?: Damage;
}

export interface FaultRule extends FaultAction {
  /** Operation ID, tag, service (`build`, `hss`, `iam`) or `*`. */
  on: string;
  /** Only these calls, counted from 1 since the rule was set. */
  nth?: number | number[];
  /** Only this share of calls, 0 to 1. */
  probability?: number;
  /** Maximum number of times. */
  times?: number;
}

export interface Latency {
  /** Milliseconds for every request. */
  fixed?: number;
  /** Median and sigma of a lognormal distribution, in milliseconds. */
  lognormal?: { median: number; sigma: number };
}

export interface Faults {
  set(rules: FaultRule[], seed?: string): void;
  rules(): FaultRule[];
  setLatency(latency: Latency): void;
  latency(): Latency;
  /** The fault for this request, which is counted. */
  take(operation: Operation | undefined): FaultAction | undefined;
  /** Milliseconds of latency for this request. */
  nextLatency(): number;
}

interface ActiveRule {
  rule: FaultRule;
  seen: number;
  hit: number;
  windowStart: number;
  inWindow: number;
}

function appliesTo(rule: FaultRule, operation: Operation | undefined): boolean {
  if (rule.on === "*") return true;
  return operation !== undefined && [operation.id, operation.tag, operation.service].some((name) => name === rule.on);
}

function counts(rule: FaultRule, call: number): boolean {
  if (rule.nth === undefined) return true;
  return Array.isArray(rule.nth) ? rule.nth.includes(call) : rule.nth === call;
}

/** True if the request exceeds the rate. */
function overRate(active: ActiveRule, perSecond: number): boolean {
  const now = Date.now();
  if (now - active.windowStart >= 1000) [active.windowStart, active.inWindow] = [now, 0];
  active.inWindow += 1;
  return active.inWindow > perSecond;
}

export function createFaults(defaultSeed: string): Faults {
  let active: ActiveRule[] = [];
  let seed = defaultSeed;
  let latency: Latency = {};
  let requests = 0;
  const random = (label: string) => {
    const digest = createHash("sha256").update(`${seed} ${label}`).digest();
    return digest.readUInt32BE(0) / 0x1_0000_0000;
  };
  const fires = (entry: ActiveRule, index: number) => {
    const { rule } = entry;
    entry.seen += 1;
    if (!counts(rule, entry.seen) || entry.hit >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
    if (rule.probability !== undefined && random(`rule ${index} call ${entry.seen}`) >= rule.probability) return false;
    if (rule.throttle && !overRate(entry, rule.throttle.perSecond)) return false;
    entry.hit += 1;
    return true;
  };
  return {
    set(rules, newSeed) {
      seed = newSeed ?? defaultSeed;
      active = rules.map((rule) => ({ rule, seen: 0, hit: 0, windowStart: 0, inWindow: 0 }));
    },
    rules: () => active.map(({ rule }) => rule),
    setLatency(next) {
      latency = next;
    },
    latency: () => latency,
    take: (operation) => active.find((entry, index) => appliesTo(entry.rule, operation) && fires(entry, index))?.rule,
    nextLatency() {
      requests += 1;
      const { fixed = 0, lognormal } = latency;
      if (!lognormal) return fixed;
      const [u, v] = [random(`latency u ${requests}`) || Number.EPSILON, random(`latency v ${requests}`)];
      const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
      return fixed + lognormal.median * Math.exp(lognormal.sigma * normal);
    },
  };
}

/** A short name of the fault, for the journal. */
export function faultName(action: FaultAction): string {
  const kinds = ["respond", "errorCode", "throttle", "drop", "truncate", "html", "reset", "slowBody", "damage", "delay"] as const;
  const named = kinds.filter((kind) => action[kind] !== undefined);
  const words: Partial<Record<(typeof kinds)[number], string>> = {
    drop: `drop ${action.drop} acting`,
    damage: `damage ${action.damage}`,
  };
  return named.map((kind) => words[kind] ?? kind).join(", ");
}
