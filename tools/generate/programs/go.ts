/** An example in Go, in the layout of gofmt. */
import { configurationOf, type ExampleProgram, isUsed, Reference, type Value } from "./example";
import { type Spec, type Type, typeOf } from "./types";

const width = 100;
const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const quote = (text: string): string => JSON.stringify(text);

/** `pulumi.String("x")` and the like. */
function scalar(value: string | number | boolean | Reference, type: Type): string {
  if (value instanceof Reference) {
    if (value.of === "resource") return value.property === "id" ? `${value.name}.ID()` : `${value.name}.${title(value.property)}`;
    const call = `(ctx, ${quote(value.name)})`;
    return value.secret ? `config.RequireSecret${call}` : `pulumi.String(config.Require${call})`;
  }
  if (type.isEnum && typeof value === "string") return enumValue(type, value);
  if (typeof value === "boolean") return `pulumi.Bool(${value})`;
  if (typeof value === "number") return `pulumi.${Number.isInteger(value) ? "Int" : "Float64"}(${value})`;
  return `pulumi.String(${quote(value)})`;
}

/** The SDK has a constant for each value that is also a valid Go name. */
const enumValue = ({ name }: Type, value: string): string =>
  /^[A-Za-z][A-Za-z0-9]*$/.test(value) ? `codearts.${name}${title(value)}` : `codearts.${name}(${quote(value)})`;

/** The type of a list or a map, from the type of its elements. */
function collection(inner: Spec, suffix: "Array" | "Map"): string {
  if (typeof inner !== "string" && (inner.oneOf || !typeOf(inner).name)) {
    const plain = { string: "String", integer: "Int", number: "Float64", boolean: "Bool" }[inner.type ?? ""];
    return `pulumi.${plain ?? ""}${suffix}`;
  }
  return `codearts.${typeOf(inner).name}${suffix}`;
}

interface Literal {
  type: string;
  entries: [key: string | undefined, value: Value, spec: Spec][];
}

function literal(value: Value[] | { [key: string]: Value }, spec: Spec): Literal {
  const type = typeOf(spec);
  if (Array.isArray(value))
    return { type: collection(type.item, "Array"), entries: value.map((one) => [undefined, one, type.item]) };
  const isMap = type.isMap;
  return {
    type: isMap ? collection(type.member(""), "Map") : `codearts.${type.name}Args`,
    entries: Object.entries(value).map(([key, one]) => [isMap ? quote(key) : title(key), one, type.member(key)]),
  };
}

function printFlat(value: Value, spec: Spec): string {
  if (typeof value !== "object" || value instanceof Reference) return scalar(value, typeOf(spec));
  const { type, entries } = literal(value, spec);
  return `${type}{${entries.map(([key, one, of]) => `${key ? `${key}: ` : ""}${printFlat(one, of)}`).join(", ")}}`;
}

/** Tabs count as four columns. */
function print(value: Value, spec: Spec, depth: number, before: number): string {
  const flat = printFlat(value, spec);
  if (typeof value !== "object" || value instanceof Reference || depth * 4 + before + flat.length < width) return flat;
  const { type, entries } = literal(value, spec);
  return `${type}{\n${lines(entries, depth + 1)}${"\t".repeat(depth)}}`;
}

/** One entry per line; gofmt aligns the values of adjacent lines, unless one of them spans several lines. */
function lines(entries: Literal["entries"], depth: number): string {
  const printed = entries.map(([key, value, spec]) => [key, print(value, spec, depth, (key?.length ?? 0) + 2)] as const);
  const isShort = (index: number) => printed[index] !== undefined && !printed[index][1].includes("\n");
  const columns = printed.map(([key = ""], index) => {
    if (!isShort(index)) return key.length;
    let first = index;
    while (isShort(first - 1)) first -= 1;
    let last = index;
    while (isShort(last + 1)) last += 1;
    return Math.max(...printed.slice(first, last + 1).map(([one = ""]) => one.length));
  });
  return printed
    .map(([key, text], index) => {
      const head = key === undefined ? "" : `${key}: ${" ".repeat((columns[index] ?? 0) - key.length)}`;
      return `${"\t".repeat(depth)}${head}${text},\n`;
    })
    .join("");
}

const failed = ["\t\tif err != nil {", "\t\t\treturn err", "\t\t}"];

export function goOf(example: ExampleProgram): string {
  let isDeclared = false;
  const body = example.resources.flatMap(({ name, kind, properties }) => {
    const used = isUsed(example, name);
    const assign = used || !isDeclared ? ":=" : "=";
    const begin = used ? `${name}, err ${assign}` : isDeclared ? "_, err =" : "_, err :=";
    isDeclared = true;
    const entries = Object.entries(properties).map(([key, value]): Literal["entries"][number] => [
      title(key),
      value,
      typeOf(kind).member(key),
    ]);
    const args = `&codearts.${kind}Args{\n${lines(entries, 3)}\t\t}`;
    return [`\t\t${begin} codearts.New${kind}(ctx, ${quote(name)}, ${args})`, ...failed];
  });
  const outputs = example.outputs.map(
    ([name, value]) => `\t\tctx.Export(${quote(name)}, ${scalar(value, typeOf({ type: "string" }))})`,
  );
  const imports = [
    "github.com/pulumi/pulumi/sdk/v3/go/pulumi",
    ...(configurationOf(example).length > 0 ? ["github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"] : []),
    "pulumi-codearts/sdk/go/codearts",
  ];
  return [
    "package main",
    "",
    "import (",
    ...imports.map((path) => `\t${quote(path)}`),
    ")",
    "",
    "func main() {",
    "\tpulumi.Run(func(ctx *pulumi.Context) error {",
    ...body,
    ...outputs,
    "\t\treturn nil",
    "\t})",
    "}",
  ].join("\n");
}
