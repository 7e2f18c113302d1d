/** The first line of every format: may this be merged? */
import { type Change, isBlocking, isLost, type Report } from "../model/report";
import { topOf } from "../model/walk";
import { texts } from "../texts";

export interface Banner {
  /** Blocks a merge, requests a check, or neither. */
  tone: "bad" | "warn" | "good";
  text: string;
}

export function bannerOf(report: Report): Banner {
  const { stacks } = report;
  const said = texts[report.language];
  const failed = stacks.filter(({ state }) => state === "failed").length;
  const mandatory = stacks.flatMap(({ violations }) => violations.filter(isBlocking));
  const before = stacks.flatMap(({ violations }) => violations.filter(({ level, known }) => level === "mandatory" && known));
  const stops: string[] = [];
  if (failed > 0) stops.push(said.previewsFailed(failed));
  if (mandatory.length > 0) {
    const rules = new Set(mandatory.map(({ policy }) => policy)).size;
    stops.push(said.mandatoryFindings(mandatory.length, rules));
  }
  const losses = [...lossesOf(report, "delete"), ...lossesOf(report, "replace"), ...retainedOf(report), ...outputsOf(report)];
  const unknown = stacks.some(({ gaps, state }) => gaps.length > 0 || state === "incomplete") ? [said.elseUnknown] : [];
  if (stops.length > 0) return { tone: "bad", text: said.doNotMerge([...stops, ...losses]) };
  const looks = [...losses, ...(before.length > 0 ? [said.wereThere(before.length)] : []), ...unknown];
  if (looks.length > 0) return { tone: "warn", text: said.look(looks) };
  return { tone: "good", text: said.allGood };
}

/** `300 jobs are replaced and lose their build history`. */
function lossesOf({ stacks, language }: Report, operation: "delete" | "replace"): string[] {
  const said = texts[language];
  const groups = new Map<string, Change[]>();
  for (const change of stacks.flatMap(({ changes }) => changes)) {
    if (!isLost(change, operation)) continue;
    const key = `${change.noun}\n${change.loses ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const sorted = [...groups.values()].sort((a, b) => b.length - a.length);
  const groupTexts = sorted.slice(0, 4).map(([first, ...more]) => {
    return said.lost(more.length + 1, first?.noun ?? said.model.resource, operation, first?.loses);
  });
  const rest = sorted.slice(4).reduce((sum, group) => sum + group.length, 0);
  return rest === 0 ? groupTexts : [...groupTexts, said.othersLost(rest, operation)];
}

/** Objects that stay where they are, and that nobody manages from now on. */
function retainedOf({ stacks, language }: Report): string[] {
  const said = texts[language];
  const kept = stacks.flatMap(({ changes }) => changes.filter(({ retained }) => retained));
  const [noun = said.model.resource, ...others] = new Set(kept.map((change) => change.noun));
  return kept.length === 0 ? [] : [said.retained(kept.length, others.length > 0 ? said.model.resource : noun)];
}

/** Added outputs, and values that are known only after the deployment, need no look. */
function outputsOf({ stacks, language }: Report): string[] {
  const said = texts[language];
  const removed: string[] = [];
  const changed: string[] = [];
  for (const { changes } of stacks)
    for (const { operation, fields } of changes) {
      if (operation !== "outputs") continue;
      const gone = new Set(fields.filter(({ kind, path }) => kind === "removed" && path === topOf(path)).map(({ path }) => path));
      const other = fields.filter(({ kind, path, new: next }) => kind !== "added" && next.kind !== "unknown" && !gone.has(path));
      removed.push(...gone);
      changed.push(...new Set(other.map(({ path }) => topOf(path))));
    }
  return [
    ...(removed.length > 0 ? [said.outputsRemoved(removed.length)] : []),
    ...(changed.length > 0 ? [said.outputsChanged(changed.length)] : []),
  ];
}
