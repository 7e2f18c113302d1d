/** Writes docs/resources: one page per kind, from the doc comments of its inputs, its table of changes and what check says. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { buildJob } from "../../provider/kinds/build-job/kind";
import { buildTemplate } from "../../provider/kinds/build-template/kind";
import { cicdConfiguration } from "../../provider/kinds/cicd-configuration/kind";
import { keystore } from "../../provider/kinds/keystore/kind";
import { notice } from "../../provider/kinds/notice/kind";
import { checkInputs, describeProblems } from "../../provider/lifecycle/check";
import type { Field } from "../../provider/lifecycle/kind";

const repository = join(__dirname, "../..");
const id = "0123456789abcdef0123456789abcdef";
const place = { region: "cn-north-4" };

/** File names by kind, and inputs that pass, into which wrong ones are put one at a time. */
const pages = [
  {
    file: "build-job",
    kind: buildJob,
    valid: { ...place, projectId: id, name: "api" },
    wrong: [
      { definition: "YAML", steps: [{ module: "m", name: "Test" }] },
      { stepSecrets: { Tset: { a: "b" } }, steps: [{ module: "m", name: "Test" }] },
      { schedules: [{ cron: "0 0 2 * * ?" }] },
      { schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shangai" }] },
      { parameters: { channel: { default: "x", options: ["a"] }, text: "{{ x }}" } },
      { timeout: { hours: 1, minutes: 1 } },
      { steps: Array.from({ length: 31 }, (_, index) => ({ module: "m", name: `step ${index}` })) },
    ],
  },
  {
    file: "build-template",
    kind: buildTemplate,
    valid: { ...place, name: "service" },
    wrong: [
      { parameters: { token: { default: "x", private: true } } },
      { stepSecrets: { Tset: { a: "b" } }, steps: [{ module: "m", name: "Test" }] },
      { steps: Array.from({ length: 31 }, (_, index) => ({ module: "m", name: `step ${index}` })) },
    ],
  },
  {
    file: "notice",
    kind: notice,
    valid: { ...place, jobId: id, channel: "MAIL", events: [] },
    wrong: [
      { channel: "WECOM" },
      { events: ["buildJobFailed"] },
      { webhook: "https://robot.example.com" },
      { channel: "WECOM", webhook: "https://robot.example.com", paramConfig: "{}" },
    ],
  },
  {
    file: "keystore",
    kind: keystore,
    valid: { ...place, name: "release.jks", content: "AAAA" },
    wrong: [
      { name: "release.p12" },
      { content: Buffer.alloc(102_401).toString("base64") },
      { content: "-----BEGIN" },
      { permissions: { somebody: { userId: "u", usage: true } } },
    ],
  },
  {
    file: "cicd-configuration",
    kind: cicdConfiguration,
    valid: { ...place, name: "gate" },
    wrong: [
      { command: {} },
      { command: { image: { source: "remote_image", name: "a", version: "1" } } },
      { command: { iac: { mode: "local", path: "." } } },
    ],
  },
] as const;
type Page = (typeof pages)[number];

/** Where interfaces that inputs name are declared. */
const sources = [
  ...["steps", "parameters", "scms", "triggers", "timeout"].map((part) => `parts/${part}`),
  ...pages.map(({ file }) => `${file}/inputs`),
];
const trees = sources.map((name) => {
  const path = join(repository, "provider/kinds", `${name}.ts`);
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
});
const interfaces = new Map<string, ts.InterfaceDeclaration>();
for (const tree of trees)
  tree.forEachChild((node) => void (ts.isInterfaceDeclaration(node) && interfaces.set(node.name.text, node)));

interface Documented {
  text: string;
  tags: Map<string, string>;
}

/** The doc comment of a declaration: its text on one line, and its tags. `Default: …` in the text counts as a tag. */
function documented(node: ts.Node): Documented {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const flat = (comment: string | ts.NodeArray<ts.JSDocComment> | undefined) =>
    (ts.getTextOfJSDocComment(comment) ?? "").replace(/\s+/g, " ").trim();
  const tags = new Map(docs.flatMap((doc) => doc.tags ?? []).map((tag) => [tag.tagName.text, flat(tag.comment)]));
  let text = docs.map((doc) => flat(doc.comment)).join(" ");
  const told = /\s*Default: (.+?)\.(?=$| [A-Z])/.exec(text);
  if (told) {
    tags.set("default", told[1] ?? "");
    text = text.replace(told[0], "").trim();
  }
  return { text, tags };
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

function typeText(member: ts.PropertySignature): string {
  return (
    member.type
      ?.getText()
      .replace(/components\["schemas"\]\["(\w+)"\]/g, "$1")
      .replace(/\s+/g, " ") ?? ""
  );
}

const membersOf = (name: string): ts.PropertySignature[] =>
  (interfaces.get(name)?.members ?? []).flatMap((one) => (ts.isPropertySignature(one) ? [one] : []));

/** Interfaces that a type names, and those that they name. */
function namedIn(name: string, seen = new Set<string>()): Set<string> {
  for (const member of membersOf(name)) {
    for (const word of member.type?.getText().match(/\w+/g) ?? []) {
      const target = interfaces.has(word) ? word : aliases.get(word);
      if (!target || seen.has(target)) continue;
      seen.add(target);
      namedIn(target, seen);
    }
  }
  return seen;
}
/** Names of maps and unions whose parts are interfaces. */
const aliases = new Map([
  ["Parameters", "ParameterSettings"],
  ["TemplateStep", "Step"],
]);

const shared: Record<string, { text: string; default: string }> = {
  region: {
    text: "Region, such as `cn-north-4`. State remembers it, so that a later change of configuration reaches no other region.",
    default: "configuration `codearts:region`",
  },
  adoptExisting: { text: "Take over an object that has this name already instead of refusing.", default: "false" },
};

function inputRow(name: string, field: Field, member: ts.PropertySignature | undefined): string {
  const { text, tags } = member ? documented(member) : { text: "", tags: new Map<string, string>() };
  const common = shared[name];
  const what = [text || common?.text, tags.get("limits") && `Limits: ${tags.get("limits")}.`].filter(Boolean).join(" ");
  const required = member && !member.questionToken && !tags.has("default") && !common;
  const change = { update: "in place", replace: `replaces: ${field.why}`, record: "recorded only" }[field.change];
  const type = member ? typeText(member) : { region: "string", adoptExisting: "boolean" }[name];
  const secret = tags.has("secret") || /^Secret\b/.test(text) ? "yes" : "";
  return `| \`${name}\` | \`${cell(type ?? "")}\` | ${cell(what)} | ${required ? "required" : cell(tags.get("default") ?? common?.default ?? "none")} | ${cell(change)} | ${secret} |`;
}

function partTable(name: string): string[] {
  const rows = membersOf(name).map((member) => {
    const { text, tags } = documented(member);
    const what = [text, tags.get("limits") && `Limits: ${tags.get("limits")}.`, tags.has("secret") && "Secret."]
      .filter(Boolean)
      .join(" ");
    const required = !member.questionToken && !tags.has("default");
    return `| \`${member.name.getText()}\` | \`${cell(typeText(member))}\` | ${cell(what)} | ${required ? "required" : cell(tags.get("default") ?? "none")} |`;
  });
  if (rows.length === 0) return [];
  const declaration = interfaces.get(name);
  return [
    `### ${name}`,
    "",
    declaration ? documented(declaration).text : "",
    "",
    "| input | type | what it is | default |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ];
}

/** What check says to wrong values of every input, in its own words. */
function refusals(entry: Page): string[] {
  const { kind, valid } = entry;
  const long = "x".repeat(10_000);
  const probes: unknown[] = [
    undefined,
    7,
    "",
    long,
    "no such value",
    {},
    { name: 7 },
    [],
    [7],
    Array.from({ length: 1001 }, (_, n) => `entry-${n}`),
  ];
  const wrong: object[] = Object.keys(kind.fields).flatMap((name) => probes.map((probe) => ({ ...valid, [name]: probe })));
  const said = new Map<string, string>();
  for (const inputs of [...wrong, ...entry.wrong.map((more) => ({ ...valid, ...more }))]) {
    for (const problem of checkInputs(kind as never, { ...inputs }, {}).problems) {
      const line = describeProblems([problem]);
      // One line for one answer: not for every entry of a list, nor for every type that is the wrong one.
      const key = line
        .replace(/: (a list|a number|a string|an object|missing); write/, ": …; write")
        .replace(/\[\d+\]/g, "[0]")
        .replace(/entry-\d+/g, "");
      if (!said.has(key) && line.length < 300) said.set(key, line);
    }
  }
  return [...said.values()].sort();
}

function page(entry: Page): string {
  const { file, kind } = entry;
  const inputs = `${kind.name}Inputs`;
  const tree = ts.createSourceFile(
    file,
    readFileSync(join(repository, "sdk", `${file}.ts`), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const classes = tree.statements.filter(ts.isClassDeclaration);
  const [doc] = classes.flatMap((one) => ts.getJSDocCommentsAndTags(one).filter(ts.isJSDoc));
  const members = new Map(membersOf(inputs).map((member) => [member.name.getText(), member]));
  const rows = (Object.entries(kind.fields) as [string, Field][]).map(([name, field]) =>
    inputRow(name, field, members.get(name)),
  );
  return [
    `# ${kind.name}`,
    "",
    ts.getTextOfJSDocComment(doc?.comment) ?? "",
    "",
    "## Inputs",
    "",
    "| input | type | what it is | default | a change | secret |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    ...[...namedIn(inputs)].flatMap(partTable),
    "## What a wrong input is answered with",
    "",
    "Found before any call, together with every other one. Values of secrets are never shown.",
    "",
    "```",
    ...refusals(entry),
    "```",
    "",
    ...failures,
  ].join("\n");
}

const failures = [
  "## What the service can answer",
  "",
  "Every failure names the action, the kind, the name, the operation, and the service's code, message and request id.",
  "",
  "| kind | when | what to do |",
  "| --- | --- | --- |",
  "| `credentials`, `input` | before any call: no credentials anywhere, or a setting that cannot be | the message names every place that was looked at |",
  "| `unauthorized`, `forbidden` | the keys are wrong, or good but without the right | `pulumi-codearts doctor` says which right is missing |",
  "| `refused` | the service understood and said no, also inside HTTP 200 | as its message says; nothing was recorded |",
  "| `conflict` | the name is taken, or the object is in use | `adoptExisting: true`, another name, or `pulumi-codearts adopt` |",
  "| `notFound` | the object is gone | `pulumi refresh`; deleting what is gone succeeds |",
  "| `throttled`, `network` | too many requests, a broken connection, 502 to 504 | repeated by itself with growing waits, `Retry-After` is honoured; a lost answer to a create is settled by looking |",
  "| `invalidAnswer` | the answer lacks what a decision needs | please report it |",
  "",
];

/** The pages by file name. */
export const resourceDocs = (): Map<string, string> => new Map(pages.map((entry) => [`${entry.file}.md`, page(entry)]));

export function writeResourceDocs(): void {
  const folder = join(repository, "docs/resources");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of resourceDocs()) writeFileSync(join(folder, name), text);
}
