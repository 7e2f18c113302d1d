/** A Chinese report: every sentence of ours, in every format, and the hosts on which it is the default. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markKnown } from "../../../cli/commands/review/baseline";
import { languageOf } from "../../../cli/commands/review/ci";
import { fingerprintOf } from "../../../cli/commands/review/model/fingerprint";
import type { Report } from "../../../cli/commands/review/model/report";
import { codeQualityJson } from "../../../cli/commands/review/render/code-quality";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { junitXml } from "../../../cli/commands/review/render/junit";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { sarifJson } from "../../../cli/commands/review/render/sarif";
import { textPieces } from "../../../cli/commands/review/render/text";
import { withBrowser } from "../../helpers/browser";
import { diagnostic, ending, logOf, policy, reportIn, secret, step, unknown, whole } from "./events";
import { runReview } from "./run-review";

const shell = (command: string) => ({ module: "made.up.shell", name: "Build", version: "1.0", properties: { command } });
const script = (mark: string) =>
  Array.from({ length: 30 }, (_, index) => `echo ${index}${index === 15 ? ` ${mark}` : ""}`).join("\n");
const kind = (name: string) => `pulumi-nodejs:dynamic/codearts:${name}`;
const advisory = policy("advisory", "timeout: 太长", "web");

/** One of everything that a report has words for; text of other people is Chinese or one word. */
const events = [
  step("delete", { name: "gone", old: { name: "gone", timeout: { hours: 1 } } }),
  step("delete", { name: "purged", old: { deletion: "purge" }, protect: true }),
  step("delete", { name: "kept", old: { a: 1 }, retainOnDelete: true }),
  ...["BuildTemplate", "Notice", "Keystore", "CicdConfiguration", "BuildRun", "JobGroup", "JobPermissions"].flatMap((name) => [
    step("delete", { name: `d${name}`, type: kind(name), old: { channel: "WECOM" } }),
    step("replace", { name: `r${name}`, type: kind(name), old: { a: 1 }, new: { a: 2 }, keys: ["a"] }),
  ]),
  step("delete", { name: "bucket", type: "aws:s3/bucket:Bucket", old: { a: 1 } }),
  step("delete", { name: "bucket2", type: "aws:s3/bucket:Bucket", old: { a: 1 } }),
  ...["m1", "m2"].map((name, index) =>
    step("replace", {
      name,
      old: { projectId: "a", n: index },
      new: { projectId: "b", n: 7 },
      keys: ["projectId"],
      protect: true,
    }),
  ),
  step("update", {
    name: "web",
    old: {
      timeout: { hours: 2 },
      password: secret(),
      list: ["a", "b"],
      steps: [shell(script("old")), { ...shell("ls"), name: "Test" }],
    },
    new: { timeout: { minutes: 30 }, password: secret("x"), list: ["b", "a"], later: unknown, steps: [shell(script("new"))] },
    detailedDiff: { password: { diffKind: "update", inputDiff: true } },
  }),
  step("create", { name: "docs", new: { schedules: [{ cron: "0 2 * * *" }], disabled: true, steps: [shell(script("x"))] } }),
  step("create", { name: "twin", new: { name: "twin", timeout: { hours: 1 } } }),
  step("create", { name: "run", type: kind("BuildRun"), new: { a: 1 } }),
  step("import", { name: "taken", new: { a: 1 } }),
  step("same", { name: "quiet", old: { a: 1 }, new: { a: 1 } }),
  step("teleport", { name: "odd", new: { a: 1 } }),
  step("refresh", { name: "drifted", old: { a: 1 } }),
  step("refresh", { name: "drifted", old: { a: 1 }, new: { a: 2 } }, "resOutputsEvent"),
  step("refresh", { name: "lost", old: { a: 1 } }),
  step("refresh", { name: "lost", old: { a: 1 } }, "resOutputsEvent"),
  policy("mandatory", 'steps["Build"].properties.command: 含有密钥\nRemediation: 取出', "web"),
  policy("mandatory", "不允许", "gone2"),
  policy("mandatory", "不允许", "gone3"),
  advisory,
  diagnostic("warning", "注意"),
  { sequence: 1, timestamp: 1, holidayEvent: {} },
];
const failing = [diagnostic("error", "失败了"), ...ending("failed")];

async function reports(): Promise<Report[]> {
  const whole = await reportIn("zh", [...events, ...ending()], [...events.slice(0, 4), ...failing], logOf(events).slice(0, -40));
  const [first] = whole.stacks;
  const known = first?.violations.filter(({ level }) => level === "advisory") ?? [];
  markKnown(whole.stacks, new Set(known.map(fingerprintOf)));
  return [whole, { ...whole, stacks: whole.stacks.slice(0, 1) }, await reportIn("zh", ending()), await reportIn("zh", "")];
}

/** Two English words side by side are a sentence that nobody translated; what stands in code or is a name of the product is none. */
function english(text: string): string[] {
  const own =
    /Pulumi [\d.]+|pulumi preview(?: --[\w-]+)*(?: FILE)?|PULUMI_DEBUG_COMMANDS=true|pulumi-codearts(?:-| )review|build\.yml|aliases: \[\{ name: "[^"]*" \}\]|made\.up\.shell|echo \d+(?: \w+)?|codearts 1\.0\.0|\bid id-\w+|\d+ UTC|log \d/g;
  return text.replace(own, "").match(/\b[A-Za-z]{2,} (?:[a-z]{2,}\b|\d)[^\n]*/g) ?? [];
}

test("no sentence is left in English, in text and Markdown of every host", async () => {
  for (const report of await reports()) {
    const texts = {
      text: whole(textPieces(report)),
      ...Object.fromEntries(
        Object.values(profiles).map((profile) => [profile.host, renderMarkdown(report, { profile, key: "k" })]),
      ),
    };
    for (const [format, text] of Object.entries(texts)) {
      const bare = text.replace(/<!--.*?-->|<\/?(?:details|summary|sub)>|```(?:diff|text)/g, "");
      expect([format, english(bare)]).toEqual([format, []]);
      expect([format, /Pulumi 评审：/.test(text)]).toEqual([format, true]);
    }
  }
});

test("nor in the HTML report, its labels and its script", async () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
  try {
    await withBrowser(async (browser) => {
      for (const report of await reports()) {
        writeFileSync(join(folder, "r.html"), whole(htmlPieces(report)));
        const page = await browser.newPage();
        await page.goto(`file://${join(folder, "r.html")}`);
        await page.getByRole("button", { name: "全部展开" }).click();
        await page.evaluate("document.querySelectorAll('.mono, .name, code').forEach((one) => one.replaceChildren())");
        const said = await page.evaluate<string>(
          "[document.body.innerText, ...[...document.querySelectorAll('[aria-label], [placeholder], [data-side]')].map((one) => [one.ariaLabel, one.placeholder, one.dataset.side].join('\\n'))].join('\\n')",
        );
        expect(english(said.replaceAll("\t", "\n"))).toEqual([]);
        expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("nor in what CI systems show: SARIF, JUnit, Code Quality, annotations", async () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
  try {
    for (const report of await reports()) {
      const sarif = JSON.parse(sarifJson(report)) as object;
      const messages: string[] = [];
      JSON.stringify(sarif, (key, value) => {
        if (key === "text" || key === "name") messages.push(String(value));
        return value;
      });
      const quality = JSON.parse(codeQualityJson(report)) as { description: string }[];
      const junit = junitXml(report)
        .replace(/<\?xml[^>]*>|<\/?[a-z-]+|(?:classname|tests|failures|errors|skipped|type|fingerprint|value)="[^"]*"/g, "\n")
        .replace(/(?:name|message)=/g, "\n")
        .replaceAll("&quot;", '"');
      for (const text of [...messages, ...quality.map(({ description }) => description), junit])
        expect(english(text)).toEqual([]);
    }
    writeFileSync(join(folder, "log.json"), logOf([...events, diagnostic("error", "失败了"), ...ending("failed")]));
    const ended = await runReview(folder, ["--events", "log.json", "--language", "zh"], { GITHUB_ACTIONS: "true" });
    const annotations = ended.stderr.split("\n").filter((line) => line.startsWith("::"));
    expect(annotations.length).toBeGreaterThan(3);
    for (const line of annotations)
      expect(english(line.replace(/^::(?:error|warning) title=|Bucket bucket\d?/g, ""))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("numbers, lists and sentences read as Chinese does", async () => {
  const many = Array.from({ length: 300 }, (_, index) => index);
  const report = await reportIn("zh", [
    ...many.map((index) => step("delete", { name: `gone-${index}`, old: { n: index } })),
    ...many.map((index) => step("replace", { name: `moved-${index}`, old: { p: 1 }, new: { p: 2 }, keys: ["p"] })),
    policy("mandatory", "不允许", "gone-1"),
    ...ending("failed"),
  ]);
  const [first, banner] = whole(textPieces(report)).split("\n");
  expect(first).toBe("Pulumi 评审：build-jobs/prod   删除 300、替换 300   被 1 条策略阻止");
  expect(banner).toBe("请勿合并：1 条强制策略有 1 处不通过，300 个构建任务被删除，300 个构建任务被替换并丢失构建历史。");
  const one = await reportIn("zh", [
    step("update", { old: { timeout: { hours: 2 } }, new: { timeout: { minutes: 30 } } }),
    ...ending(),
  ]);
  expect(whole(textPieces(one))).toMatch(
    /没有删除、替换、被阻止或未知的内容。\n\n更新\n- 构建任务 "api": timeout: 2 小时 -> 30 分钟/,
  );
});

test("the default: Chinese on the Chinese hosts, unless the environment names another language", () => {
  expect(languageOf({}, "codearts")).toBe("zh");
  expect(languageOf({ LANG: "C.UTF-8" }, "gitee")).toBe("zh");
  expect(languageOf({ LANG: "zh_CN.UTF-8" }, "gitcode")).toBe("zh");
  expect(languageOf({ LANG: "en_US.UTF-8" }, "codearts")).toBe("en");
  expect(languageOf({ LC_ALL: "de_DE", LANG: "zh_CN" }, "codearts")).toBe("en");
  for (const host of ["github", "gitlab", undefined] as const) expect(languageOf({ LANG: "zh_CN.UTF-8" }, host)).toBe("en");
});

test("--language decides, and takes two", async () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
  try {
    writeFileSync(join(folder, "log.json"), logOf([step("delete", { name: "nightly", old: {} }), ...ending()]));
    const review = (args: string[], env = {}) => runReview(folder, ["--events", "log.json", ...args], env);
    expect((await review(["--language", "zh"])).stdout).toContain("合并前请检查：1 个构建任务被删除。");
    const comment = ["--dry-run", "--post", "codearts", "--repository", "4711", "--number", "7"];
    const there = { HW_REGION_NAME: "cn-north-4", LANG: "" };
    expect((await review(comment, there)).stdout).toContain("1 个构建任务被删除");
    expect((await review([...comment, "--language", "en"], there)).stdout).toContain("1 job is deleted");
    const wrong = await review(["--language", "fr"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--language: "fr" is not one of en, zh')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
