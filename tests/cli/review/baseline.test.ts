/** `--baseline`: what an earlier run has found is shown, and stops nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markKnown } from "../../../cli/commands/review/baseline";
import { fingerprintOf } from "../../../cli/commands/review/model/fingerprint";
import { stateOf } from "../../../cli/commands/review/post/labels";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { junitXml } from "../../../cli/commands/review/render/junit";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { sarifJson } from "../../../cli/commands/review/render/sarif";
import { textPieces } from "../../../cli/commands/review/render/text";
import { ending, logOf, policy, reportOf, step, whole } from "./events";
import { runReview } from "./run-review";

const job = step("update", { name: "api", old: { a: 1 }, new: { a: 2 } });
const old = [policy("mandatory", "timeout: is missing."), policy("advisory", "flavor: is small.")];
const fresh = policy("mandatory", 'steps["Build"].properties.command: holds a key.');

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
  writeFileSync(join(folder, "main.log"), logOf([job, ...old, ...ending("failed")]));
  writeFileSync(join(folder, "branch.log"), logOf([job, ...old, fresh, ...ending("failed")]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const review = (...args: string[]) => runReview(folder, args, {});

test("only what is new blocks, whether the baseline is JSON or SARIF", async () => {
  const main = await review("--events", "main.log", "--out", "main.json", "--out", "main.sarif");
  expect(main).toMatchObject({ code: 1, stderr: "" });
  for (const file of ["main.json", "main.sarif"]) {
    const same = await review("--events", "main.log", "--baseline", file, "--fail-on", "policy");
    expect([file, same.code, same.stderr]).toEqual([file, 0, ""]);
    expect(same.stdout).toContain("Look before you merge: 1 mandatory finding existed before this change.");
    expect(same.stdout).not.toMatch(/BLOCKED|MANDATORY POLICY|ADVISORY POLICY/);
    const branch = await review("--events", "branch.log", "--baseline", file, "--fail-on", "policy");
    expect([file, branch.code]).toEqual([file, 2]);
    expect(branch.stdout).toMatch(/MANDATORY POLICY\n- no-secret [^\n]*command\n[\s\S]*\nEXISTING FINDINGS\n/);
    expect(branch.stdout.split("EXISTING FINDINGS")[0]).not.toContain("timeout");
  }
}, 120_000);

test("a report that uses a baseline is one itself, and what it knew is known", async () => {
  await review("--events", "main.log", "--out", "first.json");
  await review("--events", "main.log", "--baseline", "first.json", "--out", "second.sarif");
  expect(await review("--events", "main.log", "--baseline", "second.sarif")).toMatchObject({ code: 0 });
}, 60_000);

test("what is no report is refused, and so is a file that is not there", async () => {
  writeFileSync(join(folder, "package.json"), '{ "version": "2.1.0", "runs": [{ "results": [{ "ruleId": "x" }] }] }');
  const wrong = await review("--events", "main.log", "--baseline", "package.json");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/package\.json does not hold a report of `pulumi-codearts review`[\s\S]*--out FILE\.json/);
  expect(await review("--events", "main.log", "--baseline", "none.json")).toMatchObject({ code: 2, stdout: "" });
}, 60_000);

test("known findings are folded in every format, annotated in none, and labelled as nothing", async () => {
  const report = await reportOf([job, ...old, ...ending("failed")]);
  const known = new Set(report.stacks.flatMap(({ violations }) => violations.map(fingerprintOf)));
  markKnown(report.stacks, known);
  expect(stateOf(report)).toBe("change");
  expect(junitXml(report)).toContain('tests="3" failures="0" errors="0" skipped="2"');
  const sarif = JSON.parse(sarifJson(report)) as { runs: { results: { baselineState: string }[] }[] };
  expect(sarif.runs[0]?.results.map(({ baselineState }) => baselineState)).toEqual(["unchanged", "unchanged"]);
  const texts: Record<string, string> = {
    html: whole(htmlPieces(report)),
    ...Object.fromEntries(
      Object.values(profiles).map((profile) => [profile.host, renderMarkdown(report, { profile, key: "k" })]),
    ),
  };
  for (const [format, text] of Object.entries(texts)) {
    expect([format, /existing findings/i.test(text), text.includes("no-secret")]).toEqual([format, true, true]);
    expect([format, /Mandatory policy \(|Advisory policy \(/.test(text)]).toEqual([format, false]);
  }
  for (const host of ["github", "gitlab"] as const)
    expect(texts[host]).toMatch(
      /<details><summary>2 findings existed before this change\.<\/summary>[\s\S]*no-secret[\s\S]*<\/details>/,
    );
  expect(whole(textPieces(report))).toMatch(/EXISTING FINDINGS\n- no-secret/);
});

test("another text, rule or resource is another finding; another level is not", async () => {
  const report = await reportOf([
    job,
    policy("advisory", "timeout: is missing."),
    policy("mandatory", "timeout: is missing for long."),
    ...ending("failed"),
  ]);
  const before = await reportOf([job, ...old, ...ending("failed")]);
  markKnown(report.stacks, new Set(before.stacks.flatMap(({ violations }) => violations.map(fingerprintOf))));
  expect(report.stacks[0]?.violations.map(({ level, known }) => [level, known])).toEqual([
    ["mandatory", false],
    ["advisory", true],
  ]);
});
