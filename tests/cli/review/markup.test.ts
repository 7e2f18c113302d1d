/** Whatever people write in names, values and messages, it stays text: no markup, no mention, no link, no script, no cut in the middle. */
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { type Host, hosts, profiles } from "../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../cli/commands/review/render/text";
import { diagnostic, ending, policy, reportOf, step, unknown, whole } from "./events";

/** Reads more than any host does: HTML, tables, bare links. */
const parser = new MarkdownIt({ html: true, linkify: true });
const artifactUrl = "https://ci.example.com/review.html";

/** Every place of a report that holds other people's text. */
async function reportWith(text: string) {
  const job = (value: string) => ({
    name: `QQ${value}`,
    steps: [{ module: value, name: `QQ${value}`, properties: { command: `QQ${value}\n${value}`, image: value } }],
    parameters: { [`QQ${value}`]: value, plain: "old" },
    events: [value],
    definition: value,
  });
  const report = await reportOf([
    step("update", { name: text, old: job("a"), new: job(text) }),
    step("replace", {
      name: "r",
      old: { [`QQ${text}`]: "a" },
      new: { [`QQ${text}`]: text, later: unknown },
      keys: [`QQ${text}`],
    }),
    step("delete", { name: `QQ${text}d`, old: job(text) }),
    step("create", { name: `QQ${text}c`, new: job(text) }),
    policy("mandatory", `QQ${text}\nparameters["x"].default: QQ${text}\nFix: QQ${text}`, text),
    policy("advisory", `QQ${text}`, text),
    diagnostic("error", `QQ${text}\nQQ${text}`),
    diagnostic("warning", `QQ${text}`),
    ...ending("failed"),
  ]);
  for (const violation of report.stacks[0]?.violations ?? []) violation.known = violation.level === "advisory";
  return { ...report, origin: { ...report.origin, artifactUrl } };
}

const nasty = [
  "@everyone",
  "`",
  "``",
  "```",
  "````\n```",
  "|",
  "\\|",
  "<img src=x onerror=alert(1)>",
  "<!-- -->",
  "-->",
  "</details>",
  "](https://evil.example/)",
  "[x](javascript:alert(1))",
  "https://evil.example",
  "www.evil.example",
  "#1",
  "!1",
  "\n\n# heading\n\n",
  "\n---\n",
  "\n| a | b |\n| - | - |\n",
  "**b**",
  "_i_",
  "~~s~~",
  "&lt;",
  "\u202e",
  "\u200b",
  "\u0000",
  "\u001b[31m",
  "\r\n",
  "~~~\n",
  "    code",
  "- item",
  "1. item",
  "> quote",
  "\n===\n",
  "$x$",
  ":smile:",
  "构建",
  "{{x}}",
  "'\"",
  "</script><script>alert(1)</script>",
  "\ud800",
  "(pulumi-codearts review k)",
  "<!-- pulumi-codearts-review k -->",
  "%",
  "x".repeat(300),
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

const ours =
  /^(?:<!-- pulumi-codearts-review k -->\s*|<\/?sub>|<details><summary>\d+ (?:lines|inputs?|names|places|finding existed before this change\.)<\/summary>\s*|<\/details>\s*)$/;

/** What is wrong with a comment; one list, as an assertion for each token would take most of the test's time. */
function problemsOf(markdown: string, host: Host): string[] {
  const { rich } = profiles[host];
  const tokens = parser.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const lines = markdown.split("\n");
  const problems: string[] = [];
  for (const token of tokens) {
    const { type, content } = token;
    if (type === "text" && (content.includes("@") || (rich && content.includes("QQ")))) problems.push(`text: ${content}`);
    if (type.startsWith("html") && (!rich || !ours.test(content))) problems.push(`html: ${content}`);
    if (type === "link_open" && !link.test(String(token.attrGet("href")))) problems.push(`link: ${token.attrGet("href")}`);
    if (type === "image" || (!rich && /^(?:l?heading|em|strong|s|blockquote|table)_open$|^hr$/.test(type))) problems.push(type);
    // A fence that is never closed ends with the text.
    if (type === "fence" && lines[(token.map?.[1] ?? 0) - 1]?.trim() !== token.markup) problems.push(`open fence: ${content}`);
  }
  const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u.exec(markdown);
  return unseen === null ? problems : [...problems, `invisible character at ${unseen.index}`];
}

const link = /^https:\/\/ci\.example\.com\/review\.html(?:#r-[\w-]+)?$/;

function check(markdown: string, host: Host): void {
  expect(problemsOf(markdown, host)).toEqual([]);
}

test.each(hosts)(
  "hostile text stays text in the comment for %s",
  async (host) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        check(renderMarkdown(await reportWith(text), { profile: profiles[host], key: "k" }), host);
      }),
      { seed: 8, numRuns: 60 },
    );
  },
  60_000,
);

test.each(hosts)("each nasty piece alone stays text for %s", async (host) => {
  for (const text of nasty) check(renderMarkdown(await reportWith(text), { profile: profiles[host], key: "k" }), host);
});

test("hostile text makes no element and no attribute in the HTML report, and no control sequence in a terminal", async () => {
  const tags = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)].map((tag) => tag[1]?.toLowerCase());
  const allowed = new Set(tags(whole(htmlPieces(await reportWith("harmless")))));
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const report = await reportWith(text);
      const html = whole(htmlPieces(report));
      expect(html.match(/<script/g)).toHaveLength(1);
      for (const tag of tags(html)) expect(["br", "details", "summary", "mark", ...allowed]).toContain(tag);
      const attributes = [...html.matchAll(/<[a-z][^>]*>/gi)].map((tag) => tag[0].replace(/"[^"]*"/g, '""'));
      expect(attributes.filter((tag) => /\son\w+=|<[^>]*</i.test(tag))).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(whole(textPieces(report))).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    { seed: 8, numRuns: 30 },
  );
}, 60_000);

describe("size", () => {
  async function big(resources: number) {
    const command = (mark: string) =>
      Array.from({ length: 30 }, (_, line) => `step ${line} ${line % 7 === 0 ? mark : ""} @x \`\`\` |`).join("\n");
    // No two are equal: equal ones are one block.
    const inputs = (mark: string, index: number) => ({
      groupId: `${mark}-${index}`,
      timeout: { hours: mark === "a" ? 1 : 2 },
      steps: [{ module: "m", name: "Build", properties: { command: command(mark) } }],
    });
    const of = (op: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        step(op, {
          name: `${op}-${index}`,
          ...(op !== "create" && { old: inputs("a", index) }),
          ...(op !== "delete" && { new: inputs("b", index) }),
          ...(op === "replace" && { keys: ["timeout"] }),
        }),
      );
    return reportOf([
      ...of("create", resources),
      ...of("update", resources),
      ...of("replace", resources),
      ...of("delete", resources),
      ...Array.from({ length: resources }, (_, index) => policy("mandatory", `x: no ${"long ".repeat(40)}`, `update-${index}`)),
      ...ending("failed"),
    ]);
  }

  test.each(hosts)("a comment for %s stays below its limit, in complete sections, and says what is omitted", async (host) => {
    const profile = profiles[host];
    for (const resources of [3, 300]) {
      const report = await big(resources);
      const markdown = renderMarkdown(report, { profile, key: "k" });
      expect(markdown.length).toBeLessThanOrEqual(profile.limit);
      check(markdown, host);
      if (resources < 300 || host === "gitlab") continue;
      expect(markdown).toMatch(/(?:Not shown|Shortened): .*creates/);
      expect(markdown).toContain("The full report is in the log of this job.");
      // The first thing to survive is the first in importance.
      expect(markdown).toContain("no-secret");
    }
  });

  test("every limit down to a small one gives a well-formed comment, in the order of importance", async () => {
    const report = await big(20);
    for (const host of ["github", "codearts"] as const) {
      for (let limit = 1_500; limit < 40_000; limit += 3_911) {
        const markdown = renderMarkdown(report, { profile: profiles[host], key: "k", limit });
        expect(markdown.length).toBeLessThanOrEqual(limit);
        check(markdown, host);
        const shown = (word: string) => new Set(markdown.match(new RegExp(`\\b${word}-\\d+\\b`, "g"))).size;
        if (shown("create") > 0) expect(shown("delete")).toBe(20);
        if (shown("replace") > 0) expect(shown("delete")).toBe(20);
      }
    }
  });

  test("a text that fits is complete and has no note", async () => {
    const report = await big(1);
    expect(renderMarkdown(report, { profile: profiles.github, key: "k" })).not.toMatch(/Not shown|Shortened/);
    expect(renderMarkdown(report, { profile: profiles.codearts, key: "k" })).toContain("Not shown: nothing.");
  });

  test("CodeArts Repo gets no emoji and no HTML", async () => {
    const markdown = renderMarkdown(await big(400), { profile: profiles.codearts, key: "k" });
    expect(markdown).not.toMatch(/\p{Extended_Pictographic}|<[a-z!/]/iu);
  });
});

test("a host that keeps no emoji gets none, wherever people wrote them", async () => {
  const report = await reportWith("构建🚀 👩🏽‍💻 🇨🇳 1️⃣ ©");
  const comment = renderMarkdown(report, { profile: profiles.codearts, key: "k" });
  expect(comment).not.toMatch(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3|\ufe0f/u);
  expect(comment).toContain("构建\\u{1f680}");
  expect(renderMarkdown(report, { profile: profiles.github, key: "k" })).toContain("构建🚀");
});

test("a type that a component gave itself is a word, not markup", async () => {
  const parts = { name: "c", type: "my:mod:**<img src=x>**|`@all`", old: { a: 1 } };
  const report = await reportOf([step("delete", parts), ...ending()]);
  for (const host of hosts)
    expect(renderMarkdown(report, { profile: profiles[host], key: "k" })).toMatch(/(?:\*\*|- )imgsrcxall(?:\*\*|) ["`]c["`]/);
});
