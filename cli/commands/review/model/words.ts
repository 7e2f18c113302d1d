/** Prepares messages of programs, providers and policies for a report. */
import type { PolicyFinding, Properties } from "../events/event";
import { type Language, texts } from "../texts";
import { compareInputs } from "./diff";
import type { Violation } from "./report";

/** Without colours, without the frames of Node.js and of packages in a stack trace, at most 40 lines. */
export function readableError(message: string, language: Language): string {
  const plain = stripTerminal(message)
    .replaceAll("\r\n", "\n")
    .trim()
    .replace(/^error: /, "");
  const lines = plain.split("\n").filter((line) => !/^\s+at .*(?:node:internal|node_modules|<anonymous>\))/.test(line));
  const text = lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const kept = text.split("\n");
  return kept.length <= 40 ? text : [...kept.slice(0, 40), texts[language].model.moreErrorLines(kept.length - 40)].join("\n");
}

/** Colour marks of Pulumi (`<{%fg 1%}>`) and of terminals. */
export function stripTerminal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
  return text.replace(/<\{%[^%]*%\}>/g, "").replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g, "");
}

/**
 * A finding in its parts. Pulumi joins a policy's description and what the rule reported by a line break; our pack's rules report
 * `path: what is wrong. What to do.`; a line that begins with "Remediation" or "Fix" is one in any pack.
 */
export function toViolation(finding: PolicyFinding, remediated: boolean): Violation {
  const message = stripTerminal(finding.message).trim();
  // A remediation of several properties belongs to none of them in particular.
  const parts = remediated && message.includes("\n") ? { message } : splitMessage(message);
  return {
    level: remediated ? "remediated" : finding.level === "mandatory" || finding.level === "remediate" ? "mandatory" : "advisory",
    policy: finding.policy,
    pack: finding.pack,
    version: finding.version.replace(/^v(?=\d)/, ""),
    ...(finding.severity !== "" && { severity: finding.severity }),
    ...parts,
  };
}

function splitMessage(message: string): { message: string; path?: string; remediation?: string } {
  const lines = message.split("\n").map((line) => line.trimEnd());
  const fix = lines.findIndex((line) => /^\s*(?:remediation(?: steps)?|fix|to fix)\s*:/i.test(line));
  const remediation =
    fix < 0
      ? undefined
      : lines
          .slice(fix)
          .join("\n")
          .replace(/^\s*[\w ]+:\s*/, "")
          .trim();
  const rest = fix < 0 ? lines : lines.slice(0, fix);
  let path: string | undefined;
  const at = rest.findIndex((line) => pathLine.test(line));
  if (at >= 0) {
    const found = pathLine.exec(rest[at] ?? "");
    path = found?.[1]?.replace(/:? $/, "");
    rest[at] = found?.[2] ?? "";
  }
  const text = rest.join("\n").trim();
  return { message: text === "" ? message : text, ...(path && { path }), ...(remediation && { remediation }) };
}

/** `steps["Test"].properties.command: …` — a path has a dot or a bracket, or is one camelCase word, before its colon. */
const pathLine = /^((?:[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*|\[(?:\d+|"(?:[^"\\]|\\.)*")\])+(?::? )|[a-z][A-Za-z]*: )(\S.*)$/;

/** What a remediation changed: `timeout: (not set) -> 2 hours`. */
export function remediated(before: Properties, after: Properties, language: Language): string {
  const { notSetBefore, nowSecret } = texts[language].model;
  const side = (text: string): string => (text === "" ? notSetBefore : text);
  return compareInputs(before, after, language)
    .map(
      (field) =>
        `${field.path}: ${field.new.kind === "secret" ? nowSecret : `${side(field.old.text)} -> ${side(field.new.text)}`}`,
    )
    .join("\n");
}
