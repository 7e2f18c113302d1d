/** What the command does with a pull request: the comment, labels, what CI shows, and what is left when posting fails. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { diagnostic, ending, logOf, policy, step } from "./events";
import { runReview } from "./run-review";
import { keys, type StandIn, token, withStandIn } from "./stand-in";

jest.setTimeout(120_000);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-publish-"));
  const write = (name: string, events: object[]) => writeFileSync(join(folder, name), logOf(events));
  write("fine.json", [step("delete", { name: "nightly", old: { name: "nightly" } }), ...ending()]);
  write("failed.json", [diagnostic("error", "broken"), ...ending("failed")]);
  write("blocked.json", [policy("mandatory", "no"), policy("advisory", "better not"), ...ending("failed")]);
  write("same.json", [step("same", { old: { name: "api" }, new: { name: "api" } }), ...ending()]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const review = (args: string[], env: Record<string, string> = {}) => runReview(folder, args, env);

const actions = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/jobs", GITHUB_REF: "refs/pull/7/merge" };
const onGithub = (standIn: StandIn) => ({ ...actions, GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url });
const onGitlab = (standIn: StandIn) => ({
  GITLAB_CI: "true",
  CI_PROJECT_ID: "acme/jobs",
  CI_MERGE_REQUEST_IID: "7",
  CI_API_V4_URL: standIn.url,
  GITLAB_TOKEN: token,
});

/** The event as GitHub writes it into a file. */
function eventFile(event: object): string {
  writeFileSync(join(folder, "event.json"), JSON.stringify(event));
  return join(folder, "event.json");
}

test("a preview that cannot start is reported in the pull request as well", async () => {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: jobs\nruntime: nodejs\n");
  await withStandIn("github", {}, async (standIn) => {
    const env = { ...actions, GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url, PATH: folder };
    expect((await review(["--post"], env)).code).toBe(1);
    expect(standIn.comments[0]?.body).toMatch(/FAILED[\s\S]*the Pulumi CLI is not on PATH/);
  });
});

test("without a pull request: prints the report and says so; 0, unless a host was named", async () => {
  const auto = await review(["--events", "fine.json", "--post"]);
  expect(auto).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("nightly"),
    stderr: expect.stringMatching(/printed, not posted/),
  });
  const named = await review(["--events", "fine.json", "--post", "gitlab"]);
  expect(named).toMatchObject({
    code: 3,
    stdout: expect.stringContaining("nightly"),
    stderr: expect.stringMatching(/no pull request of gitlab/),
  });
});

test("posts what CI says, once; a refusal ends with 3 and the report printed", async () => {
  await withStandIn("github", {}, async (standIn) => {
    const env = { ...actions, GITHUB_TOKEN: token, GITHUB_API_URL: standIn.url };
    for (let times = 0; times < 2; times += 1) {
      const ended = await review(["--events", "fine.json", "--post", "auto"], env);
      expect(ended).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/comment (?:created|updated|unchanged) in github acme\/jobs #7: https:/),
      });
    }
    expect(standIn.comments).toHaveLength(1);
    const dry = await review(["--events", "fine.json", "--post", "--dry-run"], env);
    expect(dry.stdout).toMatch(/^<!-- pulumi-codearts-review all-stacks -->/);
    const refused = await review(["--events", "fine.json", "--post"], { ...env, GITHUB_TOKEN: "made-up-wrong" });
    expect(refused).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("nightly"),
      stderr: expect.stringMatching(/does not accept the token in GITHUB_TOKEN/),
    });
    const failed = await review(["--events", "failed.json", "--post"], env);
    expect(failed.code).toBe(1);
    expect(standIn.comments.at(-1)?.body).toContain("FAILED");
  });
}, 60_000);

test("a failed posting prints the report in the log though files have it, and neither exit code hides the other", async () => {
  await withStandIn("github", {}, async (standIn) => {
    const env = { ...onGithub(standIn), GITHUB_TOKEN: "made-up-wrong" };
    const runs = await Promise.all(
      [["fine.json"], ["failed.json"], ["fine.json", "--fail-on", "delete"]].map((args) =>
        review(["--events", ...args, "--post", "--out", "report.html"], env),
      ),
    );
    expect(runs.map(({ code }) => code)).toEqual([3, 4, 5]);
    expect(runs[0]?.stdout).toContain('- job "nightly"');
    expect(runs[1]?.stdout).toContain("broken");
    for (const { stderr } of runs) expect(stderr).toContain("the host said: Bad credentials");
  });
});

test("a pull request from a fork: no red for what its jobs may not do, but the report in the log and what helps", async () => {
  const pull = { head: { sha: "a".repeat(40), repo: { full_name: "guest/jobs" } }, base: { repo: { full_name: "acme/jobs" } } };
  const event = { GITHUB_EVENT_PATH: eventFile({ pull_request: { number: 7, ...pull } }) };
  await withStandIn("github", {}, async (standIn) => {
    standIn.faults.push({ method: "POST", status: 403, body: { message: "Resource not accessible by integration" } });
    const refused = await review(["--events", "fine.json", "--post", "--out", "r.html"], { ...onGithub(standIn), ...event });
    expect(refused).toMatchObject({ code: 0, stdout: expect.stringContaining("nightly") });
    expect(refused.stderr).toMatch(/Resource not accessible by integration[\s\S]*comes from a fork[\s\S]*github-forks\.yml/);
    const none = await review(["--events", "fine.json", "--post"], { ...onGithub(standIn), ...event, GITHUB_TOKEN: "" });
    expect(none.code).toBe(0);
    // A fork does not excuse what has nothing to do with it.
    standIn.faults.push({ method: "POST", status: 422 }, { method: "POST", status: 422 }, { method: "POST", status: 422 });
    for (let times = 0; times < 10; times += 1) standIn.faults.push({ method: "POST", status: 422 });
    expect((await review(["--events", "fine.json", "--post"], { ...onGithub(standIn), ...event })).code).toBe(3);
  });
});

test("after the workflow of a fork's pull request its branch leads to the number", async () => {
  const workflow_run = {
    head_sha: "a".repeat(40),
    head_branch: "topic",
    head_repository: { owner: { login: "guest" } },
    pull_requests: [],
  };
  await withStandIn("github", {}, async (standIn) => {
    standIn.branches["guest:topic"] = 7;
    const env = { ...onGithub(standIn), GITHUB_REF: "refs/heads/main", GITHUB_EVENT_PATH: eventFile({ workflow_run }) };
    expect((await review(["--events", "fine.json", "--post", "github"], env)).stderr).toContain(
      "comment created in github acme/jobs #7",
    );
    delete standIn.branches["guest:topic"];
    expect(await review(["--events", "fine.json", "--post", "github"], env)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("--number is not known"),
    });
  });
});

test("two jobs of one pull request share the comment", async () => {
  await withStandIn("github", {}, async (standIn) => {
    writeFileSync(
      join(folder, "other.json"),
      readFileSync(join(folder, "same.json"), "utf8").replaceAll("build-jobs", "other-jobs"),
    );
    await Promise.all([
      review(["--events", "fine.json", "--post"], { ...onGithub(standIn), GITHUB_JOB: "one" }),
      review(["--events", "other.json", "--post"], { ...onGithub(standIn), GITHUB_JOB: "two" }),
    ]);
    expect(standIn.comments).toHaveLength(1);
    expect(standIn.comments[0]?.body).toMatch(
      /2 reviews: `build-jobs\/prod`.*: \*\*delete\*\*; `other-jobs\/prod`.*: \*\*unchanged\*\*/,
    );
    expect(standIn.comments[0]?.body).toContain("nightly");
  });
});

test("--label says the worst, over the reviews of all jobs, and leaves other labels alone", async () => {
  const same = readFileSync(join(folder, "same.json"), "utf8");
  writeFileSync(join(folder, "other-jobs.json"), same.replaceAll("build-jobs", "other-jobs"));
  const run = (host: "github" | "gitlab") =>
    withStandIn(host, {}, async (standIn) => {
      standIn.labels.push("bug", "pulumi: change");
      const env = (job: string) =>
        host === "github" ? { ...onGithub(standIn), GITHUB_JOB: job } : { ...onGitlab(standIn), CI_JOB_NAME: job };
      const label = async (log: string, job: string, ...prefix: string[]): Promise<string[]> => {
        expect((await review(["--events", log, "--post", "--label", ...prefix], env(job))).code).toBeLessThan(3);
        return [...standIn.labels];
      };
      expect(await label("fine.json", "one")).toEqual(["bug", "pulumi: delete"]);
      expect(await label("other-jobs.json", "two")).toEqual(["bug", "pulumi: delete"]);
      expect(await label("same.json", "one")).toEqual(["bug", "pulumi: unchanged"]);
      expect(await label("blocked.json", "one", "infra")).toEqual(["bug", "pulumi: unchanged", "infra: blocked"]);
    });
  await Promise.all([run("github"), run("gitlab")]);
});

test("--label where there are no labels, or no comment, is a wrong call", async () => {
  expect(await review(["--events", "fine.json", "--post", "gitee", "--label"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("gitee has no labels"),
  });
  expect(await review(["--events", "fine.json", "--label"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--post"),
  });
});

test("--skip-unchanged makes no comment that says nothing, but puts one right that says more", async () => {
  await withStandIn("github", {}, async (standIn) => {
    const unchanged = ["--events", "same.json", "--post", "--skip-unchanged"];
    expect((await review(unchanged, onGithub(standIn))).stderr).toContain("no comment is created");
    expect(standIn.comments).toEqual([]);
    await review(["--events", "fine.json", "--post", "--skip-unchanged"], onGithub(standIn));
    expect(standIn.comments[0]?.body).toContain("nightly");
    await review(unchanged, onGithub(standIn));
    expect(standIn.comments).toHaveLength(1);
    expect(standIn.comments[0]?.body).not.toContain("nightly");
  });
});

test("GitHub Actions: annotations and the summary of the job; names are not interpreted as commands", async () => {
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "# Of an earlier step\n");
  const nasty = "x\n::add-mask::y ##[error]z, 100%";
  writeFileSync(join(folder, "nasty.json"), logOf([step("delete", { name: "nightly", old: { name: nasty } }), ...ending()]));
  const env = { ...actions, GITHUB_STEP_SUMMARY: summary };
  const ended = await review(["--events", "nasty.json", "blocked.json"], env);
  const commands = ended.stderr.split("\n").filter((line) => line.startsWith("::"));
  expect(commands).toEqual([
    expect.stringMatching(/^::error title=Mandatory policy [\w-]+::.*no/),
    expect.stringMatching(/^::warning title=1 resource is deleted::job .*100%25/),
    expect.stringMatching(/^::warning title=Policy [\w-]+::.*better not/),
  ]);
  expect(readFileSync(summary, "utf8")).toMatch(/^# Of an earlier step\n## Pulumi review/);
  expect(readFileSync(summary, "utf8")).not.toContain("<!-- pulumi-codearts-review");
  for (const line of `${ended.stdout}\n${ended.stderr}`.split("\n"))
    expect(line.trim().startsWith("::") && !commands.includes(line) ? line : "").toBe("");
  expect(ended.stdout).not.toContain("##[");
  // Elsewhere the log is as it is, and nothing is written.
  expect((await review(["--events", "nasty.json"])).stderr).toBe("");
});

test("CodeArts Repo: what it does not keep is written as its code, in names, scripts and reasons alike", async () => {
  const beyond = "\u{20BB7}野 \u{1F680} \u{1D54F}";
  const job = (command: string) => ({ name: beyond, steps: [{ module: "m", name: beyond, properties: { command } }] });
  const events = [
    step("update", { name: "api", old: job(`a\nb ${beyond}\nc`), new: job(`a\nb\nc ${beyond}`) }),
    diagnostic("error", `first ${beyond}\nsecond ${beyond}`),
    policy("mandatory", beyond),
    ...ending("failed"),
  ];
  writeFileSync(join(folder, "beyond.json"), logOf(events));
  await withStandIn("codearts", {}, async (standIn) => {
    const env = {
      MERGE_ID: "7",
      CODEARTS_REPOSITORY_ID: "4711",
      CODEARTS_REPO_ENDPOINT: standIn.url,
      HW_REGION_NAME: "cn-north-4",
      HW_ACCESS_KEY: keys.accessKey,
      HW_SECRET_KEY: keys.secretKey,
    };
    const ended = await review(["--events", "beyond.json", "--post"], env);
    expect(ended.stderr).toContain("comment created in codearts 4711 #7");
    expect(standIn.comments[0]?.body).toMatch(/\\u\{20bb7\}野 \\u\{1f680\} \\u\{1d54f\}/);
  });
});

test("options of pulumi preview pass through, paths as they are meant from here, the rest behind --", async () => {
  // Stands for the CLI, to see what it is called with; what the real one makes of it, tests/e2e/review.test.ts shows.
  const bin = join(folder, "bin");
  mkdirSync(bin);
  mkdirSync(join(folder, "program"));
  writeFileSync(join(folder, "program/Pulumi.yaml"), "name: jobs\nruntime: nodejs\n");
  mkdirSync(join(folder, "pack"));
  writeFileSync(join(folder, "pack.json"), "{}");
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n[ "$1" = preview ] && printf '%s\\n' "$@" > ${join(folder, "words")}\nexit 0\n`);
  chmodSync(join(bin, "pulumi"), 0o755);
  const env = { PATH: [bin, process.env.PATH].join(delimiter) };
  const urn = "urn:pulumi:prod::jobs::codearts:index:BuildJob::api";
  const options = [
    "--policy-pack",
    "pack",
    "--policy-pack-config",
    "pack.json",
    "--config",
    "codearts:region=cn-north-4",
    "--config",
    "a:b=c",
    "--target",
    urn,
    "--parallel",
    "4",
  ];
  const ended = await review(["program", ...options, "--format", "json", "--", "--diff", "-x", urn], env);
  const words = readFileSync(join(folder, "words"), "utf8").trim().split("\n");
  expect(words.slice(words.indexOf("--policy-pack"))).toEqual([
    ...["--policy-pack", join(folder, "pack"), "--policy-pack-config", join(folder, "pack.json")],
    ...["--config", "codearts:region=cn-north-4", "--config", "a:b=c", "--target", urn, "--parallel", "4", "--diff", "-x", urn],
  ]);
  expect(JSON.parse(ended.stdout).stacks[0].notes).toContainEqual(
    expect.stringMatching(/a part of the plan: .* --target and -x/),
  );
  for (const [wrong, said] of [
    [["program", "--parallel", "many"], /--parallel: "many"/],
    [["program", "--policy-pack-config", "none.json"], /--policy-pack-config: there is no file none\.json/],
    [["program", "--", "--json"], /-- --json: review sets this itself/],
    [["program", "--", "--stack=dev"], /review sets this itself/],
    [["--events", "fine.json", "--", "--diff"], /apply to a preview only/],
    [["--events", "fine.json", "--target", urn], /apply to a preview only/],
  ] as const)
    expect(await review([...wrong], env)).toMatchObject({ code: 2, stderr: expect.stringMatching(said) });
});
