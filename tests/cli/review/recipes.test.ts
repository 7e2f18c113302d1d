/** Recipes, the action and the component: they parse, pin what they use, keep secrets from where they are not needed, and call what exists. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Command } from "commander";
import { loadAll } from "js-yaml";
import { register } from "../../../cli/commands/review/command";

const repository = join(__dirname, "../../..");
const read = (file: string): string => readFileSync(join(repository, file), "utf8");
const documents = (file: string): unknown[] => loadAll(read(file)) as unknown[];

/** The value at a path of keys and indexes. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], value);
}

interface Step {
  run?: string;
  uses?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, string | boolean>;
}

const workflows = ["examples/ci/github-actions.yml", "examples/ci/github-forks.yml"];
const steps = (file: string): Step[] =>
  file === "action.yml"
    ? (at(documents(file)[0], "runs", "steps") as Step[])
    : Object.values(at(documents(file)[0], "jobs") as Record<string, { steps: Step[] }>).flatMap((job) => job.steps);
const component = () => documents("templates/review.yml");
const gitlabScripts = (): Record<string, string[]> => ({
  "examples/ci/gitlab-ci.yml": at(documents("examples/ci/gitlab-ci.yml")[0], "review", "script") as string[],
  "templates/review.yml": Object.values(component()[1] as Record<string, { script: string[] }>)[0]?.script ?? [],
  "examples/ci/gitee-go.yml": at(documents("examples/ci/gitee-go.yml")[0], "stages", 0, "steps", 0, "commands") as string[],
});

const scripts = (): [string, string][] => [
  ...[...workflows, "action.yml"].flatMap((file) =>
    steps(file).flatMap(({ run }): [string, string][] => (run ? [[file, run]] : [])),
  ),
  ...Object.entries(gitlabScripts()).flatMap(([file, lines]) => lines.map((line): [string, string] => [file, line])),
];

test.each([...workflows, "action.yml"])("%s: every action is pinned by a commit, with its version in a comment", (file) => {
  const used = steps(file).flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(2);
  for (const one of used) expect(one).toMatch(/^[\w-]+(?:\/[\w-]+){1,2}@[0-9a-f]{40}$/);
  for (const [line] of read(file).matchAll(/uses: .*/g)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each([...workflows, "action.yml"])(
  "%s: secrets and tokens stand in the step that needs them, and nothing of others in a script",
  (file) => {
    for (const step of steps(file)) {
      const text = JSON.stringify(step);
      const isReview = step.run?.includes("pulumi-codearts review") ?? false;
      if (!isReview)
        expect(text).not.toMatch(/secrets\.[A-Z]|inputs\.(?:secret-key|passphrase|access-key|token|pulumi-access-token)/);
      if (step.run === "npm ci") expect(step.env).toBeUndefined();
      // An expression in a script is text that somebody else may have written.
      expect(step.run ?? "").not.toContain("${{");
      if (step.uses?.startsWith("actions/checkout")) expect(step.with?.["persist-credentials"]).toBe(false);
    }
  },
);

test.each(workflows)("%s: no permission but for the job's own", (file) => {
  const [workflow] = documents(file);
  expect(at(workflow, "permissions")).toEqual({});
  expect(at(workflow, "jobs", "review", "permissions")).toEqual({ contents: "read", "pull-requests": "write" });
  expect(at(workflow, "jobs", "review", "env")).toBeUndefined();
  expect(at(workflow, "jobs", "review", "if")).toMatch(/head\.repo\.full_name == github\.repository|author_association/);
});

test("findings reach code scanning from a job that sees neither secrets nor the code of the pull request", () => {
  const [workflow] = documents("examples/ci/github-actions.yml");
  const job = at(workflow, "jobs", "findings") as { permissions: object; steps: Step[] };
  expect(job.permissions).toEqual({ actions: "read", contents: "read", "security-events": "write" });
  expect(JSON.stringify(job)).not.toMatch(/secrets\.|checkout|"run"/);
  expect(job.steps.at(-1)?.with).toEqual({ sarif_file: "review.sarif" });
  expect(steps("action.yml").at(-1)?.if).toContain("steps.review.outputs.sarif != ''");
});

test.each(["examples/ci/gitlab-ci.yml", "templates/review.yml"])("%s: the merge request shows what the files say", (file) => {
  const job = file.startsWith("examples") ? at(documents(file)[0], "review") : Object.values(component()[1] as object)[0];
  const reports = Object.entries(at(job, "artifacts", "reports") as Record<string, string>);
  const format: Record<string, string> = { terraform: "gitlab-widget", codequality: "gitlab-codequality", junit: "junit" };
  expect(reports.map(([name]) => name).sort()).toEqual(Object.keys(format).sort());
  for (const [name, path] of reports) expect(gitlabScripts()[file]?.join("\n")).toContain(`--out ${format[name]}=${path}`);
});

test("every script is one that the shell takes", () => {
  expect(scripts().length).toBeGreaterThan(12);
  for (const [file, script] of scripts()) {
    const checked = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
    expect([file, checked.stderr, checked.status]).toEqual([file, "", 0]);
  }
});

test("every option that they name exists", () => {
  const program = new Command();
  register(program);
  const known = new Set(program.commands[0]?.options.map(({ long }) => long));
  const codearts = read("examples/ci/codearts-build/index.ts").match(/pulumi-codearts review.*/g) ?? [];
  const calls = [...scripts().map(([, script]) => script), ...codearts].flatMap((script) =>
    [...script.matchAll(/pulumi-codearts review (.*?)(?:$|;)/gs)].map(([, words = ""]) => words),
  );
  expect(calls).toHaveLength(7);
  const action = steps("action.yml").find(({ run }) => run?.includes("words+="))?.run ?? "";
  const named = [...calls.join(" ").matchAll(/(?<!\S)--[\w-]+/g), ...action.matchAll(/(?<=[ (])--[a-z][\w-]*(?=[ )\n])/g)]
    .map(([option]) => option)
    .filter((option) => option !== "--no-install");
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((option) => !known.has(option))).toEqual([]);
});

test("inputs that the action and the component read are declared, and all of them are read", () => {
  const ofAction = [...read("action.yml").matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(new Set(ofAction)).toEqual(new Set(Object.keys(at(documents("action.yml")[0], "inputs") as object)));
  const ofComponent = [...read("templates/review.yml").matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, name]) => name);
  expect(new Set(ofComponent)).toEqual(new Set(Object.keys(at(component()[0], "spec", "inputs") as object)));
});

describe("run", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "codearts-recipes-"));
    mkdirSync(join(folder, "bin"));
    // Stands for npx, to see what it is called with; tests/e2e/ci-recipes.test.ts runs the real one.
    writeFileSync(join(folder, "bin/npx"), `#!/bin/sh\nprintf '%s\\n' "$@" "key $HW_ACCESS_KEY" > "${join(folder, "words")}"\n`);
    chmodSync(join(folder, "bin/npx"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function words(shell: string, script: string, env: Record<string, string>): string[] {
    const PATH = [join(folder, "bin"), process.env.PATH].join(delimiter);
    const ended = spawnSync(shell, ["-e", "-c", script], { cwd: folder, encoding: "utf8", env: { PATH, HOME: folder, ...env } });
    expect([ended.stderr, ended.status]).toEqual(["", 0]);
    return readFileSync(join(folder, "words"), "utf8").trim().split("\n");
  }

  const defaults = (inputs: unknown): Record<string, string> =>
    Object.fromEntries(
      Object.entries(inputs as Record<string, { default: unknown }>).map(([name, one]) => [name, String(one.default)]),
    );

  /** The values of a step's variables, with inputs put in as GitHub does. */
  function actionEnv(given: Record<string, string>): Record<string, string> {
    const values = { ...defaults(at(documents("action.yml")[0], "inputs")), ...given };
    const step = steps("action.yml").find(({ run }) => run?.includes("words+="));
    const fill = (text: string) => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => values[name] ?? "");
    return {
      ...Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text)])),
      RUNNER_TEMP: "/tmp/runner",
    };
  }

  test("the action, with its defaults and with everything set", () => {
    const script = steps("action.yml").find(({ run }) => run?.includes("words+="))?.run ?? "";
    const post = ["--post", "github", "--out", "/tmp/runner/review.html"];
    expect(words("bash", script, actionEnv({ stack: "prod", "access-key": "MADEUPKEY" }))).toEqual([
      ...["--no-install", "pulumi-codearts", "review", ".", "--stack", "prod"],
      ...["--policy-pack", "node_modules/pulumi-codearts/policy-pack", "--refresh", ...post, "key MADEUPKEY"],
    ]);
    const given = {
      stack: "dev,prod",
      folders: "a b\nc\n",
      "policy-pack": "",
      refresh: "false",
      "fail-on": "delete",
      sarif: "true",
      args: "--label\n--\n--diff\n$(touch owned)",
    };
    const output = { GITHUB_OUTPUT: join(folder, "output"), RUNNER_TEMP: folder };
    writeFileSync(join(folder, "review.sarif"), "{}");
    const there = ["--post", "github", "--out", join(folder, "review.html"), "--out", join(folder, "review.sarif")];
    expect(words("bash", script, { ...actionEnv(given), HW_ACCESS_KEY: "of the job", ...output })).toEqual([
      ...["--no-install", "pulumi-codearts", "review", "a b", "c", "--stack", "dev,prod", "--fail-on", "delete", ...there],
      ...["--label", "--", "--diff", "$(touch owned)", "key of the job"],
    ]);
    expect(readFileSync(join(folder, "output"), "utf8")).toBe(`sarif=${join(folder, "review.sarif")}\n`);
  });

  test("the action passes over pull requests that get no secrets", () => {
    const script = steps("action.yml")[0]?.run ?? "";
    const there = (env: Record<string, string>): string => {
      for (const name of ["output", "summary"]) writeFileSync(join(folder, name), "");
      const files = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") };
      const ended = spawnSync("bash", ["-e", "-c", script], {
        encoding: "utf8",
        env: { PATH: process.env.PATH, HOME: folder, GITHUB_REPOSITORY: "acme/jobs", ...files, ...env },
      });
      expect([ended.stderr, ended.status]).toEqual(["", 0]);
      return `${readFileSync(join(folder, "output"), "utf8").trim()}${readFileSync(join(folder, "summary"), "utf8") === "" ? "" : ", said"}`;
    };
    expect(there({ EVENT: "pull_request", FROM: "acme/jobs", ACTOR: "somebody" })).toBe("there=true");
    expect(there({ EVENT: "push", FROM: "", ACTOR: "somebody" })).toBe("there=true");
    expect(there({ EVENT: "pull_request", FROM: "guest/jobs", ACTOR: "somebody" })).toBe("there=false, said");
    expect(there({ EVENT: "pull_request", FROM: "acme/jobs", ACTOR: "dependabot[bot]" })).toBe("there=false, said");
    // What comes after the first step asks for its answer.
    for (const step of steps("action.yml").slice(1)) expect(step.if).toContain("steps.secrets.outputs.there == 'true'");
  });

  test("the component, with its defaults and with everything set", () => {
    const script = gitlabScripts()["templates/review.yml"]?.at(-1) ?? "";
    const variables = (given: Record<string, string>): Record<string, string> => {
      const values = { ...defaults(at(component()[0], "spec", "inputs")), ...given };
      const texts = Object.values(component()[1] as Record<string, { variables: Record<string, string> }>)[0]?.variables ?? {};
      const fill = (text: string) => text.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => values[name] ?? "");
      return {
        CI_JOB_URL: "https://gitlab.example.com/j/1",
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)])),
      };
    };
    const tail = [
      "--post",
      "gitlab",
      "--out",
      "review.html",
      "--out",
      "gitlab-widget=review-widget.json",
      "--out",
      "gitlab-codequality=review-quality.json",
      "--out",
      "junit=review-tests.xml",
      "--artifact-url",
      "https://gitlab.example.com/j/1/artifacts/file/review.html",
    ];
    expect(words("sh", script, variables({ stacks: "prod" }))).toEqual([
      ...["--no-install", "pulumi-codearts", "review", ".", "--refresh", "--stack", "prod"],
      ...["--policy-pack", "node_modules/pulumi-codearts/policy-pack", ...tail, "key"],
    ]);
    const given = { folders: "a b", refresh: "false", "policy-pack": "", "fail-on": "delete,replace", args: "--label team" };
    expect(words("sh", script, variables(given))).toEqual([
      ...[
        "--no-install",
        "pulumi-codearts",
        "review",
        "a",
        "b",
        "--fail-on",
        "delete,replace",
        ...tail,
        "--label",
        "team",
        "key",
      ],
    ]);
  });

  test("the recipe for forks takes the newest commit alone, from those who may write", () => {
    const script = steps("examples/ci/github-forks.yml")[0]?.run ?? "";
    const sha = "a".repeat(40);
    writeFileSync(join(folder, "bin/gh"), `#!/bin/sh\ncase "$2" in *permission) echo "$PERMISSION";; *) echo ${sha};; esac\n`);
    chmodSync(join(folder, "bin/gh"), 0o755);
    const run = (comment: string, permission = "write"): string => {
      writeFileSync(join(folder, "output"), "");
      const env = {
        PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
        COMMENT: comment,
        HOME: folder,
        PERMISSION: permission,
        ACTOR: "somebody",
        NUMBER: "7",
        GITHUB_REPOSITORY: "acme/jobs",
        GITHUB_OUTPUT: join(folder, "output"),
      };
      const { status } = spawnSync("bash", ["-e", "-c", script], { encoding: "utf8", env });
      return status === 0 ? readFileSync(join(folder, "output"), "utf8").trim() : "refused";
    };
    expect(run(`/review ${sha}`)).toBe(`sha=${sha}`);
    expect(run(`/review ${sha}\r\nthank you`)).toBe(`sha=${sha}`);
    for (const comment of [`/review ${"b".repeat(40)}`, "/review", `/review ${sha}; id`, `x\n/review ${sha}`, "/review main"])
      expect([comment, run(comment)]).toEqual([comment, "refused"]);
    expect(run(`/review ${sha}`, "read")).toBe("refused");
  });
});
