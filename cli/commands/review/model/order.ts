/** Text order that is the same on every machine: job-2 before job-10. */
const collator = new Intl.Collator("en", { numeric: true });

export function compareText(a: string, b: string): number {
  return a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1);
}
