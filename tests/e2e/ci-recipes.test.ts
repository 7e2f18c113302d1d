/** The recipes of examples/ci: each is parsed, and its own commands review a change of the very program that declares the CodeArts Build job. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { load } from "js-yaml";
import type { Host } from "../../cli/commands/review/render/profiles";
import { installation } from "../../tools/lib/installation";
import { run } from "../../tools/lib/process";
import { type TestStack, withStack } from "../../tools/lib/stack";
import { type StandIn, token, withStandIn } from "../cli/review/stand-in";
import { withSimulator } from "../helpers/simulator";

const recipes = join(__dirname, "../../examples/ci");
const recipe = (name: string): Record<string, unknown> =>
  load(readFileSync(join(recipes, name), "utf8")) as Record<string, unknown>;

/** The value at a path of keys and indexes. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], value);
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

interface Recipe {
  host: Host;
  commands: string[];
  env: (url: string) => Record<string, string>;
}

function fromFiles(): Recipe[] {
  const github = at(recipe("github-actions.yml"), "jobs", "review", "steps") as { run?: string }[];
  return [
    {
      host: "github",
      commands: texts(github.map((step) => step.run)),
      env: (url) => ({
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "acme/jobs",
        GITHUB_REF: "refs/pull/7/merge",
        GITHUB_API_URL: url,
        GITHUB_TOKEN: token,
      }),
    },
    {
      host: "gitlab",
      commands: texts(at(recipe("gitlab-ci.yml"), "review", "script")),
      env: (url) => ({
        GITLAB_CI: "true",
        CI_PROJECT_ID: "acme/jobs",
        CI_MERGE_REQUEST_IID: "7",
        CI_API_V4_URL: url,
        CI_JOB_URL: "https://gitlab.example.com/j/1",
        GITLAB_TOKEN: token,
      }),
    },
    {
      host: "gitee",
      commands: texts(at(recipe("gitee-go.yml"), "stages", 0, "steps", 0, "commands")),
      env: (url) => ({
        GITEE_PIPELINE_NAME: "review",
        GITEE_REPO: "jobs",
        GITEE_PULL_ID: "7",
        GITEE_API_URL: url,
        OWNER: "acme",
        REVIEW_TOKEN: token,
      }),
    },
  ];
}

/** Programs that a CI machine has and this test has not: `npm ci` is done, and docker runs its command here. */
function fakePrograms(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const write = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  write("npm", '[ "$1" = ci ] && exit 0\necho "npm $*: not in this test" >&2; exit 1');
  write("docker", 'while [ "$1" != sh ]; do shift; done\nexec "$@"');
  return bin;
}

const env = (stack: TestStack, more: Record<string, string>): NodeJS.ProcessEnv => ({
  ...stack.env,
  ...more,
  PATH: [join(stack.root, "bin"), stack.env.PATH].join(delimiter),
});

/** Somebody may call a branch so. */
const branch = "topic/$(touch${IFS}owned)'\"";

/** The change is the commit of a branch in the repository's origin; what is checked out is main, as a job that nobody hands a branch has it. */
function checkOutMain(stack: TestStack, main: string, changed: string): { codeBranch: string; commitId: string } {
  const git = (...words: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...words], {
      cwd: stack.folder,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch", "main");
  git("init", "--quiet", "--bare", join(stack.root, "origin.git"));
  git("remote", "add", "origin", join(stack.root, "origin.git"));
  const commit = (text: string): string => {
    stack.write("index.ts", text);
    git("add", "index.ts");
    git("commit", "--quiet", "--message", "x");
    return git("rev-parse", "HEAD");
  };
  commit(main);
  git("checkout", "--quiet", "-b", branch);
  const commitId = commit(changed);
  git("push", "--quiet", "origin", branch);
  git("checkout", "--quiet", "main");
  git("branch", "--quiet", "-D", branch);
  return { codeBranch: branch, commitId };
}

async function expectOneReview(
  stack: TestStack,
  standIn: StandIn,
  commands: string[],
  more: Record<string, string>,
): Promise<void> {
  const ended = await run("sh", ["-ec", commands.join("\n")], { cwd: stack.folder, env: env(stack, more), timeout: 180_000 });
  expect(`${ended.stdout}${ended.stderr}`).toMatch(/comment created in \w+ \S+ #7/);
  expect(ended.code).toBe(0);
  expect(standIn.comments).toHaveLength(1);
  expect(standIn.comments[0]?.body).toMatch(/review-definitions[\s\S]*timeout.*20 (?:minutes|分钟).*30 (?:minutes|分钟)/);
  expect(readFileSync(join(stack.folder, "review.html"), "utf8")).toContain("review-definitions");
}

/** Packing and installing is not what this test is about, and may wait for another run. */
beforeAll(() => installation(), 600_000);

test(
  "every recipe reviews a change, in one comment of its host",
  () =>
    withSimulator((simulator, simulatorEnv) => {
      const program = (file: string) => readFileSync(join(recipes, "codearts-build", file), "utf8");
      return withStack(
        { program: { "index.ts": program("index.ts"), "Pulumi.yaml": program("Pulumi.yaml") }, env: simulatorEnv },
        async (stack) => {
          fakePrograms(stack.root);
          await stack.pulumi("stack", "init", "prod");
          await stack.setConfig({
            "codearts-review:repositoryId": "4711",
            "codearts-review:dockerVersion": "1.0.0",
            "codearts-review:repositoryUrl": "git@codehub.example.com:demo/definitions.git",
            "codearts-review:repositoryWebUrl": "https://codehub.example.com/demo/definitions",
            "codearts-review:backend": stack.env.PULUMI_BACKEND_URL ?? "",
            "codearts-review:accessKey": { secret: simulator.credentials.accessKey },
            "codearts-review:secretKey": { secret: simulator.credentials.secretKey },
            "codearts-review:passphrase": { secret: stack.env.PULUMI_CONFIG_PASSPHRASE ?? "" },
          });
          await stack.pulumi("up", "--yes", "--skip-preview", "--stack", "prod");
          const changed = program("index.ts").replace("timeout: { minutes: 20 }", "timeout: { minutes: 30 }");
          stack.write("index.ts", changed);
          for (const { host, commands, env: more } of fromFiles()) {
            expect(commands.length).toBeGreaterThan(1);
            await withStandIn(host, {}, (standIn) => expectOneReview(stack, standIn, commands, more(standIn.url)));
          }
          // The job as the service has it: its parameters go into the command as the service puts them there.
          const created = simulator.journal({ operation: "createJob" })[0]?.requestBody as {
            steps?: { properties?: { command?: string } }[];
          };
          const values: Record<string, string> = {
            accessKey: simulator.credentials.accessKey,
            secretKey: simulator.credentials.secretKey,
            passphrase: stack.env.PULUMI_CONFIG_PASSPHRASE ?? "",
            backend: stack.env.PULUMI_BACKEND_URL ?? "",
            mergeId: "7",
            ...checkOutMain(stack, program("index.ts"), changed),
          };
          const command = (created.steps?.[0]?.properties?.command ?? "").replace(
            /\$\{(\w+)\}/g,
            (_, name: string) => values[name] ?? "",
          );
          await withStandIn("codearts", { keys: simulator.credentials }, (standIn) =>
            expectOneReview(stack, standIn, [command], { CODEARTS_REPO_ENDPOINT: standIn.url }),
          );
          expect(existsSync(join(stack.folder, "owned"))).toBe(false);
        },
      );
    }),
  600_000,
);
