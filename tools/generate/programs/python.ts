/** An example in Python, in the layout of Black. */
import { configurationOf, type ExampleProgram, isUsed, Reference, type Value } from "./example";
import { type Spec, typeOf } from "./types";

const width = 88;

/** Names of inputs in the SDK for Python. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const quote = (text: string): string => JSON.stringify(text);

function scalar(value: string | number | boolean | Reference): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (!(value instanceof Reference)) return typeof value === "string" ? quote(value) : String(value);
  if (value.of === "resource") return `${snake(value.name)}.${snake(value.property)}`;
  return `config.${value.secret ? "require_secret" : "require"}(${quote(value.name)})`;
}

/** `column` is the start of the value, `indent` that of its line. */
function print(value: Value, spec: Spec, indent: number, column: number): string {
  if (typeof value !== "object" || value instanceof Reference) return scalar(value);
  const flat = printFlat(value, spec);
  if (column + flat.length + 1 <= width) return flat;
  const inner = " ".repeat(indent + 4);
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${print(item, typeOf(spec).item, indent + 4, indent + 4)},\n`);
    return `[\n${items.join("")}${" ".repeat(indent)}]`;
  }
  const entries = Object.entries(value).map(([key, one]) => {
    const head = `${inner}${quote(keyIn(spec, key))}: `;
    return `${head}${print(one, typeOf(spec).member(key), indent + 4, head.length)},\n`;
  });
  return `{\n${entries.join("")}${" ".repeat(indent)}}`;
}

function printFlat(value: Value, spec: Spec): string {
  if (typeof value !== "object" || value instanceof Reference) return scalar(value);
  if (Array.isArray(value)) return `[${value.map((item) => printFlat(item, typeOf(spec).item)).join(", ")}]`;
  const entries = Object.entries(value).map(
    ([key, one]) => `${quote(keyIn(spec, key))}: ${printFlat(one, typeOf(spec).member(key))}`,
  );
  return `{${entries.join(", ")}}`;
}

/** Properties of a type get Python names; keys of a map are unchanged. */
const keyIn = (spec: Spec, key: string): string => (typeOf(spec).isMap ? key : snake(key));

export function pythonOf(example: ExampleProgram): string {
  const blocks = example.resources.map(({ name, kind, properties }) => {
    const args = Object.entries(properties).map(([key, value]) => {
      const head = `    ${snake(key)}=`;
      return `${head}${print(value, typeOf(kind).member(key), 4, head.length)},`;
    });
    const begin = isUsed(example, name) ? `${snake(name)} = ` : "";
    return [`${begin}codearts.${kind}(`, `    ${quote(name)},`, ...args, ")"].join("\n");
  });
  const outputs = example.outputs.map(([name, value]) => `pulumi.export(${quote(name)}, ${scalar(value)})`);
  const needsConfig = configurationOf(example).length > 0;
  return [
    ...(needsConfig || outputs.length > 0 ? ["import pulumi"] : []),
    "import pulumi_codearts as codearts",
    ...(needsConfig ? ["", "config = pulumi.Config()"] : []),
    "",
    ...blocks.flatMap((block, index) => (index === 0 ? [block] : ["", block])),
    ...(outputs.length > 0 ? ["", ...outputs] : []),
  ].join("\n");
}
