/** The first line of every format: may this be merged? */
import { type Change, isBlocking, type Report } from "../model/report";
import { counted } from "./groups";

export interface Banner {
  /** Stops a merge, asks for a look, or neither. */
  tone: "bad" | "warn" | "good";
  text: string;
}

export function bannerOf(report: Report): Banner {
  const { stacks } = report;
  const failed = stacks.filter(({ state }) => state === "failed").length;
  const mandatory = stacks.flatMap(({ violations }) => violations.filter(isBlocking));
  const before = stacks.flatMap(({ violations }) => violations.filter(({ level, known }) => level === "mandatory" && known));
  const stops: string[] = [];
  if (failed > 0) stops.push(failed === 1 ? "the preview failed" : `${failed} previews failed`);
  if (mandatory.length > 0) {
    const rules = new Set(mandatory.map(({ policy }) => policy)).size;
    stops.push(`${counted(mandatory.length, "mandatory finding")} of ${counted(rules, "policy")}`);
  }
  const losses = [...lossesOf(report, "delete"), ...lossesOf(report, "replace")];
  const unknown = stacks.some(({ gaps, state }) => gaps.length > 0 || state === "incomplete")
    ? ["what else happens is not known"]
    : [];
  if (stops.length > 0) return { tone: "bad", text: `Do not merge: ${joined([...stops, ...losses])}.` };
  const looks = [...losses, ...(before.length > 0 ? [wasThere(before.length)] : []), ...unknown];
  if (looks.length > 0) return { tone: "warn", text: `Look before you merge: ${joined(looks)}.` };
  return { tone: "good", text: "Nothing is deleted, replaced, blocked or unknown." };
}

/** It is not this change that brings them, and a deployment with their pack stops at them all the same. */
function wasThere(count: number): string {
  return `${counted(count, "mandatory finding")} ${count === 1 ? "was" : "were"} there before`;
}

/** `300 jobs are replaced and lose their build history`. */
function lossesOf({ stacks }: Report, operation: "delete" | "replace"): string[] {
  const groups = new Map<string, Change[]>();
  for (const change of stacks.flatMap(({ changes }) => changes)) {
    if (change.operation !== operation) continue;
    const key = `${change.noun}\n${change.loses ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const sorted = [...groups.values()].sort((a, b) => b.length - a.length);
  const texts = sorted.slice(0, 4).map(([first, ...more]) => {
    const count = more.length + 1;
    const loses = first?.loses ? ` and ${count === 1 ? "loses its" : "lose their"} ${first.loses}` : "";
    return `${counted(count, first?.noun ?? "resource")} ${count === 1 ? "is" : "are"} ${operation}d${loses}`;
  });
  const rest = sorted.slice(4).reduce((sum, group) => sum + group.length, 0);
  return rest === 0 ? texts : [...texts, `${counted(rest, "other resource")} ${rest === 1 ? "is" : "are"} ${operation}d`];
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}`;
}
