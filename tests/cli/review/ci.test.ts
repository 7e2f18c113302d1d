/** Where a run belongs, from each CI's own variables. */
import { detect, type Environment } from "../../../cli/commands/review/ci";
import { codeOf } from "../../../cli/commands/review/review";
import { ending, policy, reportOf, step } from "./events";

const sha = "0123456789abcdef0123456789abcdef01234567";

const actions: Environment = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/jobs" };

describe("CI", () => {
  const cases: [string, Environment, unknown, object][] = [
    [
      "GitHub Actions, pull_request",
      {
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "acme/jobs",
        GITHUB_REF: "refs/pull/12/merge",
        GITHUB_SHA: "f".repeat(40),
        GITHUB_API_URL: "https://ghe.example.com/api/v3",
        GITHUB_SERVER_URL: "https://ghe.example.com",
        GITHUB_RUN_ID: "99",
      },
      undefined,
      {
        host: "github",
        repository: "acme/jobs",
        number: "12",
        apiUrl: "https://ghe.example.com/api/v3",
        commit: "f".repeat(40),
        jobUrl: "https://ghe.example.com/acme/jobs/actions/runs/99",
        run: 99,
      },
    ],
    [
      "GitHub Actions, pull_request_target: number and commit are in the event alone",
      { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/jobs", GITHUB_REF: "refs/heads/main", GITHUB_SHA: "f".repeat(40) },
      { pull_request: { number: 12, head: { sha } } },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha },
    ],
    [
      "GitHub Actions, a comment on a pull request: the commit is that of the default branch, and not meant",
      { ...actions, GITHUB_REF: "refs/heads/main", GITHUB_SHA: "f".repeat(40) },
      { issue: { number: 12, pull_request: { url: "https://api.example.com/pulls/12" } }, comment: { body: "/review" } },
      { host: "github", repository: "acme/jobs", number: "12" },
    ],
    [
      "GitHub Actions, a comment on an issue",
      { ...actions, GITHUB_REF: "refs/heads/main", GITHUB_SHA: "f".repeat(40) },
      { issue: { number: 12 }, comment: { body: "/review" } },
      { host: "github", repository: "acme/jobs" },
    ],
    [
      "GitHub Actions, after the workflow of a pull request",
      { ...actions, GITHUB_REF: "refs/heads/main", GITHUB_SHA: "f".repeat(40), GITHUB_WORKFLOW: "Post", GITHUB_JOB: "post" },
      {
        repository: { id: 4 },
        workflow_run: {
          head_sha: sha,
          head_branch: "topic",
          pull_requests: [
            { number: 99, base: { repo: { id: 5 } } },
            { number: 12, base: { repo: { id: 4 } } },
          ],
        },
      },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha, job: "Post/post" },
    ],
    [
      "GitHub Actions, after the workflow of a fork's pull request: the branch leads to it",
      actions,
      {
        workflow_run: { head_sha: sha, head_branch: "topic", head_repository: { owner: { login: "guest" } }, pull_requests: [] },
      },
      { host: "github", repository: "acme/jobs", commit: sha, branch: "guest:topic" },
    ],
    [
      "GitHub Actions, after a check of a pull request",
      actions,
      { check_run: { head_sha: sha, pull_requests: [{ number: 12 }] } },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha },
    ],
    [
      "GitHub Actions, a pull request from a fork",
      { ...actions, GITHUB_REF: "refs/pull/12/merge" },
      {
        pull_request: {
          number: 12,
          head: { sha, repo: { full_name: "guest/jobs" } },
          base: { repo: { full_name: "acme/jobs" } },
        },
      },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha, isFork: true },
    ],
    [
      "GitHub Actions, a pull request of Dependabot",
      { ...actions, GITHUB_ACTOR: "dependabot[bot]" },
      {
        pull_request: {
          number: 12,
          head: { sha, repo: { full_name: "acme/jobs" } },
          base: { repo: { full_name: "acme/jobs" } },
        },
      },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha, isFork: true },
    ],
    [
      "GitHub Actions, a pull request from a fork that is gone",
      actions,
      { pull_request: { number: 12, head: { sha, repo: null }, base: { repo: { full_name: "acme/jobs" } } } },
      { host: "github", repository: "acme/jobs", number: "12", commit: sha, isFork: true },
    ],
    [
      "GitHub Actions, a push",
      { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/jobs", GITHUB_REF: "refs/heads/main", GITHUB_SHA: sha },
      {},
      { host: "github", repository: "acme/jobs", commit: sha },
    ],
    [
      "GitLab CI, a merge request from a fork",
      {
        GITLAB_CI: "true",
        CI_PROJECT_ID: "5",
        CI_MERGE_REQUEST_PROJECT_ID: "4",
        CI_MERGE_REQUEST_IID: "7",
        CI_API_V4_URL: "https://gitlab.example.com/api/v4",
        CI_COMMIT_SHA: sha,
        CI_JOB_URL: "https://gitlab.example.com/j/1",
      },
      undefined,
      {
        host: "gitlab",
        repository: "4",
        number: "7",
        apiUrl: "https://gitlab.example.com/api/v4",
        commit: sha,
        jobUrl: "https://gitlab.example.com/j/1",
      },
    ],
    [
      "GitLab CI, a merge request from a fork, in the fork",
      {
        GITLAB_CI: "true",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "5",
        CI_MERGE_REQUEST_PROJECT_ID: "4",
        CI_MERGE_REQUEST_IID: "7",
      },
      undefined,
      { host: "gitlab", repository: "4", number: "7", isFork: true },
    ],
    [
      "GitLab CI, a branch that is the source of merge requests",
      {
        GITLAB_CI: "true",
        CI_PROJECT_ID: "5",
        CI_PROJECT_PATH: "acme/jobs",
        CI_OPEN_MERGE_REQUESTS: "upstream/jobs!11,acme/jobs!7",
        CI_PIPELINE_ID: "40",
        CI_JOB_NAME: "review",
      },
      undefined,
      { host: "gitlab", repository: "acme/jobs", number: "7", run: 40, job: "review" },
    ],
    [
      "GitLab CI, a branch of a fork that is the source of a merge request",
      { GITLAB_CI: "true", CI_PROJECT_ID: "5", CI_PROJECT_PATH: "guest/jobs", CI_OPEN_MERGE_REQUESTS: "acme/jobs!11" },
      undefined,
      { host: "gitlab", repository: "acme/jobs", number: "11" },
    ],
    [
      "GitLab CI, a branch without a merge request",
      { GITLAB_CI: "true", CI_PROJECT_ID: "5", CI_OPEN_MERGE_REQUESTS: "" },
      undefined,
      { host: "gitlab", repository: "5" },
    ],
    [
      "Gitee Go",
      {
        GITEE_PIPELINE_NAME: "review",
        GITEE_REPO: "acme/jobs",
        GITEE_PULL_ID: "3",
        GITEE_SOURCE_COMMIT: sha,
        GITEE_COMMIT: "e".repeat(40),
      },
      undefined,
      { host: "gitee", repository: "acme/jobs", number: "3", commit: sha, job: "review" },
    ],
    [
      "Gitee Go, repository by name alone",
      { GITEE_PIPELINE_NAME: "review", GITEE_REPO: "jobs", GITEE_OWNER: "acme", GITEE_PULL_ID: "3" },
      undefined,
      { host: "gitee", repository: "acme/jobs", number: "3", job: "review" },
    ],
    [
      "CodeArts Pipeline, code in CodeArts Repo",
      {
        PIPELINE_RUN_ID: "r",
        MERGE_ID: "8",
        CODEARTS_REPOSITORY_ID: "4711",
        REPO_URL: "https://codehub.devcloud.cn-north-4.huaweicloud.com/x/jobs.git",
        COMMIT_ID: sha,
        PASS_CONDITIONS_LINK: "https://devcloud.example.com/p",
      },
      undefined,
      { host: "codearts", repository: "4711", number: "8", commit: sha, jobUrl: "https://devcloud.example.com/p" },
    ],
    [
      "CodeArts Pipeline, from the event of the webhook",
      { WEBHOOK_PAYLOAD: JSON.stringify({ object_attributes: { iid: 8, target_project_id: 4711, last_commit: { id: sha } } }) },
      undefined,
      { host: "codearts", repository: "4711", number: "8", commit: sha },
    ],
    [
      "CodeArts Pipeline, code on Gitee",
      { PIPELINE_RUN_ID: "r", MERGE_ID: "8", REPO_URL: "https://gitee.com/acme/jobs.git" },
      undefined,
      { host: "gitee", repository: "acme/jobs", number: "8" },
    ],
    [
      "CodeArts Pipeline, code on GitCode",
      { PIPELINE_RUN_ID: "r", MERGE_ID: "8", REPO_URL: "git@gitcode.com:acme/jobs.git" },
      undefined,
      { host: "gitcode", repository: "acme/jobs", number: "8" },
    ],
    [
      "CodeArts Build, a job without a pipeline: parameters of our recipe",
      { MERGE_ID: "8", CODEARTS_REPOSITORY_ID: "4711" },
      undefined,
      { host: "codearts", repository: "4711", number: "8" },
    ],
    ["nothing of the kind", { HOME: "/root", CI: "true" }, undefined, {}],
    [
      "a payload that is no JSON, a number that is none",
      { MERGE_ID: "x", WEBHOOK_PAYLOAD: "{" },
      undefined,
      { host: "codearts" },
    ],
  ];
  test.each(cases)("%s", (_name, env, event, expected) => expect(detect(env, event)).toEqual(expected));
});

describe("exit codes", () => {
  const all = ["delete", "replace", "policy", "drift"] as const;

  test("0 fine, 1 failed, 2 a rule", async () => {
    const fine = await reportOf([step("create", { new: {} }), ...ending()]);
    const deleting = await reportOf([step("delete", { old: {} }), ...ending()]);
    const replacing = await reportOf([step("replace", { old: { a: 1 }, new: { a: 2 }, keys: ["a"] }), ...ending()]);
    const drifting = await reportOf([step("refresh", { old: { a: 1 }, new: { a: 2 } }, "resOutputsEvent"), ...ending()]);
    const blocked = await reportOf([policy("mandatory", "no"), ...ending("failed")]);
    const advised = await reportOf([policy("advisory", "better not"), ...ending()]);
    const failed = await reportOf([{ errorEvent: { error: "broken" } }, ...ending("failed")]);
    const cut = await reportOf([step("create", { new: {} })]);
    const codes = [fine, deleting, replacing, drifting, blocked, advised, failed, cut].map((report) => [
      codeOf(report, { failOn: [] }),
      codeOf(report, { failOn: [...all] }),
    ]);
    expect(codes).toEqual([
      [0, 0],
      [0, 2],
      [0, 2],
      [0, 2],
      [1, 2],
      [0, 0],
      [1, 1],
      [0, 2],
    ]);
    expect(codeOf(deleting, { failOn: ["replace", "policy", "drift"] })).toBe(0);
  });
});
