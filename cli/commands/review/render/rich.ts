/** Items as Markdown with tables and diff fences. External text is always in code spans or fences, which it cannot close. */
import type { Change, Failure, FieldChange, Shown, Violation } from "../model/report";
import type { Texts } from "../texts";
import { type Form, once } from "./fit";
import { isAlike, namesIn, sharedLines } from "./groups";
import { diffTexts, linesOf } from "./lines";
import type { Profile } from "./profiles";
import { codeCell, codeSpan, fenced } from "./safe";
import { anchorOf, type Item } from "./sections";

export interface RichStyle {
  profile: Profile;
  said: Texts;
  stacks: boolean;
  /** Validated URL of the full report. */
  artifactUrl?: string;
  /** Without consequences, which are shown elsewhere. */
  bare: boolean;
}

/** A longer value is not shown in the table but as a separate diff. */
const longestCell = 120;
/** A longer diff is folded if the host supports it. */
const longestOpen = 16;
const columns = 110;

/** Forms of equal items, from full to one line. */
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
      ? `**${style.said.times(group.length)}**`
      : failure.resource
        ? `**${failure.resource.noun}** ${codeSpan(failure.resource.name)}`
        : `**${style.said.program}**`;
  const lines = failure.message.split("\n");
  const names = namesOf(group, style);
  const brief = `- ${prefix}${where}: ${codeSpan((lines[0] ?? "").slice(0, 300))}`;
  const short = (): string => [brief, ...indent(names)].join("\n");
  if (lines.length === 1 && failure.message.length <= columns) return [short];
  return [once(() => [`- ${prefix}${where}`, ...indent([...fenced(wrap(failure.message), "text"), ...names])].join("\n")), short];
}

/** The rule, its finding and remediation once, then its resources with their specific lines. */
function violationForms(violation: Violation, group: readonly Item[], prefix: string, style: RichStyle): Form[] {
  const { shared, own } = sharedLines(group);
  const { said } = style;
  const places = group.map((item) => placeOf(item.violation ?? violation));
  const only = group.length === 1 ? (places[0] ?? "") : "";
  const head: string = `- ${prefix}${codeSpan(violation.policy)}${aboutRule(violation, said)}${only === "" ? "" : said.onPlace(only)}`;
  const text = [...shared, violation.remediation ? `${said.toDo}${violation.remediation}` : ""]
    .filter((line) => line.trim() !== "")
    .join("\n");
  const block = text === "" ? [] : indent(fenced(wrap(text), "text"));
  if (group.length === 1)
    return block.length === 0 ? [() => head] : [once(() => [head, ...block].join("\n")), (): string => head];
  const listed = (): string[] =>
    group.map((item, index) => {
      const more = own(item).map(codeSpan).join(" ");
      return `- ${places[index] || said.theStack}${more === "" ? "" : `: ${more}`}`;
    });
  const several = severalOf(violation, group, prefix, said);
  const full = once(() => [several, ...block, ...indent(folded(listed(), said.places(group.length), style))].join("\n"));
  const names = once(() => [several, ...indent(namesOf(group, style))].join("\n"));
  return [full, once(() => [several, ...block, ...indent(namesOf(group, style))].join("\n")), names];
}

function aboutRule({ level, pack, version, severity }: Violation, said: Texts): string {
  const about = [severity ?? "", pack === "" ? "" : `${pack} ${version}`.trim()].filter(Boolean);
  const done = level === "remediated" ? said.putRight : "";
  return `${about.length > 0 ? ` (${about.map(codeSpan).join(", ")})` : ""}${done}`;
}

function placeOf({ resource, path }: Violation): string {
  return [resource ? `**${resource.noun}** ${codeSpan(resource.name)}` : "", path ? codeSpan(path) : ""]
    .filter(Boolean)
    .join(", ");
}

function changeForms(change: Change, group: readonly Item[], style: RichStyle, prefix: string): Form[] {
  const title = once(() => `- ${prefix}${titleOf(change, group, style)}${style.bare ? "" : wordsOf(change, style)}`);
  const head = once(() => [title(), ...indent([...namesOf(group, style), ...hintOf(change, style)])].join("\n"));
  const count = change.fields.length;
  const hasFields = change.operation !== "delete" && count > 0 && (group.length === 1 || isAlike(group));
  if (!hasFields) return [head];
  if (change.operation === "create" || change.operation === "import") return [made(change, head, style), head];
  const brief = once(() => (group.length === 1 ? `${head()} (${style.said.fields(count)})` : head()));
  const write = (most: number, lines: number): Form =>
    once(() => {
      const shown = change.fields.slice(0, most);
      const left = count - shown.length;
      const more = left > 0 ? ["", style.said.moreFields(left)] : [];
      const diffs = shown.filter((field) => !fitsTable(field)).flatMap((field) => diff(field, lines, style));
      return [head(), ...indent([...table(change, shown.filter(fitsTable), style.said), ...diffs, ...more])].join("\n");
    });
  return [write(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), write(12, 30), write(5, 8), brief];
}

function hintOf({ hint }: Change, { said }: RichStyle): string[] {
  return hint === undefined ? [] : [`${said.renamed} ${codeSpan(hint)}`];
}

/** Names of a group, or the first ones, in one line, which is folded if it is long. */
function namesOf(group: readonly Item[], style: RichStyle, most = group.length): string[] {
  if (group.length === 1) return [];
  const names = namesIn(group, style.said, codeSpan, most);
  return folded([names.join(", ")], style.said.names(names.length), style, group.length > longestOpen);
}

/** The shortest form with only the first names, if not all of them fit. */
export function richNamed(group: readonly Item[], style: RichStyle): ((most: number) => string) | undefined {
  const [item] = group;
  if (group.length === 1 || item === undefined) return undefined;
  const { change, violation } = item;
  const prefix = style.stacks ? `${codeSpan(item.stack.label)} ` : "";
  const names = (most: number): string[] => indent(namesOf(group, style, most));
  if (change)
    return (most) => [`- ${prefix}${titleOf(change, group, style)}${wordsOf(change, style)}`, ...names(most)].join("\n");
  return violation && ((most) => [severalOf(violation, group, prefix, style.said), ...names(most)].join("\n"));
}

function severalOf(violation: Violation, group: readonly Item[], prefix: string, said: Texts): string {
  return `- ${prefix}${codeSpan(violation.policy)}${aboutRule(violation, said)}${said.onPlaces(group.length)}`;
}

function folded(lines: readonly string[], summary: string, style: RichStyle, long = lines.length > longestOpen): string[] {
  if (!style.profile.folds || !long) return ["", ...lines];
  return ["", `<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}

/** Inputs of a new resource, folded if the host supports it: its scripts are code that will run. */
function made(change: Change, head: Form, style: RichStyle): Form {
  return once(() => {
    const [short, long] = [change.fields.filter(fitsTable), change.fields.filter((field) => !fitsTable(field))];
    const rows = short.map((field) => `| ${codeCell(field.path)} | ${cell(field.new, style.said)} |`);
    const table = rows.length === 0 ? [] : ["", `| ${style.said.input} | ${style.said.value} |`, "| --- | --- |", ...rows];
    const unfolded = { ...style, profile: { ...style.profile, folds: false } };
    const body = [...table, ...long.flatMap((field) => diff(field, Number.POSITIVE_INFINITY, unfolded))];
    const count = style.said.inputs(change.fields.length);
    const folded = style.profile.folds ? ["", `<details><summary>${count}</summary>`, ...body, "", "</details>"] : body;
    return [head(), ...indent(folded)].join("\n");
  });
}

function titleOf(change: Change, group: readonly Item[], style: RichStyle): string {
  const link =
    style.artifactUrl && group[0] ? ` ([${style.said.details}](${style.artifactUrl}#${anchorOf(group[0].stack, change)}))` : "";
  if (group.length > 1) return `**${style.said.counted(group.length, change.noun)}**${link}`;
  const logical = change.logicalName && change.operation !== "create" ? ` [${codeSpan(change.logicalName)}]` : "";
  const id =
    change.id && (change.operation === "delete" || change.operation === "replace") ? style.said.id(codeSpan(change.id)) : "";
  return `**${change.noun}** ${codeSpan(change.name)}${logical}${id}${link}`;
}

function wordsOf(change: Change, { said }: RichStyle): string {
  const reasons = change.reasons.slice(0, 5).map(codeSpan).join(", ");
  const more = change.reasons.length > 5 ? said.moreReasons(change.reasons.length - 5) : "";
  const because =
    reasons === ""
      ? ""
      : change.operation === "replace"
        ? said.because(`${reasons}${more}`, change.reasons.length)
        : `, ${reasons}${more}`;
  const text = [...change.consequences, ...(change.summary ? [codeSpan(change.summary)] : [])].join(said.space);
  return `${because}${text ? `: ${text}` : ""}`;
}

function fitsTable(field: FieldChange): boolean {
  if (field.lines) return false;
  const texts = field.items ? [field.items.added.join(", "), field.items.removed.join(", ")] : [field.old.text, field.new.text];
  return texts.every((text) => text.length <= longestCell && !/[\n|`]/.test(text)) && !/[|`]/.test(field.path);
}

function table(change: Change, fields: readonly FieldChange[], said: Texts): string[] {
  if (fields.length === 0) return [];
  const [before, after] = change.operation === "drift" ? [said.deployed, said.live] : [said.now, said.after];
  const rows = fields.map((field) => {
    const why = field.replaces ? ` **${said.forces}**` : "";
    if (field.items)
      return `| ${codeCell(field.path)}${why} | ${itemCell("−", field.items.removed)} | ${itemCell("+", field.items.added)} |`;
    const next =
      field.old.kind === "secret" && field.new.kind === "secret" ? `\`[secret]\` **${said.changed}**` : cell(field.new, said);
    return `| ${codeCell(field.path)}${why} | ${cell(field.old, said)} | ${next} |`;
  });
  return ["", `| ${said.field} | ${before} | ${after} |`, "| --- | --- | --- |", ...rows];
}

function itemCell(sign: string, items: readonly string[]): string {
  return items.length === 0 ? "" : items.map((item) => `${sign} ${codeCell(item)}`).join(" ");
}

function cell(shown: Shown, said: Texts): string {
  if (shown.kind === "none") return `*${said.notSet}*`;
  if (shown.kind === "unknown") return `*${said.later}*`;
  return codeCell(shown.text);
}

function diff(field: FieldChange, most: number, style: RichStyle): string[] {
  const lines = diffTexts(linesOf(field, style.said), style.said);
  const shown = lines.slice(0, most);
  if (lines.length > most) shown.push(style.said.moreLines(lines.length - most));
  const title = `${codeSpan(field.path)}${field.replaces ? ` **${style.said.forces}**` : ""}`;
  const block = fenced(shown.join("\n"), "diff");
  if (style.profile.folds && shown.length > longestOpen) {
    return ["", title, "", `<details><summary>${style.said.lines(shown.length)}</summary>`, "", ...block, "", "</details>"];
  }
  return ["", title, "", ...block];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}

/** Hosts do not wrap long sentences in a fence. */
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
