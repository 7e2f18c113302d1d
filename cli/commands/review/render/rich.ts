/** Items as Markdown with tables and diff fences. All text of other people stands in code spans or fences, which it cannot leave. */
import type { Change, Failure, FieldChange, Shown, Violation } from "../model/report";
import { type Form, once } from "./fit";
import { counted, isAlike, sharedLines } from "./groups";
import { diffTexts, linesOf } from "./lines";
import type { Profile } from "./profiles";
import { codeCell, codeSpan, fenced } from "./safe";
import { anchorOf, type Item } from "./sections";

export interface RichStyle {
  profile: Profile;
  stacks: boolean;
  /** Where the whole report is, as a checked URL. */
  artifactUrl?: string;
  /** Without what a change means, which stands elsewhere. */
  bare: boolean;
}

/** A value longer than this leaves the table and gets a diff of its own. */
const longestCell = 120;
/** A diff longer than this is folded where the host can. */
const longestOpen = 16;
const columns = 110;

/** Items that read the same, from in full to in one line. */
export function richForms(group: readonly Item[], style: RichStyle): Form[] {
  const [item] = group;
  if (item === undefined) return [];
  const prefix = style.stacks ? `${codeSpan(item.stack.label)} ` : "";
  if (item.failure) return failureForms(item.failure, group, prefix, style);
  if (item.violation) return violationForms(item.violation, group, prefix, style);
  return item.change ? changeForms(item.change, group, style, prefix) : [];
}

function failureForms(failure: Failure, group: readonly Item[], prefix: string, style: RichStyle): Form[] {
  const where =
    group.length > 1
      ? `**${group.length} times**`
      : failure.resource
        ? `**${failure.resource.noun}** ${codeSpan(failure.resource.name)}`
        : "**program**";
  const lines = failure.message.split("\n");
  const names = namesOf(group, style);
  const brief = `- ${prefix}${where}: ${codeSpan((lines[0] ?? "").slice(0, 300))}`;
  const short = (): string => [brief, ...indent(names)].join("\n");
  if (lines.length === 1 && failure.message.length <= columns) return [short];
  return [once(() => [`- ${prefix}${where}`, ...indent([...fenced(wrap(failure.message), "text"), ...names])].join("\n")), short];
}

/** The rule, what it found and what to do, once; then its resources with what only they have. */
function violationForms(violation: Violation, group: readonly Item[], prefix: string, style: RichStyle): Form[] {
  const { shared, own } = sharedLines(group);
  const places = group.map((item) => placeOf(item.violation ?? violation));
  const only = group.length === 1 ? (places[0] ?? "") : "";
  const head: string = `- ${prefix}${codeSpan(violation.policy)}${aboutRule(violation)}${only === "" ? "" : ` on ${only}`}`;
  const text = [...shared, violation.remediation ? `To do: ${violation.remediation}` : ""]
    .filter((line) => line.trim() !== "")
    .join("\n");
  const block = text === "" ? [] : indent(fenced(wrap(text), "text"));
  if (group.length === 1)
    return block.length === 0 ? [() => head] : [once(() => [head, ...block].join("\n")), (): string => head];
  const listed = (): string[] =>
    group.map((item, index) => {
      const said = own(item).map(codeSpan).join(" ");
      return `- ${places[index] || "the stack"}${said === "" ? "" : `: ${said}`}`;
    });
  const several = `${head} on ${counted(group.length, "place")}`;
  const full = once(() => [several, ...block, ...indent(folded(listed(), counted(group.length, "place"), style))].join("\n"));
  const names = once(() => [several, ...indent(namesOf(group, style))].join("\n"));
  return [full, once(() => [several, ...block, ...indent(namesOf(group, style))].join("\n")), names];
}

function aboutRule({ level, pack, version, severity }: Violation): string {
  const about = [severity ?? "", pack === "" ? "" : `${pack} ${version}`.trim()].filter(Boolean);
  const done = level === "remediated" ? " (put right by the policy)" : "";
  return `${about.length > 0 ? ` (${about.map(codeSpan).join(", ")})` : ""}${done}`;
}

function placeOf({ resource, path }: Violation): string {
  return [resource ? `**${resource.noun}** ${codeSpan(resource.name)}` : "", path ? codeSpan(path) : ""]
    .filter(Boolean)
    .join(", ");
}

function changeForms(change: Change, group: readonly Item[], style: RichStyle, prefix: string): Form[] {
  const title = once(() => `- ${prefix}${titleOf(change, group, style)}${style.bare ? "" : wordsOf(change)}`);
  const head = once(() => [title(), ...indent([...namesOf(group, style), ...hintOf(change)])].join("\n"));
  const count = change.fields.length;
  const hasFields = change.operation !== "delete" && count > 0 && (group.length === 1 || isAlike(group));
  if (!hasFields) return [head];
  if (change.operation === "create" || change.operation === "import") return [made(change, head, style), head];
  const brief = once(() => (group.length === 1 ? `${head()} (${count} ${count === 1 ? "field" : "fields"})` : head()));
  const write = (most: number, lines: number): Form =>
    once(() => {
      const shown = change.fields.slice(0, most);
      const left = count - shown.length;
      const more = left > 0 ? ["", `${left} more ${left === 1 ? "field" : "fields"}.`] : [];
      const diffs = shown.filter((field) => !fitsTable(field)).flatMap((field) => diff(field, lines, style));
      return [head(), ...indent([...table(change, shown.filter(fitsTable)), ...diffs, ...more])].join("\n");
    });
  return [write(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), write(12, 30), write(5, 8), brief];
}

function hintOf({ hint }: Change): string[] {
  return hint === undefined ? [] : [`Renamed? ${codeSpan(hint)}`];
}

/** Of a group: the name of each, in one line that is folded when it is long. */
function namesOf(group: readonly Item[], style: RichStyle): string[] {
  if (group.length === 1) return [];
  const names = group.map(({ change, violation, failure }) =>
    codeSpan(change?.name ?? (violation ?? failure)?.resource?.name ?? "the stack"),
  );
  return folded([[...new Set(names)].join(", ")], counted(new Set(names).size, "name"), style, group.length > longestOpen);
}

function folded(lines: readonly string[], summary: string, style: RichStyle, long = lines.length > longestOpen): string[] {
  if (!style.profile.folds || !long) return ["", ...lines];
  return ["", `<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}

/** What a new resource is given, folded where the host can: its scripts are code that will run. */
function made(change: Change, head: Form, style: RichStyle): Form {
  return once(() => {
    const [short, long] = [change.fields.filter(fitsTable), change.fields.filter((field) => !fitsTable(field))];
    const rows = short.map((field) => `| ${codeCell(field.path)} | ${cell(field.new)} |`);
    const table = rows.length === 0 ? [] : ["", "| input | value |", "| --- | --- |", ...rows];
    const unfolded = { ...style, profile: { ...style.profile, folds: false } };
    const body = [...table, ...long.flatMap((field) => diff(field, Number.POSITIVE_INFINITY, unfolded))];
    const count = `${change.fields.length} ${change.fields.length === 1 ? "input" : "inputs"}`;
    const folded = style.profile.folds ? ["", `<details><summary>${count}</summary>`, ...body, "", "</details>"] : body;
    return [head(), ...indent(folded)].join("\n");
  });
}

function titleOf(change: Change, group: readonly Item[], style: RichStyle): string {
  const link = style.artifactUrl && group[0] ? ` ([details](${style.artifactUrl}#${anchorOf(group[0].stack, change)}))` : "";
  if (group.length > 1) return `**${counted(group.length, change.noun)}**${link}`;
  const logical = change.logicalName && change.operation !== "create" ? ` [${codeSpan(change.logicalName)}]` : "";
  const id = change.id && (change.operation === "delete" || change.operation === "replace") ? ` (id ${codeSpan(change.id)})` : "";
  return `**${change.noun}** ${codeSpan(change.name)}${logical}${id}${link}`;
}

function wordsOf(change: Change): string {
  const reasons = change.reasons.slice(0, 5).map(codeSpan).join(", ");
  const more = change.reasons.length > 5 ? ` and ${change.reasons.length - 5} more` : "";
  const verb = change.reasons.length === 1 ? "changes" : "change";
  const because =
    reasons === "" ? "" : change.operation === "replace" ? ` because ${reasons}${more} ${verb}` : `, ${reasons}${more}`;
  const text = [...change.consequences, ...(change.summary ? [codeSpan(change.summary)] : [])].join(" ");
  return `${because}${text ? `: ${text}` : ""}`;
}

function fitsTable(field: FieldChange): boolean {
  if (field.lines) return false;
  const texts = field.items ? [field.items.added.join(", "), field.items.removed.join(", ")] : [field.old.text, field.new.text];
  return texts.every((text) => text.length <= longestCell && !/[\n|`]/.test(text)) && !/[|`]/.test(field.path);
}

function table(change: Change, fields: readonly FieldChange[]): string[] {
  if (fields.length === 0) return [];
  const [before, after] = change.operation === "drift" ? ["deployed", "live"] : ["now", "after"];
  const rows = fields.map((field) => {
    const why = field.replaces ? " **forces the replacement**" : "";
    if (field.items)
      return `| ${codeCell(field.path)}${why} | ${itemCell("−", field.items.removed)} | ${itemCell("+", field.items.added)} |`;
    const next = field.old.kind === "secret" && field.new.kind === "secret" ? "`[secret]` **changed**" : cell(field.new);
    return `| ${codeCell(field.path)}${why} | ${cell(field.old)} | ${next} |`;
  });
  return ["", `| field | ${before} | ${after} |`, "| --- | --- | --- |", ...rows];
}

function itemCell(sign: string, items: readonly string[]): string {
  return items.length === 0 ? "" : items.map((item) => `${sign} ${codeCell(item)}`).join(" ");
}

function cell(shown: Shown): string {
  if (shown.kind === "none") return "*not set*";
  if (shown.kind === "unknown") return "*known after apply*";
  return codeCell(shown.text);
}

function diff(field: FieldChange, most: number, style: RichStyle): string[] {
  const lines = diffTexts(linesOf(field));
  const shown = lines.slice(0, most);
  if (lines.length > most) shown.push(`@ ${lines.length - most} more lines of this diff`);
  const title = `${codeSpan(field.path)}${field.replaces ? " **forces the replacement**" : ""}`;
  const block = fenced(shown.join("\n"), "diff");
  if (style.profile.folds && shown.length > longestOpen) {
    return ["", title, "", `<details><summary>${shown.length} lines</summary>`, "", ...block, "", "</details>"];
  }
  return ["", title, "", ...block];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}

/** Long sentences in a fence do not wrap by themselves. */
function wrap(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const lines: string[] = [];
      let rest = line;
      while (rest.length > columns) {
        const space = rest.lastIndexOf(" ", columns);
        const at = space > 40 ? space : columns;
        lines.push(rest.slice(0, at));
        rest = rest.slice(at).trimStart();
      }
      return [...lines, rest];
    })
    .join("\n");
}
