/** Groups equal items: resources by consequence or equal difference, findings by rule, messages by text. */
import type { Change, Failure, StackReport, Violation } from "../model/report";
import type { Texts } from "../texts";

export type SectionId =
  | "failures"
  | "mandatory"
  | "delete"
  | "replace"
  | "replaceFields"
  | "update"
  | "advisory"
  | "drift"
  | "create"
  | "import"
  | "outputs"
  | "warnings"
  | "known";

export interface Item {
  stack: StackReport;
  /** Exactly one of these. */
  failure?: Failure;
  violation?: Violation;
  change?: Change;
}

/** Items that differ only in their names, in the order of the first of each group. */
export function groupsOf(id: SectionId, items: readonly Item[]): Item[][] {
  const groups = groupedBy(items, (item) => `${item.stack.label}\n${keyOf(id, item)}`);
  return namesOnly.has(id) ? groups : groups.flatMap((group) => (group.length === 1 ? [group] : groupedBy(group, wholeOf)));
}

/** The differences of their changes do not count. */
const namesOnly: ReadonlySet<SectionId> = new Set(["delete", "replace"] as const);

function groupedBy(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function keyOf(id: SectionId, { change, violation, failure }: Item): string {
  if (violation) return ruleOf(violation);
  if (failure) return failure.message;
  if (!change) return "";
  return namesOnly.has(id) ? meaningOf(change) : `${meaningOf(change)}\n${textOf(change)}`;
}

function ruleOf({ level, policy, pack, version, severity, remediation }: Violation): string {
  return [level, policy, pack, version, severity, remediation].join("\n");
}

function meaningOf({ noun, consequences, reasons, hint, urn }: Change): string {
  return [noun, ...consequences, ...reasons, hint === undefined ? "" : urn].join("\n");
}

/** Part of the difference, in which almost all that differ do: the complete one is long. */
function textOf({ fields }: Change): string {
  return fields
    .map(({ path, new: next, lines }) => path + (lines ? lines.find(({ sign }) => sign === "+")?.text : next.text))
    .join("\n");
}

function wholeOf({ change }: Item): string {
  return change ? differenceOf(change) : "";
}

/** The other fields of a change are specific to its resource. */
function differenceOf({ fields, summary }: Change): string {
  return `${summary ?? ""}\n${JSON.stringify(fields)}`;
}

export function isAlike(group: readonly Item[]): boolean {
  const [first] = group;
  const difference = first?.change && differenceOf(first.change);
  return group.every(({ change }) => change !== undefined && differenceOf(change) === difference);
}

/** Lines of all findings of a rule are shared; the others belong to the resource. */
export function sharedLines(group: readonly Item[]): { shared: string[]; own: (item: Item) => string[] } {
  const linesOf = ({ violation }: Item): string[] => (violation?.message ?? "").split("\n").filter((line) => line.trim() !== "");
  const [first, ...rest] = group;
  const others = rest.map((item) => new Set(linesOf(item)));
  const shared = (first ? linesOf(first) : []).filter((line) => others.every((lines) => lines.has(line)));
  return { shared, own: (item) => linesOf(item).filter((line) => !shared.includes(line)) };
}

/** Unique names, or the first ones and the number of the others. */
export function namesIn(group: readonly Item[], said: Texts, write: (name: string) => string, most: number): string[] {
  const names = group.map(
    ({ change, violation, failure }) => change?.name ?? (violation ?? failure)?.resource?.name ?? said.theStack,
  );
  const each = [...new Set(names)];
  const shown = each.slice(0, most).map(write);
  return each.length > most ? [...shown, said.andMore(each.length - most)] : shown;
}
