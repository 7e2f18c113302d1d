/** Writes docs/steps.md: the builders with their settings, from the doc comments and the table of step types. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { modules, type StepModule } from "../../sdk/steps/modules";
import { repository } from "../pulumi/paths";

const sourceOf = (name: string) =>
  ts.createSourceFile(name, readFileSync(join(repository, "sdk/steps", name), "utf8"), ts.ScriptTarget.ES2022, true);
const interfaces = new Map(
  sourceOf("args.ts")
    .statements.filter(ts.isInterfaceDeclaration)
    .map((one) => [one.name.text, one]),
);
const aliases = new Map(
  sourceOf("args.ts")
    .statements.filter(ts.isTypeAliasDeclaration)
    .map((one) => [one.name.text, one]),
);
const builders = new Map(
  sourceOf("index.ts")
    .statements.filter(ts.isFunctionDeclaration)
    .map((one) => [one.name?.text ?? "", one]),
);

/** The text of a doc comment in one line, its default, and its evidence. */
function documented(node: ts.Node): { text: string; byDefault: string; evidence: string } {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const flat = (comment: Parameters<typeof ts.getTextOfJSDocComment>[0]) =>
    (ts.getTextOfJSDocComment(comment) ?? "").replace(/\s+/g, " ").trim();
  const all = docs.map(({ comment }) => flat(comment)).join(" ");
  const [told, byDefault = ""] = /\s*Default: (.+?)\.(?=$| [A-Z])/.exec(all) ?? [""];
  const evidence = docs.flatMap(({ tags }) => tags ?? []).find(({ tagName }) => tagName.text === "evidence");
  return { text: all.replace(told, "").trim(), byDefault, evidence: evidence === undefined ? "" : flat(evidence.comment) };
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

const membersOf = (name: string): ts.PropertySignature[] => interfaces.get(name)?.members.filter(ts.isPropertySignature) ?? [];

/** The values that editors suggest for a setting. */
function offered(member: ts.PropertySignature): string {
  const [alias] = (member.type?.getText() ?? "").match(/\b\w+Image\b/) ?? [];
  const values =
    alias === undefined
      ? []
      : (aliases
          .get(alias)
          ?.type.getText()
          .match(/"[^"]+"/g) ?? []);
  return values.length === 0 ? "" : ` Known: ${values.map((value) => `\`${value.slice(1, -1)}\``).join(", ")}.`;
}

function section(builder: string, { id, name, properties }: StepModule): string[] {
  const declaration = builders.get(builder);
  if (declaration === undefined) throw new Error(`sdk/steps/index.ts has no builder ${builder}`);
  const { text, evidence } = documented(declaration);
  const args = declaration.parameters[0]?.type?.getText() ?? "";
  const members = args === "CommonArgs" ? [] : membersOf(args);
  const rows = members.map((member) => {
    const setting = member.name.getText();
    const own = documented(member);
    const byDefault = member.questionToken === undefined ? "required" : own.byDefault;
    const what = `${own.text}${offered(member)}`;
    return `| \`${setting}\` | \`${properties[setting]?.wire}\` | ${cell(what)} | ${byDefault} | ${cell(own.evidence)} |`;
  });
  return [
    `### ${builder}`,
    "",
    text.replace(/ ?Default name: "[^"]+"\./, ""),
    "",
    `Step type \`${id}\` (${evidence}). Name by default: "${name}".`,
    "",
    ...(rows.length === 0
      ? []
      : ["| setting | property | description | default | evidence |", "| --- | --- | --- | --- | --- |", ...rows, ""]),
  ];
}

/** The text of the page. */
export const stepsDoc = (): string =>
  [introduction, ...Object.entries(modules).flatMap(([builder, one]) => section(builder, one))].join("\n");

const introduction = `# Steps

A step consists of a step type of the service and its properties. There are builders for the ten publicly known step types:

\`\`\`ts
steps: [
  codearts.steps.npm({ image: "nodejs18", command: "npm ci\\nnpm test" }),
  codearts.steps.uploadToObs({ bucketName: "builds", objectKey: "./", artifactSourcePath: "dist/*", obsHeaders: { "Cache-Control": "no-cache" } }),
],
\`\`\`

Every builder also takes \`name\` (shown in the log; \`stepSecrets\` finds the step by it), \`version\`, \`enabled\`, and \`properties\`: further
properties as the service spells them. A known image or value is offered by the editor; any other text passes.

A tenant has about forty step types. \`pulumi-codearts steps\` lists those of yours with their properties and defaults, and
\`pulumi-codearts steps --typescript steps.ts\` writes typed builders for them. Any step type can also be written in its plain form:

\`\`\`ts
codearts.steps.step("devcloud2018.codeci_action_20061.action", { name: "Settings", properties: { fileName: "settings.xml" } })
\`\`\`

Secrets belong in \`stepSecrets\` of the job: in the list of steps they would hide the complete list in a preview.

## Evidence

The service publishes no list of step properties. \`live\`: read from a job of the service, or sent to it and read back. \`documented\`: from
an official example or page. \`unproven\`: only from test data of other tools. \`assumed\`: concluded from \`build.yml\` or from similar steps.

## Builders
`;

export function writeStepsDoc(): void {
  writeFileSync(join(repository, "docs/steps.md"), stepsDoc());
}
