/** Writes docs/resources: one page per kind, from its table, the description in its folder, and the messages of check. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { type Handle, kinds } from "../../../provider/kinds";
import { type Input, type KindInput, type KindTable, namedTypes, type Table } from "../../../provider/kinds/table";
import { checkInputs, describeProblems } from "../../../provider/lifecycle/check";
import { repository } from "../../pulumi/paths";
import { pageText } from "../programs";
import { type KindModel, kindModels } from "./model";
import { defaultText, typeText } from "./type-text";

type Found = Set<z.core.$ZodType>;

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
const what = ({ doc, limits }: Input): string => cell([doc, limits ? `Limits: ${limits}.` : ""].filter(Boolean).join(" "));
const fallback = (input: Input): string => cell(defaultText(input) ?? "required");

function typeCell(input: Input, found: Found): string {
  const { text, named } = typeText(input.schema);
  for (const schema of named) found.add(schema);
  // A type with a page section of its own is a link.
  const [only] = named;
  const name = only && named.length === 1 ? namedTypes.get(only)?.name : undefined;
  if (name && (text === name || text === `${name}[]`)) return `[\`${text}\`](#${name.toLowerCase()})`;
  return `\`${cell(text)}\``;
}

function changeText({ change }: KindInput): string {
  return { update: "in place", replace: `replaces: ${change.why}`, record: "recorded only" }[change.change];
}

function inputTable(inputs: KindTable, found: Found): string[] {
  const rows = Object.entries(inputs).map(
    ([name, input]) =>
      `| \`${name}\` | ${typeCell(input, found)} | ${what(input)} | ${fallback(input)} | ${cell(changeText(input))} | ${input.secret ? "yes" : ""} |`,
  );
  return ["| input | type | description | default | on change | secret |", "| --- | --- | --- | --- | --- | --- |", ...rows, ""];
}

function outputTable(outputs: Table, found: Found): string[] {
  const rows = Object.entries(outputs).map(
    ([name, output]) => `| \`${name}\` | ${typeCell(output, found)} | ${what(output)}${output.secret ? " Secret." : ""} |`,
  );
  return [
    "Every input is also an output with the same name. Additional outputs:",
    "",
    "| output | type | description |",
    "| --- | --- | --- |",
    "| `id` | `string` | See the description above. |",
    ...rows,
    "| `undeclared` | `string[]` | Paths of live settings that the program does not declare; as of the last update or refresh. |",
    "",
  ];
}

function partTable(table: Table, found: Found): string[] {
  const rows = Object.entries(table).map(
    ([name, input]) =>
      `| \`${name}\` | ${typeCell(input, found)} | ${what(input)}${input.secret ? " Secret." : ""} | ${fallback(input)} |`,
  );
  return ["| input | type | description | default |", "| --- | --- | --- | --- |", ...rows, ""];
}

/** Named types in the order in which the tables mention them; iterating a Set also visits entries that are added meanwhile. */
function partSections(found: Found): string[] {
  const lines: string[] = [];
  for (const schema of found) {
    const type = namedTypes.get(schema);
    if (!type) continue;
    lines.push(`### ${type.name}`, "", type.doc, "");
    if (type.table) lines.push(...partTable(type.table, found));
    else {
      const { text, named } = typeText(schema, schema);
      for (const one of named) found.add(one);
      lines.push("```ts", text, "```", "");
    }
  }
  return lines;
}

/** The messages of check for a misspelt input and for two wrong values. */
function refusals({ handle, inputs }: KindModel): string[] {
  const names = Object.keys(inputs);
  const longest = names.reduce((one, other) => (other.length > one.length ? other : one), "");
  const probes = [...names.map((name): [string, unknown] => [name, "?"]), ...names.map((name): [string, unknown] => [name, 7])];
  const said = [[longest.slice(0, -1), {}] as const, ...probes].flatMap(([name, value]) => problemsOf(handle, name, value));
  return [...new Set(said)].slice(0, 3);
}

function problemsOf(handle: Handle, name: string, value: unknown): string[] {
  const { problems } = checkInputs(kinds[handle], { [name]: value }, {});
  return problems.filter(({ path }) => path[0] === name).map((problem) => describeProblems([problem]));
}

function importSection({ name, noun, inputs }: KindModel): string[] {
  return [
    "## Import",
    "",
    ...("adoptExisting" in inputs
      ? [
          `\`npx pulumi-codearts adopt\` adopts existing objects: it writes the ${noun} into a program and into the stack, and proves that`,
          `nothing would change ([docs/adopt.md](../adopt.md)). With [the plugin](../plugin.md), \`pulumi import codearts:index:${name} name id\` imports one.`,
          "",
        ]
      : [`A ${noun} is started by its resource; there is nothing to import.`, ""]),
    `To read one without managing it:`,
    "",
    "```ts",
    `const existing = codearts.${name}.get("existing", "<id>");`,
    "```",
    "",
  ];
}

const failures = [
  "## Errors",
  "",
  "Every error names the action, the kind, the resource, the operation, and the service's error code, message and request id.",
  "",
  "| kind | when | what to do |",
  "| --- | --- | --- |",
  "| `credentials`, `input` | before any call: credentials are missing, or a setting is invalid | the message lists every place that was checked |",
  "| `unauthorized`, `forbidden` | the keys are wrong, or their user lacks a permission | `pulumi-codearts doctor` shows which permission is missing |",
  "| `refused` | the service rejected the request, possibly with HTTP status 200 | see its message; nothing was recorded in the state |",
  "| `conflict` | the name is taken, or the object is in use | `adoptExisting: true`, another name, or `pulumi-codearts adopt` |",
  "| `notFound` | the object does not exist | `pulumi refresh`; deleting a missing object succeeds |",
  "| `throttled`, `network` | too many requests, a broken connection, 502 to 504 | the provider retries with increasing delays and respects `Retry-After`; after a lost answer to a create it searches for the object |",
  "| `invalidAnswer` | the answer lacks required data | please report it |",
  "",
];

function page(model: KindModel): string {
  const found: Found = new Set();
  const inputs = inputTable(model.inputs, found);
  const outputs = outputTable(model.outputs, found);
  return [
    `# ${model.name}`,
    "",
    pageText(model),
    "",
    "## Inputs",
    "",
    ...inputs,
    "## Outputs",
    "",
    ...outputs,
    ...(found.size > 0 ? ["## Types", "", ...partSections(found)] : []),
    ...importSection(model),
    "## Wrong inputs",
    "",
    "Wrong inputs are reported together, before any call. Values of secrets are never shown. For example:",
    "",
    "```",
    ...refusals(model),
    "```",
    "",
    ...failures,
  ].join("\n");
}

/** The pages by file name. */
export const resourceDocs = (): Map<string, string> => new Map(kindModels.map((model) => [`${model.page}.md`, page(model)]));

export function writeResourceDocs(): void {
  const folder = join(repository, "docs/resources");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of resourceDocs()) writeFileSync(join(folder, name), text);
}
