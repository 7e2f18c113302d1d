/**
 * The command as users install it, on a preview of the real engine: one create, update, replacement, delete, changed secret and policy
 * violation. Every format is compared with its reviewed snapshot, the HTML report is used in a real browser, and the pictures of
 * docs/review.md are taken from it (SCREENSHOTS=docs writes them).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import MarkdownIt from "markdown-it";
import type { Page } from "playwright-core";
import type { Report } from "../../cli/commands/review/model/report";
import { renderMarkdown } from "../../cli/commands/review/render/markdown";
import { profiles } from "../../cli/commands/review/render/profiles";
import { installation } from "../../tools/lib/installation";
import { run } from "../../tools/lib/process";
import { type TestStack, withStack } from "../../tools/lib/stack";
import { withBrowser } from "../helpers/browser";
import { withSimulator } from "../helpers/simulator";

const canary = "made-up-canary-5d1c";
const otherProject = "b287e712be6c404ca26e5f69040fa12b";

const head = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
const upload = { module: "devcloud2018.codeci_action_20057.action", name: "Upload", version: "1.0.0", properties: { objectKey: "./", backetName: "artifacts" } };
const test = (command: string) => ({ module: "made.up.shell", name: "Unit tests", version: "1.0.0", properties: { command } });
const build = (command: string) => ({ module: "devcloud2018.codeci_action_20043.action", name: "Maven build", version: "1.0.0", properties: { command } });
`;
const before = `${head}
new codearts.BuildJob("nightly-old", { timeout: { hours: 1 }, steps: [build("mvn package"), upload] });
new codearts.BuildJob("api", { timeout: { hours: 1 }, steps: [build("mvn -B verify"), upload] });
const web = new codearts.BuildJob("web", {
  timeout: { hours: 2 }, flavor: "2u8g",
  parameters: { zone: "north", signingKey: { default: config.requireSecret("signingKey"), private: true } },
  steps: [build("set -e\\nexport CI=true\\nnpm ci\\nmvn package\\nls target\\nsha256sum target/*.jar"), test("npm test"), upload],
});
new codearts.Notice("web-wecom", { jobId: web.id, channel: "WECOM", events: ["buildJobSuccess"], webhook: config.requireSecret("wecom") });
new codearts.BuildJob("quiet", { timeout: { hours: 1 }, steps: [build("true")] });
new codearts.BuildJob("handed-over", { timeout: { hours: 1 }, steps: [build("true")] }, { retainOnDelete: true });
export const artifacts = "https://artifacts.example.org";
export const channel = "WECOM";
`;
const after = `${head}
new codearts.BuildJob("api", { projectId: "${otherProject}", timeout: { hours: 1 }, steps: [build("mvn -B verify"), upload] });
const web = new codearts.BuildJob("web", {
  timeout: { minutes: 30 }, flavor: "4u8g",
  parameters: { zone: "north", signingKey: { default: config.requireSecret("newKey"), private: true } },
  steps: [build("set -e\\nexport CI=true\\nnpm ci\\nmvn -B verify\\nls target\\nsha256sum target/*.jar"), { module: "made.up.scan", name: "Scan", version: "1.0.0", properties: {} }, upload],
});
new codearts.Notice("web-wecom", { jobId: web.id, channel: "WECOM", events: ["buildJobSuccess", "buildJobFail"], webhook: config.requireSecret("wecom") });
new codearts.BuildJob("quiet", { timeout: { hours: 1 }, steps: [build("true")] });
new codearts.BuildJob("docs", {
  timeout: { minutes: 10 }, schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }], steps: [build("make html"), upload],
});
export const artifacts = "https://files.example.org";
`;
const pack = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("house-rules", { policies: [
  { name: "no-nightly-docs", description: "Documentation is built on demand.", enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.props.name === "docs") report("schedules[0].cron: runs every night.\\nRemediation: remove the schedule; start the job by hand."); } },
  { name: "short-timeouts", description: "Timeouts are an hour or less.", enforcementLevel: "advisory",
    validateResource: (args, report) => { if (args.props.timeout && args.props.timeout.hours > 1) report("timeout: " + args.props.timeout.hours + " hours"); } },
] });
`;

const variables = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...env, GITHUB_ACTIONS: undefined, GITLAB_CI: undefined });
const review = (stack: TestStack, ...args: string[]) =>
  run(join(stack.folder, "node_modules/.bin/pulumi-codearts"), ["review", ...args], {
    cwd: stack.folder,
    env: variables(stack.env),
  });

/** What differs from run to run: ids, the time, versions, the commit. */
function steady(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>")
    .replace(/\b[0-9a-f]{32}\b/g, (id) => (id === otherProject ? id : "<id>"))
    .replace(/\d{4}-\d\d-\d\d[ T][\d:.]+(?: UTC|Z)/g, "<time>")
    .replace(/(Pulumi |"cliVersion": ")v?\d+\.\d+\.\d+/g, "$1<version>")
    .replace(/"durationSeconds": \d+/g, '"durationSeconds": 0');
}

/** Packing and installing is not what this test is about, and may wait for another run. */
beforeAll(() => installation(), 600_000);

test(
  "a preview in every format, in a browser and in a pull request",
  () =>
    withSimulator((_simulator, env) =>
      withStack(
        {
          program: before,
          env,
          config: {
            "e2e:signingKey": { secret: `${canary}-old` },
            "e2e:newKey": { secret: `${canary}-new` },
            "e2e:wecom": { secret: "https://qyapi.example.com/made-up-hook" },
          },
        },
        async (stack) => {
          await stack.up();
          stack.write("index.ts", after);
          const packFolder = join(stack.folder, "house-rules");
          mkdirSync(packFolder);
          stack.write("house-rules/PulumiPolicy.yaml", "runtime: nodejs\nmain: index.js\n");
          stack.write("house-rules/package.json", '{ "name": "house-rules", "version": "1.2.3", "main": "index.js" }');
          stack.write("house-rules/index.js", pack);

          const outs = ["report.txt", "report.md", "report.json", "report.html"];
          stack.write("rules.json", '{ "short-timeouts": "advisory" }');
          const passed = ["--policy-pack-config", "rules.json", "--parallel", "4", "--config", "e2e:unused=1"];
          const args = [
            "--policy-pack",
            "house-rules",
            ...passed,
            "--refresh",
            "--fail-on",
            "policy",
            "--dry-run",
            "--language",
            "en",
            "--post",
            "codearts",
          ];
          const place = ["--repository", "4711", "--number", "7"];
          const ended = await review(stack, ...args, ...place, ...outs.flatMap((file) => ["--out", file]), "--", "--diff");
          expect(ended.code).toBe(2);
          expect(ended.stderr).toContain("would be posted to codearts 4711 #7");
          expect(steady(ended.stdout)).toMatchSnapshot("comment for CodeArts Repo");
          const [text = "", markdown = "", json = "", html = ""] = outs.map((file) =>
            readFileSync(join(stack.folder, file), "utf8"),
          );
          expect(markdown).toBe(ended.stdout);
          expect(steady(text)).toMatchSnapshot("text");
          expect(steady(JSON.stringify(JSON.parse(json), null, 2))).toMatchSnapshot("json");
          const github = renderMarkdown(JSON.parse(json) as Report, { profile: profiles.github, key: "e2e" });
          expect(steady(github)).toMatchSnapshot("comment for GitHub");
          expect(steady(html.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>|sha256-[^']+/g, ""))).toMatchSnapshot(
            "html without style and script",
          );
          for (const all of [text, markdown, json, html, ended.stdout, ended.stderr]) {
            expect(all).not.toContain(canary);
            expect(all).not.toContain("made-up-hook");
          }
          await oneTarget(stack, JSON.parse(json) as Report);
          await useReport(join(stack.folder, "report.html"));
          await seeComment(github);
          await failures(stack);
        },
      ),
    ),
  240_000,
);

/** A part of the plan says that it is one. */
async function oneTarget(stack: TestStack, whole: Report): Promise<void> {
  const update = whole.stacks[0]?.changes.find(({ operation, noun }) => operation === "update" && noun === "job");
  const ended = await review(stack, "--target", update?.urn ?? "", "--format", "json");
  expect(ended.stderr).not.toContain("error");
  const [part] = (JSON.parse(ended.stdout) as Report).stacks;
  // The default provider, which holds the stack's configuration, and the outputs come with every target.
  const provider = expect.stringContaining("pulumi:providers:pulumi-nodejs::default");
  const outputs = expect.stringContaining("pulumi:pulumi:Stack::");
  expect(part?.changes.map(({ urn }) => urn)).toEqual([update?.urn, provider, outputs]);
  expect(part?.notes).toEqual([expect.stringContaining("pulumi preview was called with --target")]);
}

/** A program that fails is a report too; nothing of a log stays behind, in any ending. */
async function failures(stack: TestStack): Promise<void> {
  stack.write("index.ts", `${after}\nthrow new Error("the program broke");\n`);
  const failed = await review(stack, "--dry-run", "--post", "github", "--repository", "acme/jobs", "--number", "7");
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/### ❌ Failed \(1\)[\s\S]*the program broke/);
  const stopped = await run(join(stack.folder, "node_modules/.bin/pulumi-codearts"), ["review"], {
    cwd: stack.folder,
    env: variables(stack.env),
    started: (pid) => void whenLogIsThere(stack, () => process.kill(pid, "SIGTERM")),
  });
  expect(stopped.code).toBe(143);
  expect(modes).toEqual([0o600, 0o700]);
  expect(logFolders(stack)).toEqual([]);
}

function logFolders(stack: TestStack): string[] {
  return readdirSync(stack.env.TMPDIR ?? "").filter((name) => name.startsWith("pulumi-codearts-"));
}

/** Looks at the log's mode on the way: a pipe or a file that nobody else may read, in a folder that nobody else may enter. */
function whenLogIsThere(stack: TestStack, then: () => void): void {
  const look = setInterval(() => {
    const folder = logFolders(stack)[0];
    const log = folder === undefined ? undefined : join(stack.env.TMPDIR ?? "", folder, "events");
    if (log === undefined || !existsSync(log)) return;
    clearInterval(look);
    modes.push(statSync(log).mode & 0o777, statSync(dirname(log)).mode & 0o777);
    then();
  }, 20);
}
const modes: number[] = [];

const pictures = join(__dirname, "../../docs/review");

async function useReport(file: string): Promise<void> {
  await withBrowser(async (browser) => {
    for (const [name, width, height, colorScheme] of [
      ["report-light", 1280, 900, "light"],
      ["report-dark", 1280, 900, "dark"],
      ["report-phone", 390, 844, "light"],
    ] as const) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on(
        "request",
        (request) =>
          request.url().startsWith("file:") || request.url().startsWith("data:") || complaints.push(`request ${request.url()}`),
      );
      await page.goto(`file://${file}`);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await picture(page, name);
      if (name === "report-light") {
        await picture(page, "first-screen", 740);
        await filters(page);
        await page.emulateMedia({ media: "print" });
        expect(await page.locator("#tools").isVisible()).toBe(false);
        await picture(page, "report-print");
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
}

async function filters(page: Page): Promise<void> {
  const cards = page.locator("article.card:visible");
  const all = await cards.count();
  await page.getByRole("button", { name: "2 delete" }).click();
  expect(await cards.count()).toBe(2);
  expect(await cards.last().textContent()).toContain("nightly-old");
  await page.keyboard.press("Escape");
  expect(await cards.count()).toBe(all);
  await page.keyboard.press("/");
  await page.keyboard.type("mvn verify");
  expect(await cards.count()).toBe(1);
  expect(await page.locator("#shown").textContent()).toBe(`1 of ${all} shown`);
  await page.keyboard.press("Escape");
  await page.locator("#kind").selectOption("notice");
  expect(await cards.count()).toBe(1);
  await page.locator("#kind").selectOption("");
  const anchor = await page.locator("article.replace").getAttribute("id");
  await page.getByRole("button", { name: "2 delete" }).click();
  await page.evaluate(`location.hash = ${JSON.stringify(anchor)}`);
  await page.locator("article.replace").waitFor({ state: "visible" });
  await page.evaluate("history.replaceState(null, '', location.pathname)");
  const steps = page.locator("article.update ol.steps li");
  expect(await steps.allTextContents()).toEqual(["Maven buildchanged", "Scanadded", "Unit testsremoved", "Upload"]);
  // Everything that can be used can be reached and is named.
  expect(
    await page.evaluate(
      "[...document.querySelectorAll('button, input, select')].every((one) => (one.textContent || one.labels?.[0]?.textContent || '').trim() !== '')",
    ),
  ).toBe(true);
}

/** GitHub's width, type and colours of a comment, around what a reader of GitHub's Markdown makes of it. */
const githubStyle = `body{margin:24px;background:#fff;color:#1f2328;font:14px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
main{width:806px;padding:16px;border:1px solid #d1d9e0;border-radius:6px}h2{border-bottom:1px solid #d1d9e0b3;padding-bottom:.3em}
code{background:#818b981f;border-radius:6px;padding:.2em .4em;font:85% ui-monospace,"DejaVu Sans Mono",monospace}
pre{background:#f6f8fa;border-radius:6px;padding:16px;overflow:auto}pre code{background:none;padding:0}
table{border-collapse:collapse}th,td{border:1px solid #d1d9e0;padding:6px 13px}blockquote{margin:0 0 16px;padding:0 1em;border-left:.25em solid #d1d9e0}`;

async function seeComment(markdown: string): Promise<void> {
  const body = new MarkdownIt({ html: true }).render(markdown);
  await withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width: 890, height: 900 } });
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${githubStyle}</style><main>${body}</main>`);
    // What says whether to merge, and what is lost, stands before any scrolling.
    const top = await page.getByText(/^Do not merge:/).boundingBox();
    expect(top?.y).toBeLessThan(150);
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    await picture(page, "comment");
  });
}

/** The whole page, or what of it is seen first: the README's picture, which is in the package. */
async function picture(page: Page, name: string, height?: number): Promise<void> {
  const target = process.env.SCREENSHOTS === "docs" ? { path: join(pictures, `${name}.png`) } : {};
  const part = height === undefined ? { fullPage: true } : { clip: { x: 0, y: 0, width: 1280, height } };
  const image = await page.screenshot({ ...target, ...part });
  expect(image.length).toBeGreaterThan(10_000);
}
