/** One line of the doctor's report. */
export interface CheckResult {
  status: "ok" | "warn" | "FAIL";
  /** What was checked. */
  what: string;
  says: string;
  /** What to do, for warnings and failures. */
  todo?: string;
}

export const ok = (what: string, says: string): CheckResult => ({ status: "ok", what, says });
export const warn = (what: string, says: string, todo: string): CheckResult => ({ status: "warn", what, says, todo });
export const fail = (what: string, says: string, todo: string): CheckResult => ({ status: "FAIL", what, says, todo });

/** Whether `version` is at least `wanted`, by its first three numbers. */
export function isAtLeast(version: string, wanted: string): boolean {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [have, need] = [numbers(version), numbers(wanted)];
  for (const [index, number] of need.entries()) {
    const own = have[index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}
