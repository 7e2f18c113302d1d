/** What CI systems read beside the comment: SARIF by its schema, JUnit as XML, GitLab's Code Quality by what its documentation asks for. */
import "@microsoft/jest-sarif";
import type { Report } from "../../../cli/commands/review/model/report";
import { codeQualityJson } from "../../../cli/commands/review/render/code-quality";
import { junitXml } from "../../../cli/commands/review/render/junit";
import { sarifJson } from "../../../cli/commands/review/render/sarif";
import { withBrowser } from "../../helpers/browser";
import { diagnostic, ending, policy, reportOf, step, urnOf } from "./events";

function found(level: string, severity: string, message: string, name: string, rule = "no-secret"): object {
  const event = policy(level, message, name);
  Object.assign((event as { policyEvent: object }).policyEvent, { severity, policyName: rule });
  return event;
}

const job = (name: string) => step("update", { name, old: { name, a: 1 }, new: { name, a: 2 } });
const findings = [
  found("mandatory", "critical", 'steps["Build"].properties.command: holds a key.\nRemediation: take it out', "api"),
  found("mandatory", "", "is not allowed", "web"),
  found("advisory", "low", "timeout: is missing.", "api", "timeouts"),
];
const events = [job("api"), job("web"), ...findings, ...ending("failed")];

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; help: { text: string } }[] } };
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[];
    results: Result[];
  }[];
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string } };
    logicalLocations: { fullyQualifiedName: string }[];
  }[];
  partialFingerprints: Record<string, string>;
  properties: Record<string, unknown>;
}
const sarifOf = (report: Report) => JSON.parse(sarifJson(report)) as Sarif;
const fingerprints = (report: Report) =>
  sarifOf(report).runs.flatMap(({ results }) => results.map((one) => one.partialFingerprints));
const qualityOf = (report: Report) => JSON.parse(codeQualityJson(report)) as Record<string, string>[];

test("SARIF is what its schema says, and holds rule, pack, severity, resource, finding and remedy", async () => {
  const report = await reportOf(events, [diagnostic("error", "the program broke"), ...ending("failed")], []);
  const log = sarifOf(report);
  expect(log).toBeValidSarifLog();
  const [run, failed, empty] = log.runs;
  expect(run?.results.map(({ level, ruleId }) => `${level} ${ruleId}`)).toEqual([
    "error codearts/no-secret",
    "error codearts/no-secret",
    "warning codearts/timeouts",
  ]);
  const [first] = run?.results ?? [];
  for (const part of ["holds a key", "To do: take it out", "Severity: critical", "Pack: codearts 1.0.0", urnOf("api")])
    expect(first?.message.text).toContain(part);
  expect(first?.properties).toMatchObject({ severity: "critical", urn: urnOf("api"), path: 'steps["Build"].properties.command' });
  expect(first?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe(urnOf("api"));
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(["codearts/no-secret", "codearts/timeouts"]);
  expect(run?.results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0, 1]);
  expect(run?.tool.driver.rules[0]?.help.text).toBe("take it out");
  expect(failed?.invocations[0]).toMatchObject({ executionSuccessful: false });
  expect(JSON.stringify(failed?.invocations)).toContain("the program broke");
  expect(JSON.stringify(empty?.invocations)).toContain("log is empty");
});

test("a finding is shown at the project file of its program", async () => {
  const report = await reportOf(events);
  const files = () => sarifOf(report).runs[0]?.results.map((one) => one.locations[0]?.physicalLocation.artifactLocation.uri);
  expect(files()).toEqual(["Pulumi.yaml", "Pulumi.yaml", "Pulumi.yaml"]);
  for (const stack of report.stacks) stack.projectFile = "jobs/team a/Pulumi.yaml";
  expect(files()?.[0]).toBe("jobs/team%20a/Pulumi.yaml");
  expect(qualityOf(report)[0]).toMatchObject({ location: { path: "jobs/team a/Pulumi.yaml", lines: { begin: 1 } } });
});

test("fingerprints stay whatever the order, the time and other findings, and each is of one finding", async () => {
  const once = fingerprints(await reportOf(events));
  const again = await reportOf([
    ...findings.slice(1),
    job("new"),
    job("web"),
    ...findings.slice(0, 1),
    job("api"),
    ...ending("failed"),
  ]);
  again.origin.time = "2027-01-01T00:00:00.000Z";
  expect(fingerprints(again)).toEqual(once);
  const other = fingerprints(await reportOf([found("mandatory", "critical", "is not allowed here", "web"), ...ending("failed")]));
  expect(once).not.toContainEqual(other[0]);
  const twice = qualityOf(await reportOf(events, events)).map(({ fingerprint }) => fingerprint);
  expect(new Set(twice).size).toBe(6);
});

test("two runs over one plan give the same bytes", async () => {
  const [one, two] = [await reportOf(events), await reportOf([...events].reverse())];
  for (const render of [sarifJson, junitXml, codeQualityJson]) expect(render(two)).toBe(render(one));
});

test("Code Quality has GitLab's fields and one of its severities", async () => {
  const entries = qualityOf(await reportOf(events));
  expect(entries.map(({ severity, check_name }) => [severity, check_name])).toEqual([
    ["blocker", "no-secret"],
    ["critical", "no-secret"],
    ["minor", "timeouts"],
  ]);
  for (const part of ["holds a key", "To do: take it out", "mandatory, critical, codearts 1.0.0", urnOf("api")])
    expect(entries[0]?.description).toContain(part);
});

const nasty = [
  "\u0000\u001b[31m",
  "\ud800",
  "\ufffe\uffff",
  "]]>",
  "<!--",
  "&amp;",
  "\"'",
  "\u202e",
  "</failure>",
  "<testcase/>",
  "[x](https://evil.example)",
  "\n",
];

test("JUnit is XML whatever people write, with a test for the preview and one for each finding", async () => {
  const hostile = nasty.map((text) => found("mandatory", "high", `QQ${text}\nFix: QQ${text}`, `QQ${text}`, `QQ${text}`));
  const report = await reportOf(
    events,
    [job("api"), ...hostile, ...ending("failed")],
    [diagnostic("error", nasty.join("")), ...ending("failed")],
  );
  const suites = await withBrowser(async (browser) => {
    const page = await browser.newPage();
    return page.evaluate<string[][]>(`(() => {
      const parsed = new DOMParser().parseFromString(${JSON.stringify(junitXml(report))}, "application/xml");
      if (parsed.querySelector("parsererror")) return [[parsed.documentElement.textContent]];
      const names = ["testcase", "failure", "error", "skipped"];
      return [...parsed.querySelectorAll("testsuite")].map((suite) => [
        ["tests", "failures", "errors", "skipped"].map((name) => suite.getAttribute(name)).join(" "),
        ...names.map((name) => String(suite.getElementsByTagName(name).length)),
      ]);
    })()`);
  });
  const many = String(nasty.length);
  expect(suites).toEqual([
    ["4 2 0 1", "4", "2", "0", "1"],
    [`${nasty.length + 1} ${many} 0 0`, String(nasty.length + 1), many, "0", "0"],
    ["1 0 1 0", "1", "0", "1", "0"],
  ]);
  const text = junitXml(await reportOf(events));
  for (const part of ["holds a key", "To do: take it out", "Severity: critical", "Pack: codearts 1.0.0", urnOf("api")])
    expect(text).toContain(part);
});

test("no text of other people is a link in a viewer of SARIF, and none is invisible", async () => {
  const hostile = nasty.map((text) => found("mandatory", text, `QQ${text}`, `QQ${text}`, `QQ${text}`));
  const report = await reportOf([...hostile, diagnostic("error", nasty.join("")), ...ending("failed")]);
  const log = sarifJson(report);
  expect(JSON.parse(log)).toBeValidSarifLog();
  expect(log).not.toContain("](");
  for (const text of [log, codeQualityJson(report), junitXml(report)]) expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test("omitted advisories are counted in SARIF and JUnit too", async () => {
  const advisories = Array.from({ length: 2_003 }, (_, index) => policy("advisory", `steps[${index}].x: is odd.`));
  const report = await reportOf([step("update", { old: { a: 1 }, new: { a: 2 } }), ...advisories, ...ending()]);
  const said = /3 more findings of no-secret \(advisory\) are omitted/;
  const sarif = JSON.parse(sarifJson(report));
  expect(sarif).toBeValidSarifLog();
  const told = sarif.runs[0].invocations[0].toolExecutionNotifications;
  expect(told).toEqual([{ level: "note", message: { text: expect.stringMatching(said) } }]);
  expect(junitXml(report)).toMatch(new RegExp(`name="preview">\\s*<system-out>${said.source}`));
});
