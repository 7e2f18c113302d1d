/** Items as plain text, for terminals and for hosts of which nobody knows what they render. */
import type { Change, DiffLine, Failure, FieldChange, Shown, Violation } from "../model/report";
import { type Form, once } from "./fit";
import { diffTexts, linesOf } from "./lines";
import { fenced, oneLine, plainOrCode, visible, withoutEmoji } from "./safe";
import type { Item } from "./sections";

export interface PlainStyle {
  /** A value or a name of other people's. */
  value: (text: string) => string;
  /** Line diffs in fences, for hosts that may render Markdown. */
  fences: boolean;
  /** Says for each item which stack it belongs to. */
  stacks: boolean;
}

export const terminal: PlainStyle = { value: oneLine, fences: false, stacks: false };
export const codeartsStyle: PlainStyle = { value: (text) => plainOrCode(withoutEmoji(text)), fences: true, stacks: false };

/** From in full to in one line. */
export function plainForms(item: Item, style: PlainStyle): Form[] {
  const prefix = style.stacks ? `${style.value(item.stack.label)}: ` : "";
  if (item.failure) return failureForms(item.failure, style, prefix);
  if (item.violation) return violationForms(item.violation, style, prefix);
  return item.change ? changeForms(item.change, style, prefix) : [];
}

function failureForms(failure: Failure, style: PlainStyle, prefix: string): Form[] {
  const where = failure.resource ? `${failure.resource.noun} ${quoted(failure.resource.name, style)}: ` : "";
  const lines = failure.message.split("\n");
  const head = `- ${prefix}${where}${style.value(lines[0] ?? "")}`;
  const brief = clipLine(head, 300);
  if (lines.length === 1) return brief === head ? [() => head] : [() => head, () => brief];
  const rest = style.fences
    ? fenced(withoutEmoji(lines.slice(1).join("\n")), "text")
    : visible(lines.slice(1).join("\n")).split("\n");
  return [() => [head, ...rest.map((line) => `    ${line}`)].join("\n"), () => brief];
}

/** Only text without a code span may be shortened: a span without its end would swallow what follows. */
function clipLine(line: string, most: number): string {
  return line.length <= most || line.includes("`") ? line : `${line.slice(0, most)} …`;
}

function violationForms(violation: Violation, style: PlainStyle, prefix: string): Form[] {
  const where = violation.resource ? `, ${violation.resource.noun} ${quoted(violation.resource.name, style)}` : "";
  const path = violation.path ? `, ${style.value(violation.path)}` : "";
  const done = violation.level === "remediated" ? " (put right by the policy)" : "";
  const head = `- ${prefix}${style.value(violation.policy)}${where}${path}${done}`;
  const lines = [
    ...violation.message.split("\n"),
    ...(violation.remediation ? `To do: ${violation.remediation}`.split("\n") : []),
  ];
  const body = lines.filter((line) => line.trim() !== "").map((line) => `  ${style.value(line)}`);
  return body.length === 0 ? [() => head] : [() => [head, ...body].join("\n"), () => head];
}

function changeForms(change: Change, style: PlainStyle, prefix: string): Form[] {
  const head = once(() => `- ${prefix}${titleOf(change, style)}`);
  const count = change.fields.length;
  if (change.operation === "delete" || count === 0) return [head];
  const fields = change.fields.filter((field) => change.operation !== "replace" || !isReasonAlone(change, field));
  const isNew = change.operation === "create" || change.operation === "import";
  const write = (most: number, lines: number): Form =>
    once(() => {
      const shown = fields.slice(0, most).flatMap((field) => fieldLines(field, style, lines, isNew));
      const left = fields.length - Math.min(most, fields.length);
      const more = left > 0 ? [`${left} more ${left === 1 ? "field" : "fields"}`] : [];
      return [head(), ...[...shown, ...more].map((line) => `    ${line}`)].join("\n");
    });
  const all = Number.POSITIVE_INFINITY;
  if (isNew) return [write(all, all), head];
  const joined = inOneLine(change, fields, style, head);
  if (joined !== undefined) return [() => joined];
  const brief = once(() => `${head()} (${count} ${count === 1 ? "field" : "fields"})`);
  return [write(all, all), write(12, 30), write(5, 8), brief];
}

/** An update of one short field needs no second line. */
function inOneLine(change: Change, fields: readonly FieldChange[], style: PlainStyle, head: Form): string | undefined {
  const only = fields.length === 1 && change.operation === "update" ? fields[0] : undefined;
  if (only === undefined || needsLines(only)) return undefined;
  const joined = `${head()}: ${fieldLines(only, style, 1)[0] ?? ""}`;
  return joined.length <= 120 ? joined : undefined;
}

/** The old and new value of the one plain reason are worth a line; a reason that is a nested list is not. */
function isReasonAlone(change: Change, field: FieldChange): boolean {
  return field.replaces && change.fields.length > 30;
}

function titleOf(change: Change, style: PlainStyle): string {
  const name = `${change.noun} ${quoted(change.name, style)}`;
  const logical = change.logicalName && change.operation !== "create" ? ` [${style.value(change.logicalName)}]` : "";
  const id =
    change.id && (change.operation === "delete" || change.operation === "replace") ? ` (id ${style.value(change.id)})` : "";
  const because =
    change.reasons.length === 0
      ? ""
      : change.operation === "replace"
        ? ` because ${reasons(change, style)}`
        : `, ${reasons(change, style)}`;
  const words = [...change.consequences, ...(change.summary ? [style.value(change.summary)] : [])].join(" ");
  return `${name}${logical}${id}${because}${words ? `: ${words}` : ""}`;
}

function reasons(change: Change, style: PlainStyle): string {
  if (change.operation !== "replace") return change.reasons.map((reason) => style.value(reason)).join("; ");
  const shown = change.reasons
    .slice(0, 5)
    .map((reason) => style.value(reason))
    .join(", ");
  const more = change.reasons.length > 5 ? ` and ${change.reasons.length - 5} more` : "";
  return `${shown}${more} ${change.reasons.length === 1 ? "changes" : "change"}`;
}

function quoted(name: string, style: PlainStyle): string {
  const text = style.value(name);
  return text.startsWith("`") ? text : `"${text}"`;
}

function fieldLines(field: FieldChange, style: PlainStyle, most: number, isNew = false): string[] {
  const path = style.value(field.path);
  const why = field.replaces ? " (forces the replacement)" : "";
  if (needsLines(field)) return [`${path}${why}`, ...diffLines(linesOf(field), style, most)];
  if (field.items) {
    const added = field.items.added.map((item) => `+ ${style.value(item)}`);
    const removed = field.items.removed.map((item) => `- ${style.value(item)}`);
    return [`${path}: ${[...removed, ...added].join(" ")}${why}`];
  }
  if (isNew) return [`${path}: ${shownText(field.new, style)}`];
  return [`${path}: ${arrow(field, style)}${why}`];
}

/** Long text stands on lines of its own. */
function needsLines(field: FieldChange): boolean {
  if (field.lines) return true;
  const texts = field.items ? [...field.items.added, ...field.items.removed] : [field.old.text, field.new.text];
  return texts.some((text) => text.includes("\n")) || texts.reduce((sum, text) => sum + text.length, 0) > 400;
}

function diffLines(lines: readonly DiffLine[], style: PlainStyle, most: number): string[] {
  const all = diffTexts(lines, style.fences ? undefined : Number.POSITIVE_INFINITY);
  const shown = all.slice(0, most);
  if (all.length > most) shown.push(`@ ${all.length - most} more lines of this diff`);
  if (style.fences) return fenced(withoutEmoji(shown.join("\n")), "diff");
  return shown.map((line) => `  ${visible(line)}`);
}

function arrow(field: FieldChange, style: PlainStyle): string {
  if (field.old.kind === "secret" && field.new.kind === "secret") return "[secret] changed";
  if (field.old.kind === "none" && field.new.kind === "secret") return "[secret] added";
  if (field.old.kind === "secret" && field.new.kind === "none") return "[secret] removed";
  return `${shownText(field.old, style)} -> ${shownText(field.new, style)}`;
}

function shownText(shown: Shown, style: PlainStyle): string {
  if (shown.kind === "none") return "(not set)";
  if (shown.kind === "unknown") return "(known after apply)";
  if (shown.kind === "secret") return "[secret]";
  return shown.text === "" ? '""' : style.value(shown.text);
}
