/** Generates code from the tables of the kinds: sdk/generated and provider/generated, which are not committed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { consoleParameters } from "../../../provider/kinds/parts/wire-parameter";
import { type Input, namedTypes, type Table } from "../../../provider/kinds/table";
import { repository } from "../../pulumi/paths";
import { commentText } from "../programs";
import { type KindModel, kindModels } from "./model";
import { defaultText, isOptional, typeText } from "./type-text";

const head = "/** Generated from the tables of provider/kinds by tools/generate/kinds; not committed. */\n";

function comment(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function member([key, input]: readonly [string, Input], found: Set<z.core.$ZodType>, isOutput = false): string {
  const { text, named } = typeText(input.schema);
  for (const schema of named) found.add(schema);
  const fallback = defaultText(input);
  const lines = [
    input.doc,
    input.limits && `Limits: ${input.limits}.`,
    isOutput ? "" : fallback === undefined ? "Required." : `Default: ${fallback}.`,
    input.secret && "Secret.",
  ].filter((line) => typeof line === "string" && line !== "") as string[];
  const mark = isOptional(input) && input.filled === undefined ? "?" : "";
  return `${comment(lines, "  ")}  ${key}${mark}: ${text};\n`;
}

function interfaceText(name: string, doc: string, table: Table, found: Set<z.core.$ZodType>, isOutput = false): string {
  const members = Object.entries(table).map((entry) => member(entry, found, isOutput));
  return `${comment([doc], "")}export interface ${name} {\n${members.join("")}}\n`;
}

/** The declaration of a named type, and the types that it mentions in turn. */
function declaration(schema: z.core.$ZodType, found: Set<z.core.$ZodType>): string {
  const type = namedTypes.get(schema);
  if (type === undefined) throw new Error("a schema without a name has no declaration");
  if (type.table) return interfaceText(type.name, type.doc, type.table, found);
  const { text, named } = typeText(schema, schema);
  for (const one of named) found.add(one);
  return `${comment([type.doc], "")}export type ${type.name} = ${text};\n`;
}

/** Inputs and outputs for programs: an interface per kind and per named type. */
function inputTypes(): string {
  const found = new Set<z.core.$ZodType>();
  const texts = kindModels.flatMap(({ name, noun, inputs, outputs }) => [
    interfaceText(`${name}Inputs`, `Inputs of a ${noun}.`, inputs, found),
    interfaceText(`${name}Computed`, `Outputs of a ${noun} in addition to its inputs.`, outputs, found, true),
  ]);
  // Iterating a Set also visits entries that are added meanwhile.
  const parts: string[] = [];
  for (const schema of found) parts.push(declaration(schema, found));
  return [head, ...texts, ...parts].join("\n");
}

const keysWhere = (table: Table, test: (input: Input) => unknown): string[] =>
  Object.entries(table).flatMap(([key, input]) => (test(input) ? [key] : []));

/** Data on the kinds for sdk/ and policies/; does not load zod. */
function kindData(): string {
  const rows = kindModels.map(({ name, handle, page, noun, plural, inputs, outputs, onePerJob }) => {
    const data = {
      handle,
      page,
      noun,
      plural,
      outputs: [...Object.keys(inputs), ...Object.keys(outputs), "undeclared"],
      secretInputs: keysWhere(inputs, ({ secret }) => secret),
      secretOutputs: keysWhere(outputs, ({ secret }) => secret),
      secretPaths: secretPathsOf(inputs),
      isAdoptable: "adoptExisting" in inputs,
      isNamedAfterResource: inputs.name?.filled !== undefined,
      ...(onePerJob && { onePerJob }),
      defaults: defaultsOf(inputs),
    };
    return `  ${name}: ${JSON.stringify(data)},`;
  });
  const parts = new Set<z.core.$ZodType>();
  for (const { inputs } of kindModels) for (const entry of Object.entries(inputs)) member(entry, parts);
  for (const schema of parts) declaration(schema, parts);
  const partRows = [...parts].flatMap((schema) => {
    const { name, table } = namedTypes.get(schema) ?? {};
    return name && table ? [`  ${name}: ${JSON.stringify(defaultsOf(table))},`] : [];
  });
  return [
    head,
    `export const kinds = {\n${rows.join("\n")}\n} as const;`,
    "export type KindName = keyof typeof kinds;",
    "",
    "/** Defaults in the parts of a kind. */",
    `export const partDefaults = {\n${partRows.join("\n")}\n} as const;`,
    "",
    "/** Parameters that the console adds to a job, with their value. */",
    `export const consoleParameters = ${JSON.stringify(consoleParameters)} as const;`,
    "",
  ].join("\n");
}

/** Paths of inputs that are always secret; "*" is any key, and indexes of lists are omitted. */
function secretPathsOf(table: Table): string[][] {
  return Object.entries(table).flatMap(([key, { schema, secret }]) =>
    pathsBelow(schema, secret === true).map((path) => [key, ...path]),
  );
}

function pathsBelow(schema: z.core.$ZodType, secret: boolean): string[][] {
  if (schema instanceof z.ZodOptional) return pathsBelow(schema.def.innerType, secret);
  if (schema instanceof z.ZodArray) return pathsBelow(schema.def.element, secret);
  if (schema instanceof z.ZodRecord) return pathsBelow(schema.def.valueType, secret).map((path) => ["*", ...path]);
  const parts = namedTypes.get(schema)?.table;
  if (secret || !parts) return secret ? [[]] : [];
  return secretPathsOf(parts);
}

/** Default of each input: the value in the table, or else the one that the service gives a new object. */
function defaultsOf(table: Table): Record<string, unknown> {
  const entries = Object.entries(table).map(([key, { default: written, atWorst, wire }]) => {
    const fresh = wire && "fresh" in wire ? wire.fresh : undefined;
    return [key, atWorst ?? written ?? (fresh === "" || typeof fresh === "object" ? undefined : fresh)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const union = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(" | ") || "never";

function classText(model: KindModel): string {
  const { name, inputs } = model;
  const filled = union(keysWhere(inputs, (input) => input.filled));
  const place = union(keysWhere(inputs, (input) => input.place));
  return [
    `/** Arguments of a {@link ${name}}. Only declared inputs are managed. */`,
    `export type ${name}Args = ArgsOf<types.${name}Inputs, ${filled}>;\n`,
    comment(commentText(model).replaceAll("*/", "*\\/").split("\n"), "").trimEnd(),
    `export class ${name} extends resource<${name}Args, types.${name}Inputs, types.${name}Computed, ${place}>("${name}") {}\n`,
  ].join("\n");
}

function classes(): string {
  const imports = [
    'import type { ArgsOf } from "../inputs";',
    'import { resource } from "../resource";',
    'import type * as types from "./inputs";\n',
  ];
  return [head, ...imports, ...kindModels.map(classText)].join("\n");
}

function providers(): string {
  const lines = kindModels.map(({ handle }) => `export const ${handle} = lifecycle(kinds.${handle});`);
  return [head, 'import { kinds } from "../kinds";', 'import { lifecycle } from "../lifecycle/provider";\n', ...lines, ""].join(
    "\n",
  );
}

/** Texts of review for each kind; does not load zod. */
function reviewTexts(): string {
  const imports = kindModels.map(({ page, handle }) => `import { reviewWords as ${handle} } from "../kinds/${page}/review";`);
  const rows = kindModels.map(({ name, handle }) => `  ${name}: ${handle},`);
  const type = 'import type { ReviewWords } from "../kinds/parts/review-words";\n';
  return [
    head,
    ...imports,
    type,
    "export const reviewWords = {",
    ...rows,
    "} satisfies { readonly [kind: string]: ReviewWords };",
    "",
  ].join("\n");
}

export function writeKindCode(): void {
  const files = {
    "sdk/generated/inputs.ts": inputTypes(),
    "sdk/generated/kinds.ts": kindData(),
    "sdk/generated/resources.ts": classes(),
    "provider/generated/providers.ts": providers(),
    "provider/generated/review.ts": reviewTexts(),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), text);
  }
}
