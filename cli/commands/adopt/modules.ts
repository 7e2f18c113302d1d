/** Prints the generated modules: imports, shared definitions, resources. */
import { kinds } from "../../../provider/kinds";
import { breaksAfterColon, Call, type Code, Merge, Name, printCode, quote } from "./code";
import type { Definition } from "./lift";
import type { Declaration } from "./model";

const width = 80;

const definitionTypes: { [of in Definition["of"]]: string } = {
  step: "codearts.steps.StepArgs",
  steps: "codearts.steps.StepArgs[]",
  parameter: "codearts.Parameter",
  parameters: "Record<string, codearts.Parameter>",
};

export interface ModuleText {
  /** Definitions, constants and resources in order, each already printed. */
  blocks: string[];
  /** Names used by the blocks; names exported by other modules are imported. */
  uses: Set<string>;
}

/** Shared name → module that exports it. */
export type Exports = Map<string, string>;

export function printModule(path: string, { blocks, uses }: ModuleText, exports: Exports, suffix: string): string {
  const imports = ['import * as codearts from "pulumi-codearts";'];
  const byModule = new Map<string, string[]>();
  for (const name of uses) {
    const module = exports.get(name);
    if (module === undefined || module === path) continue;
    byModule.set(module, [...(byModule.get(module) ?? []), name]);
  }
  for (const [module, names] of [...byModule].sort(([a], [b]) => compare(a, b))) {
    imports.push(printImport(names.sort(compare), relative(path, module) + suffix));
  }
  const needed = blocks.some((block) => block.includes("codearts.")) ? imports : imports.slice(1);
  return `${[needed.join("\n"), ...blocks].filter(Boolean).join("\n\n")}\n`;
}

function printImport(names: string[], from: string): string {
  const line = `import { ${names.join(", ")} } from ${quote(from)};`;
  return line.length <= width ? line : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from ${quote(from)};`;
}

/** `jobs/a`, `shared/steps` → `../shared/steps`. */
function relative(from: string, to: string): string {
  const depth = from.split("/").length - 1;
  return `${depth === 0 ? "./" : "../".repeat(depth)}${to}`;
}

export function printDefinition(definition: Definition, exported: boolean): string {
  const doc = definition.doc === "" ? "" : `${printDoc(definition.doc)}\n`;
  const type = definitionTypes[definition.of];
  const prefix = exported ? "export " : "";
  if (definition.parameters.length === 0) {
    return `${doc}${printConstant(`${prefix}const ${definition.name}: ${type}`, definition.body)}`;
  }
  const parameters = definition.parameters.map(({ name, type: valueType, byDefault }) =>
    byDefault === undefined ? `${name}: ${valueType}` : `${name} = ${printCode(byDefault, 2, 2)}`,
  );
  const flat = `${prefix}function ${definition.name}(${parameters.join(", ")}): ${type} {`;
  const fits = flat.length <= width && !flat.includes("\n");
  const head = fits
    ? flat
    : `${prefix}function ${definition.name}(\n${parameters.map((parameter) => `  ${parameter},\n`).join("")}): ${type} {`;
  return `${doc}${head}\n  return ${printCode(definition.body, 2, 9)};\n}`;
}

/** `const name = value;`, with the value on the next line where a formatter would put it. */
export function printConstant(head: string, value: Code): string {
  const text = printCode(value, 0, head.length + 3);
  const flat = `${head} = ${text};`;
  const isLong = flat.length > width && !text.includes("\n") && breaksAfterColon(value);
  const isLongCall = value instanceof Call && head.length + value.callee.length + " = (".length > width;
  return isLong || isLongCall ? `${head} =\n  ${printCode(value, 2)};` : flat;
}

/** A one-line comment, or a block if it is too long. */
export function printDoc(text: string): string {
  const safe = text.replaceAll("*/", "* /").replace(/[\r\n]+/g, " ");
  const line = `/** ${safe}. */`;
  if (line.length <= 120) return line;
  const lines: string[] = [];
  for (const word of `${safe}.`.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return `/**\n${lines.map((part) => ` * ${part}`).join("\n")}\n */`;
}

export function printResource({ adoptable, identifier, resourceName, args, ignoreChanges }: Declaration): string {
  const callee = `new codearts.${kinds[adoptable.kind].name}`;
  const options = ignoreChanges.length === 0 ? [] : [{ ignoreChanges }];
  const head = `export const ${identifier} = `;
  return `${head}${printCode(new Call(callee, [resourceName, args, ...options]), 0, head.length)};`;
}

/** Root names that an expression refers to. */
export function namesIn(code: Code, into: Set<string> = new Set()): Set<string> {
  if (code instanceof Name) into.add(root(code.text));
  else if (code instanceof Call) {
    into.add(root(code.callee));
    for (const arg of code.args) namesIn(arg, into);
  } else if (code instanceof Merge) for (const [, value] of code.entries) namesIn(value, into);
  else if (Array.isArray(code)) for (const item of code) namesIn(item, into);
  else if (typeof code === "object" && code !== null) for (const value of Object.values(code)) namesIn(value as Code, into);
  return into;
}

function root(text: string): string {
  return /^[\p{ID_Continue}$]+/u.exec(text)?.[0] ?? text;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
