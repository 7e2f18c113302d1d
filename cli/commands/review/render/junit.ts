/** The review as JUnit XML, which every CI system shows as tests: one suite per stack, one test for the preview and per finding. */
import { isBlocking, type Report, type StackReport } from "../model/report";
import { type Texts, texts } from "../texts";
import { type Finding, findingsOf, linesOf, placeOf } from "./findings";
import { escapeHtml, oneLine } from "./safe";

export function junitXml(report: Report): string {
  const all = findingsOf(report);
  const said = texts[report.language];
  const suites = report.stacks.map((stack) =>
    suite(
      stack,
      all.filter((finding) => finding.stack === stack),
      said,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pulumi-codearts review">\n${suites.join("")}</testsuites>\n`;
}

function suite(stack: StackReport, findings: readonly Finding[], said: Texts): string {
  const failed = findings.filter(({ violation }) => isBlocking(violation));
  const skipped = findings.filter(({ violation }) => !isBlocking(violation) && violation.level !== "remediated");
  const broken = stack.failures.length + stack.gaps.length > 0;
  const counts = `tests="${findings.length + 1}" failures="${failed.length}" errors="${broken ? 1 : 0}" skipped="${skipped.length}"`;
  return [
    `  <testsuite name="${attribute(stack.label)}" ${counts}>\n`,
    preview(stack, broken, said),
    ...findings.map((finding) => test(finding, said)),
    "  </testsuite>\n",
  ].join("");
}

/** The unknown part may violate a rule: such a preview is not a passed test. */
function preview(stack: StackReport, broken: boolean, said: Texts): string {
  const name = `<testcase classname="${attribute(stack.label)}" name="preview"`;
  const notes = stack.notes.length > 0 ? `      <system-out>${text(stack.notes.join("\n"))}</system-out>\n` : "";
  if (!broken) return notes === "" ? `    ${name}/>\n` : `    ${name}>\n${notes}    </testcase>\n`;
  const lines = [...stack.failures.map(({ message }) => message), ...stack.gaps];
  const summary = stack.failures.length > 0 ? said.previewsFailed(1) : said.elseUnknown;
  return `    ${name}>\n      <error message="${summary}">${text(lines.join("\n"))}</error>\n${notes}    </testcase>\n`;
}

function test(finding: Finding, said: Texts): string {
  const { violation, stack, fingerprint } = finding;
  const name = `${violation.policy}: ${placeOf(violation, said)}`;
  const message = `message="${attribute(violation.message)}"`;
  const body = text(linesOf(finding, said).join("\n"));
  const result = isBlocking(violation)
    ? `<failure type="${attribute(violation.severity ?? violation.level)}" ${message}>${body}</failure>`
    : violation.level === "remediated"
      ? `<system-out>${body}</system-out>`
      : `<skipped ${message}>${body}</skipped>`;
  return [
    `    <testcase classname="${attribute(stack.label)}" name="${attribute(name)}">\n`,
    `      <properties><property name="fingerprint" value="${fingerprint}"/></properties>\n`,
    `      ${result}\n    </testcase>\n`,
  ].join("");
}

function attribute(of: string): string {
  return text(oneLine(of));
}

/** The last two of these characters are not allowed in XML, not even as references. */
function text(of: string): string {
  return escapeHtml(of).replaceAll("\ufffe", "\\u{fffe}").replaceAll("\uffff", "\\u{ffff}");
}
