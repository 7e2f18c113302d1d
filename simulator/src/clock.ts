/** The simulator's time: the machine's plus an offset, or frozen. It is part of the state. */
import type { Store } from "./store/store";

export interface ClockState {
  now: string;
  frozen: boolean;
  offsetMilliseconds: number;
}

export interface Clock {
  now(): number;
  freeze(at?: number): void;
  resume(): void;
  /** Never set back, because past events have already happened. */
  advance(milliseconds: number): void;
  state(): ClockState;
}

interface Setting {
  offset: number;
  frozenAt?: number;
}

function isSetting(value: unknown): value is Setting {
  return typeof value === "object" && value !== null && "offset" in value;
}

const lastTime = Date.parse("9999-12-31T00:00:00Z");

export function createClock(store: Store): Clock {
  const read = (): Setting => {
    const value = store.meta.get("clock")?.value;
    return isSetting(value) ? value : { offset: 0 };
  };
  const write = (setting: Setting) => {
    const at = setting.frozenAt ?? Date.now() + setting.offset;
    // Later times cannot be written to and read from the state file.
    if (!(at <= lastTime)) throw new RangeError("The clock cannot be set to a time after the year 9999, or to none.");
    store.meta.put("clock", { value: setting });
  };
  const now = () => {
    const { offset, frozenAt } = read();
    return frozenAt ?? Date.now() + offset;
  };
  return {
    now,
    freeze: (at) => write({ ...read(), frozenAt: at ?? now() }),
    resume: () => write({ offset: now() - Date.now() }),
    advance(milliseconds) {
      const { offset, frozenAt } = read();
      write(frozenAt === undefined ? { offset: offset + milliseconds } : { offset, frozenAt: frozenAt + milliseconds });
    },
    state: () => ({
      now: new Date(now()).toISOString(),
      frozen: read().frozenAt !== undefined,
      offsetMilliseconds: now() - Date.now(),
    }),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** The parts of a time in China Standard Time, the service's local time. */
function china(at: number) {
  const date = new Date(at + 8 * 3_600_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** `2024-09-20 14:38:49` */
export function localTime(at: number): string {
  const t = china(at);
  return `${t.year}-${two(t.month)}-${two(t.day)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;
}

/** `2024-9-23 17:42` */
export function shortTime(at: number): string {
  const t = china(at);
  return `${t.year}-${t.month}-${t.day} ${two(t.hour)}:${two(t.minute)}`;
}

/** `2020-12-30T17:33:11+08:00` */
export function chinaIso(at: number): string {
  return `${localTime(at).replace(" ", "T")}+08:00`;
}

/** `2024-06-26T08:25:09.000+00:00` */
export function utcIso(at: number): string {
  return new Date(at).toISOString().replace("Z", "+00:00");
}

/** `20240626`, or with a separator. */
export function localDay(at: number, separator = ""): string {
  return localTime(at).slice(0, 10).replaceAll("-", separator);
}

/** Milliseconds of a local `yyyy-MM-dd` or `yyyy-MM-dd HH:mm:ss`; NaN if there is no such day. */
export function parseLocal(text: string): number {
  const at = Date.parse(`${text.length === 10 ? `${text} 00:00:00` : text}+08:00`.replace(" ", "T"));
  return Number.isNaN(at) || localTime(at).slice(0, 10) !== text.slice(0, 10) ? Number.NaN : at;
}
