/** Items as plain text, for terminals and for hosts whose rendering is unknown. */
import type { Change, DiffLine, Failure, FieldChange, Shown, Violation } from "../model/report";
import { type Texts, texts } from "../texts";
import { type Form, once } from "./fit";
import { isAlike, namesIn, sharedLines } from "./groups";
import { diffTexts, linesOf } from "./lines";
import { fenced, oneLine, plainOrCode, visible, withoutEmoji } from "./safe";
import type { Item } from "./sections";

export interface PlainStyle {
  said: Texts;
  /** Writes an external value or name. */
  value: (text: string) => string;
  /** Line diffs in fences, for hosts that may render Markdown. */
  fences: boolean;
  /** Prefixes each item with its stack. */
  stacks: boolean;
  /** Without consequences, which are shown elsewhere. */
  bare: boolean;
}

export const terminal: PlainStyle = { said: texts.en, value: oneLine, fences: false, stacks: false, bare: false };
export const codeartsStyle: PlainStyle = {
  said: texts.en,
  value: (text) => plainOrCode(withoutEmoji(text)),
  fences: true,
  stacks: false,
  bare: false,
};

/** Forms of equal items, from full to one line. */
export function plainForms(group: readonly Item[], style: PlainStyle): Form[] {
  const [item] = group;
  if (item === undefined) return [];
  const prefix = style.stacks ? `${style.value(item.stack.label)}: ` : "";
  if (item.failure) return failureForms(item.failure, group, style, prefix);
  if (item.violation) return violationForms(item.violation, group, style, prefix);
  return item.change ? changeForms(item.change, group, style, prefix) : [];
}

function failureForms(failure: Failure, group: readonly Item[], style: PlainStyle, prefix: string): Form[] {
  const single = failure.resource ? `${failure.resource.noun} ${quoted(failure.resource.name, style)}: ` : "";
  const where = group.length === 1 ? single : `${style.said.times(group.length)}: `;
  const lines = failure.message.split("\n");
  const names = namesOf(group, style);
  const head = `- ${prefix}${where}${style.value(lines[0] ?? "")}`;
  const brief = (): string => [clipLine(head, 300), ...names].join("\n");
  if (lines.length === 1) return head === clipLine(head, 300) ? [brief] : [() => [head, ...names].join("\n"), brief];
  const rest = style.fences
    ? fenced(withoutEmoji(lines.slice(1).join("\n")), "text")
    : visible(lines.slice(1).join("\n")).split("\n");
  return [() => [head, ...rest.map((line) => `    ${line}`), ...names].join("\n"), brief];
}

/** Names of a group, or the first ones, in one line. */
function namesOf(group: readonly Item[], style: PlainStyle, most = group.length): string[] {
  if (group.length === 1) return [];
  return [`    ${namesIn(group, style.said, style.value, most).join(", ")}`];
}

/** The shortest form with only the first names, if not all of them fit. */
export function plainNamed(group: readonly Item[], style: PlainStyle): ((most: number) => string) | undefined {
  const [item] = group;
  if (group.length === 1 || item === undefined) return undefined;
  const { change, violation } = item;
  const prefix = style.stacks ? `${style.value(item.stack.label)}: ` : "";
  if (change) return (most) => [`- ${prefix}${titleOf(change, group, style)}`, ...namesOf(group, style, most)].join("\n");
  return violation && ((most) => [headOf(violation, group, style, prefix), ...namesOf(group, style, most)].join("\n"));
}

/** Only text without a code span may be shortened: an unterminated span would affect the text after it. */
function clipLine(line: string, most: number): string {
  return line.length <= most || line.includes("`") ? line : `${line.slice(0, most)} …`;
}

/** The rule, its finding and remediation once, then its resources with their specific lines. */
function violationForms(violation: Violation, group: readonly Item[], style: PlainStyle, prefix: string): Form[] {
  const { shared, own } = sharedLines(group);
  const { said } = style;
  const { remediation } = violation;
  const head = headOf(violation, group, style, prefix);
  const lines = [...shared, ...(remediation ? `${said.toDo}${remediation}`.split("\n") : [])];
  const body = lines.filter((line) => line.trim() !== "").map((line) => `  ${style.value(line)}`);
  if (group.length === 1) return body.length === 0 ? [() => head] : [() => [head, ...body].join("\n"), () => head];
  const places = (): string[] =>
    group.map((item) => `  - ${[placeOf(item.violation ?? violation, style), ...own(item).map(style.value)].join(": ")}`);
  const names = namesOf(group, style);
  return [
    () => [head, ...body, ...places()].join("\n"),
    () => [head, ...body, ...names].join("\n"),
    () => [head, ...names].join("\n"),
  ];
}

function headOf(violation: Violation, group: readonly Item[], style: PlainStyle, prefix: string): string {
  const { level, severity, pack, version } = violation;
  const about = [severity ?? "", pack === "" ? "" : `${pack} ${version}`.trim()].filter(Boolean).map(style.value);
  const done = level === "remediated" ? style.said.putRight : "";
  const only = group.length === 1 ? `, ${placeOf(violation, style)}` : style.said.onPlaces(group.length);
  return `- ${prefix}${style.value(violation.policy)}${about.length > 0 ? ` (${about.join(", ")})` : ""}${only}${done}`;
}

function placeOf({ resource, path }: Violation, style: PlainStyle): string {
  const where = resource ? `${resource.noun} ${quoted(resource.name, style)}` : "";
  return [where, path ? style.value(path) : ""].filter(Boolean).join(", ") || style.said.theStack;
}

function changeForms(change: Change, group: readonly Item[], style: PlainStyle, prefix: string): Form[] {
  const hint = change.hint === undefined ? [] : [`    ${style.said.renamed} ${style.value(change.hint)}`];
  const head = once(() => [`- ${prefix}${titleOf(change, group, style)}`, ...namesOf(group, style), ...hint].join("\n"));
  const count = change.fields.length;
  if (change.operation === "delete" || count === 0 || (group.length > 1 && !isAlike(group))) return [head];
  const fields = change.fields.filter((field) => change.operation !== "replace" || !isReasonAlone(change, field));
  const isNew = change.operation === "create" || change.operation === "import";
  const write = (most: number, lines: number): Form =>
    once(() => {
      const shown = fields.slice(0, most).flatMap((field) => fieldLines(field, style, lines, isNew));
      const left = fields.length - Math.min(most, fields.length);
      const more = left > 0 ? [style.said.moreFields(left)] : [];
      return [head(), ...[...shown, ...more].map((line) => `    ${line}`)].join("\n");
    });
  const all = Number.POSITIVE_INFINITY;
  if (isNew) return [write(all, all), head];
  const joined = group.length === 1 && hint.length === 0 ? inOneLine(change, fields, style, head) : undefined;
  if (joined !== undefined) return [() => joined];
  const brief = once(() => (group.length === 1 ? `${head()} (${style.said.fields(count)})` : head()));
  return [write(all, all), write(12, 30), write(5, 8), brief];
}

/** An update of one short field needs no second line. */
function inOneLine(change: Change, fields: readonly FieldChange[], style: PlainStyle, head: Form): string | undefined {
  const only = fields.length === 1 && change.operation === "update" ? fields[0] : undefined;
  if (only === undefined || needsLines(only)) return undefined;
  const joined = `${head()}: ${fieldLines(only, style, 1)[0] ?? ""}`;
  return joined.length <= 120 ? joined : undefined;
}

/** Whether the field only repeats a reason for the replacement in a change with many fields. */
function isReasonAlone(change: Change, field: FieldChange): boolean {
  return field.replaces && change.fields.length > 30;
}

function titleOf(change: Change, group: readonly Item[], style: PlainStyle): string {
  const single = group.length === 1;
  const name = single ? `${change.noun} ${quoted(change.name, style)}` : style.said.counted(group.length, change.noun);
  if (style.bare) return name;
  const logical = single && change.logicalName && change.operation !== "create" ? ` [${style.value(change.logicalName)}]` : "";
  const id =
    single && change.id && (change.operation === "delete" || change.operation === "replace")
      ? style.said.id(style.value(change.id))
      : "";
  const because =
    change.reasons.length === 0
      ? ""
      : change.operation === "replace"
        ? style.said.because(reasons(change, style), change.reasons.length)
        : `, ${reasons(change, style)}`;
  const words = [...change.consequences, ...(change.summary ? [style.value(change.summary)] : [])].join(style.said.space);
  return `${name}${logical}${id}${because}${words ? `: ${words}` : ""}`;
}

function reasons(change: Change, style: PlainStyle): string {
  if (change.operation !== "replace") return change.reasons.map((reason) => style.value(reason)).join("; ");
  const shown = change.reasons
    .slice(0, 5)
    .map((reason) => style.value(reason))
    .join(", ");
  return change.reasons.length > 5 ? `${shown}${style.said.moreReasons(change.reasons.length - 5)}` : shown;
}

function quoted(name: string, style: PlainStyle): string {
  const text = style.value(name);
  return text.startsWith("`") ? text : `"${text}"`;
}

function fieldLines(field: FieldChange, style: PlainStyle, most: number, isNew = false): string[] {
  const path = style.value(field.path);
  const why = field.replaces ? ` (${style.said.forces})` : "";
  if (needsLines(field)) return [`${path}${why}`, ...diffLines(linesOf(field, style.said), style, most)];
  if (field.items) {
    const added = field.items.added.map((item) => `+ ${style.value(item)}`);
    const removed = field.items.removed.map((item) => `- ${style.value(item)}`);
    return [`${path}: ${[...removed, ...added].join(" ")}${why}`];
  }
  if (isNew) return [`${path}: ${shownText(field.new, style)}`];
  return [`${path}: ${arrow(field, style)}${why}`];
}

/** Long text is written on separate lines. */
function needsLines(field: FieldChange): boolean {
  if (field.lines) return true;
  const texts = field.items ? [...field.items.added, ...field.items.removed] : [field.old.text, field.new.text];
  return texts.some((text) => text.includes("\n")) || texts.reduce((sum, text) => sum + text.length, 0) > 400;
}

function diffLines(lines: readonly DiffLine[], style: PlainStyle, most: number): string[] {
  const all = diffTexts(lines, style.said, style.fences ? undefined : Number.POSITIVE_INFINITY);
  const shown = all.slice(0, most);
  if (all.length > most) shown.push(style.said.moreLines(all.length - most));
  if (style.fences) return fenced(withoutEmoji(shown.join("\n")), "diff");
  return shown.map((line) => `  ${visible(line)}`);
}

function arrow(field: FieldChange, style: PlainStyle): string {
  if (field.old.kind === "secret" && field.new.kind === "secret") return style.said.secretDone.changed;
  if (field.old.kind === "none" && field.new.kind === "secret") return style.said.secretDone.added;
  if (field.old.kind === "secret" && field.new.kind === "none") return style.said.secretDone.removed;
  return `${shownText(field.old, style)} -> ${shownText(field.new, style)}`;
}

function shownText(shown: Shown, style: PlainStyle): string {
  if (shown.kind === "none") return `(${style.said.notSet})`;
  if (shown.kind === "unknown") return `(${style.said.later})`;
  if (shown.kind === "secret") return "[secret]";
  return shown.text === "" ? '""' : style.value(shown.text);
}
