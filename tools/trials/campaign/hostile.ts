/** Names, commands and values with text that tries to break out of shells, pages, terminals and diffs. */
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { startSimulator } from "codearts-simulator";
import MarkdownIt from "markdown-it";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import { type Reports, reportsOf } from "./reports";

export interface HostileResult {
  values: number;
  /** Values that the service returned differently, or that a second run would change. */
  changed: number;
  /** Places where markup or control characters were not escaped. */
  escaped: number;
  /** Commands in a value that a shell executed. */
  executed: number;
}

const hostile = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "'; DROP TABLE jobs; --",
  "$(touch pwned) `touch pwned`",
  "'; touch pwned; '",
  '" & touch pwned | touch pwned #',
  "\u001b[2J\u001b]0;pwned\u0007",
  "\u202egnp.exe\u202c",
  "line one\r\nline two\n\n\ttabbed",
  "```\n# heading\n|a|b|\n```",
  "%00%0a$%7Bconstructor%7D #{process.env} ${process.env}",
  "@everyone #1 :tada: [x](javascript:alert(1))",
  "中文 😀 \u{1F469}\u200D\u{1F4BB} e\u0301",
  "a".repeat(5000),
  " leading and trailing ",
  "null",
  "",
];

const program = `const codearts = require("pulumi-codearts");
const values = require("./values.json");
new codearts.BuildJob("job", {
  steps: values.map((text, index) => ({ module: "made.up.action", name: "step " + index, properties: { command: text, ["key" + index]: text } })),
  parameters: Object.fromEntries(values.map((text, index) => ["P" + index, { default: text, description: text.slice(0, 100) }])),
});
values.forEach((text, index) => {
  const steps = [codearts.steps.maven({ name: "Build", command: text })];
  new codearts.BuildJob(text.slice(0, 80) || "empty", { name: "named-" + index, steps, disabled: { reason: text.slice(0, 80) || "empty" } });
  new codearts.BuildTemplate("template of " + text.slice(0, 80), { name: "template-" + index, description: text.slice(0, 80), steps });
});
`;

export async function hostileCampaign(): Promise<HostileResult> {
  const simulator = await startSimulator({ seed: "hostile" });
  const files = {
    "Pulumi.yaml": "name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "index.js": program,
  };
  try {
    return await withStack({ program: { ...files, "values.json": "[]" }, env: environmentFor(simulator) }, async (stack) => {
      await stack.up();
      stack.write("values.json", JSON.stringify(hostile));
      const reports = await reportsOf(stack);
      await stack.up();
      const again = await stack.preview({ args: ["--refresh"] });
      return {
        values: hostile.length,
        changed: again.steps.filter(({ op }) => op !== "same" && op !== "refresh").flatMap(({ diff }) => Object.keys(diff))
          .length,
        escaped: alive(reports),
        executed: await executed(stack),
      };
    });
  } finally {
    await simulator.close();
  }
}

/** Shell commands as names on the command line; all folders are searched for the files that they would create. */
async function executed(stack: TestStack): Promise<number> {
  for (const text of hostile.filter((one) => one.includes("touch pwned")))
    for (const words of [["review", "--stack"], ["render", "--stack"], ["doctor", "--stack"], ["orphans", "--stack"], ["run"]])
      await stack.command("pulumi-codearts", ...words, text);
  const files = readdirSync(stack.root, { recursive: true, encoding: "utf8" });
  return files.filter((file) => basename(file) === "pwned").length;
}

function alive({ text, markdown, html, json }: Reports): number {
  const tests = [
    /<script>alert|<img src=x/.test(html),
    /<script>alert|<img src=x/.test(htmlIn(markdown)),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it searches for exactly these
    [text, markdown, html].some((report) => /[\u001b\u0007]/.test(report)),
    [text, markdown, html].some((report) => report.includes("\u202e")),
    /\]\(javascript:/.test(markdown.replace(/```[\s\S]*?```|`[^`\n]*`/g, "")),
    !isJson(json),
  ];
  return tests.filter(Boolean).length;
}

/** The parts that a code host would render as HTML: text in code spans and fences is not rendered. */
function htmlIn(markdown: string): string {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens.flatMap(({ type, content }) => (/^html_/.test(type) ? [content] : [])).join("\n");
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
