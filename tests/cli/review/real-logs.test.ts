/** Logs that the real engine wrote (CLI 3.259, a program with a provider of its own), kept as they were but for paths and provider texts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textPieces } from "../../../cli/commands/review/render/text";
import { reportOf, whole } from "./events";

const log = (name: string) => readFileSync(join(__dirname, "../../fixtures/review", name), "utf8");

test("an update", async () => {
  const report = await reportOf(log("update.jsonl"));
  expect(report.stacks[0]).toMatchObject({ label: "build-jobs/prod", state: "complete", failures: [], notes: [] });
  expect(report.stacks[0]?.counts).toMatchObject({ delete: 1, replace: 1, update: 1, create: 1, same: 2 });
  expect(whole(textPieces(report))).toContain('parameters["signingKey"].default: [secret] changed');
});

test("a refresh before an update: what drifted, and what is gone", async () => {
  const report = await reportOf(log("refresh.jsonl"));
  expect(report.stacks[0]?.counts).toMatchObject({ drift: 2, update: 1, create: 1, delete: 0 });
  expect(whole(textPieces(report))).toMatch(
    /DRIFT[\s\S]*"same"[\s\S]*reverts the drift[\s\S]*timeout: 4 hours -> 2 hours[\s\S]*"web"[\s\S]*deleted outside of this program/,
  );
});

test("a program that broke", async () => {
  const report = await reportOf(log("failed.jsonl"));
  expect(report.stacks[0]?.state).toBe("failed");
  expect(report.stacks[0]?.failures[0]?.message).toMatch(/program broke\n {4}at Object\.<anonymous> \(\/program\/index\.js/);
  expect(report.stacks[0]?.failures).toHaveLength(1);
});

test("policies: mandatory, advisory, on the stack, and one that put something right", async () => {
  const report = await reportOf(log("policy.jsonl"));
  expect(report.stacks[0]).toMatchObject({ state: "complete", failures: [], policyPacks: { codearts: "1.0.0" } });
  const said = report.stacks[0]?.violations.map(
    (one) => `${one.level} ${one.policy} ${one.resource?.noun} ${one.resource?.name} ${one.path ?? ""}`,
  );
  expect(said).toEqual([
    'mandatory no-web job web parameters["token"].default',
    "advisory timeouts job api timeout",
    "advisory timeouts job docs timeout",
    "advisory timeouts job same timeout",
    "advisory stack-rule stack prod ",
    "remediated fix-it job docs arch",
  ]);
});
