/** The command on saved logs, as a process of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagnostic, ending, logOf, policy, step } from "./events";
import { runReview } from "./run-review";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
  writeFileSync(join(folder, "fine.json"), logOf([step("delete", { name: "nightly", old: { name: "nightly" } }), ...ending()]));
  writeFileSync(join(folder, "failed.json"), logOf([diagnostic("error", "broken"), ...ending("failed")]));
  writeFileSync(join(folder, "blocked.json"), logOf([policy("mandatory", "no"), ...ending("failed")]));
  writeFileSync(join(folder, "cut.json"), logOf([step("create", { new: { name: "docs" } }), ...ending()]).slice(0, -150));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const review = (args: string[], env: Record<string, string> = {}, input = "") => runReview(folder, args, env, input);

test("prints text, writes files by their names, reads standard input", async () => {
  const ended = await review(["--events", "fine.json", "-o", "r.html", "-o", "r.json"]);
  expect(ended).toMatchObject({ code: 0, stdout: "" });
  expect(readFileSync(join(folder, "r.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(readFileSync(join(folder, "r.json"), "utf8"))).toMatchObject({
    version: 1,
    stacks: [{ label: "build-jobs/prod" }],
  });
  const piped = await review(["--events", "-"], {}, readFileSync(join(folder, "fine.json"), "utf8"));
  expect(piped.stdout).toMatch(
    /^Pulumi review: build-jobs\/prod {3}1 delete\nLook before you merge: 1 job is deleted\.\n\nDELETE\n- job "nightly"/,
  );
});

test("a reader that closes the pipe is no fault of the command, whose exit code stays", async () => {
  const steps = Array.from({ length: 2_000 }, (_, index) =>
    step("delete", { name: `job-${index}`, old: { name: `job-${index}`, description: `${index} `.repeat(200) } }),
  );
  writeFileSync(join(folder, "large.json"), logOf([...steps, ...ending()]));
  const args = ["--events", "large.json", "--format", "json", "--fail-on", "delete"];
  const { stderr, stdout } = await runReview(folder, args, {}, "", "head -n 2");
  expect(stdout).toBe('{\n  "version": 1,\nexit code 2\n');
  expect(stderr).toBe("");
});

test("counts for GitLab's widget: a replacement is a delete and a create", async () => {
  const log = logOf([
    step("create", { name: "a", new: {} }),
    step("update", { name: "b", old: { x: 1 }, new: { x: 2 } }),
    step("replace", { name: "c", old: { x: 1 }, new: { x: 2 }, keys: ["x"] }),
    step("delete", { name: "d", old: {} }),
    step("delete", { name: "e", old: {} }),
    ...ending(),
  ]);
  const ended = await review(["--events", "-", "--out", "gitlab-widget=plan.json", "--out", "text=log"], {}, log);
  expect(ended).toMatchObject({ code: 0, stdout: "", stderr: "" });
  expect(JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"))).toEqual({ create: 2, update: 1, delete: 3 });
  expect(readFileSync(join(folder, "log"), "utf8")).toMatch(/^Pulumi review/);
  expect(await review(["--events", "fine.json", "--out", "text="])).toMatchObject({ code: 2 });
});

test("several logs are one report", async () => {
  const ended = await review(["--events", "fine.json", "cut.json", "--format", "markdown"]);
  expect(ended.stdout).toContain("## Pulumi review: 2 stacks");
  expect(ended.stdout).toContain("`build-jobs/prod (2)`");
  expect(ended.stdout).toContain("INCOMPLETE");
});

test("exit codes: failed 1, blocked 1, a rule 2, a call that cannot be 2", async () => {
  const codes = await Promise.all(
    [
      ["failed.json"],
      ["blocked.json"],
      ["blocked.json", "--fail-on", "policy"],
      ["fine.json", "--fail-on", "delete,replace"],
      ["fine.json", "--fail-on", "sadness"],
    ].map((args) => review(["--events", ...args])),
  );
  expect(codes.map(({ code }) => code)).toEqual([1, 1, 2, 2, 2]);
  expect(codes[4]?.stderr).toMatch(/--fail-on: "sadness" is not one of delete, replace, policy, drift/);
  expect((await review(["--events", "none.json"])).stderr).toMatch(/there is no file none\.json/);
}, 60_000);

test("--policies checks a saved log with the rules of this package, with the fix for each", async () => {
  const parameters = { token: { default: ["AKIA", "MADEUPMADEUP2345"].join(""), private: true } };
  const job = { name: "deploy", parameters, timeout: { minutes: 30 }, steps: [{ module: "m", name: "n", version: "1.0.0" }] };
  writeFileSync(join(folder, "secret.json"), logOf([step("create", { name: "deploy", new: job }), ...ending()]));
  writeFileSync(join(folder, "rules.json"), JSON.stringify({ all: "disabled", "build-job-no-plaintext-secret": "mandatory" }));
  const ended = await review(["--events", "secret.json", "--policies", "rules.json", "--fail-on", "policy"]);
  expect(ended.stderr).toBe("");
  expect(ended.code).toBe(2);
  expect(ended.stdout).toMatch(
    /MANDATORY POLICY\n- build-job-no-plaintext-secret \(critical, codearts\), job "deploy", parameters\["token"\]\.default\n[\s\S]*To do: /,
  );
  expect(ended.stdout).not.toContain("MADEUPMADEUP");
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ "no-such-rule": "mandatory" }));
  expect((await review(["--events", "secret.json", "--policies", "wrong.json"])).stderr).toMatch(/--policies: .*no-such-rule/);
}, 60_000);
