/** Converts the TypeScript declarations of look-ups and provider settings in sdk/ to Pulumi's schema. */
import { join } from "node:path";
import ts from "typescript";
import { repository } from "../../pulumi/paths";
import { anything, type ObjectSpec, type PropertySpec, type TypeSpec, type Types, tokenOf } from "./types";

export interface FunctionSpec {
  description: string;
  inputs: ObjectSpec;
  outputs: ObjectSpec;
}

const entry = join(repository, "sdk/index.ts");
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Reads sdk/index.ts with the compiler; `types` collects the types used in results. */
export function declarations(types: Types) {
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [entry] }, ts.sys, repository);
  const program = ts.createProgram([entry], { ...options, types: ["node"] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!source || !module) throw new Error(`${entry} cannot be read`);
  const exported = checker
    .getExportsOfModule(module)
    .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));
  const read = reader(checker, types, source);

  const functions: Record<string, FunctionSpec> = {};
  for (const symbol of exported.filter(({ name }) => /^(get|list)[A-Z]\w*$/.test(name) && !name.endsWith("Output"))) {
    const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
    const [args] = signature?.parameters ?? [];
    if (!signature || !args) continue;
    const result = checker.getAwaitedType(signature.getReturnType());
    functions[tokenOf(symbol.name)] = {
      description: read.text(symbol),
      inputs: read.object(checker.getTypeOfSymbol(args), `${capital(symbol.name)}Args`),
      outputs: read.answer(result ?? signature.getReturnType(), `${capital(symbol.name)}Result`),
    };
  }
  const settings = exported.find(({ name }) => name === "ProviderArgs");
  if (!settings) throw new Error("sdk/index.ts exports no ProviderArgs");
  return { functions, settings: read.texts(checker.getDeclaredTypeOfSymbol(settings)) };
}

function reader(checker: ts.TypeChecker, types: Types, at: ts.Node) {
  const text = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const isAbsent = (one: ts.Type) => (one.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0;
  const forms = (type: ts.Type) => (type.isUnion() ? type.types : [type]).filter((one) => !isAbsent(one));
  /** The value of an Output, which marks a secret part in the declarations. */
  const inOutput = (type: ts.Type): ts.Type | undefined =>
    type.aliasSymbol?.name === "Output" ? type.aliasTypeArguments?.[0] : undefined;

  const write = (type: ts.Type, path: string): TypeSpec => {
    const all = forms(type);
    const [only] = all;
    if (!only) return anything;
    if (all.every((one) => one.flags & ts.TypeFlags.BooleanLike)) return { type: "boolean" };
    if (all.every((one) => one.flags & ts.TypeFlags.StringLike || one.isIntersection())) return { type: "string" };
    if (all.length > 1) {
      const name = type.aliasSymbol?.name;
      if (name && types.has(name)) return { $ref: `#/types/${tokenOf(name)}` };
      const written = [...new Map(all.map((one, index) => [JSON.stringify(write(one, path)), index])).keys()].map((one) =>
        JSON.parse(one),
      );
      return written.length === 1 ? written[0] : { oneOf: written };
    }
    if (only.flags & ts.TypeFlags.NumberLike) return { type: "number" };
    if (only.flags & ts.TypeFlags.Any || only.flags & ts.TypeFlags.Unknown) return anything;
    if (checker.isArrayType(only))
      return { type: "array", items: write(checker.getTypeArguments(only as ts.TypeReference)[0] ?? only, path) };
    const values = checker.getIndexInfoOfType(only, ts.IndexKind.String);
    if (values) return { type: "object", additionalProperties: write(values.type, path) };
    const name = only.aliasSymbol?.name ?? (only.symbol?.name.startsWith("__") ? path : (only.symbol?.name ?? path));
    if (!types.has(name)) types.add(name, object(only, name));
    return { $ref: `#/types/${tokenOf(name)}` };
  };

  const property = (symbol: ts.Symbol, path: string): PropertySpec => {
    const type = checker.getTypeOfSymbolAtLocation(symbol, at);
    const [first] = forms(type);
    const sealed = first && inOutput(first);
    const description = text(symbol);
    return { ...write(sealed ?? type, path), ...(description && { description }), ...(sealed && { secret: true as const }) };
  };

  /** All properties of several forms; required if every form requires them. */
  const object = (type: ts.Type, path: string): ObjectSpec => {
    const all = forms(type);
    const names = [...new Set(all.flatMap((one) => checker.getPropertiesOfType(one).map(({ name }) => name)))];
    const found = names.map((name) => [name, all.map((one) => checker.getPropertyOfType(one, name))] as const);
    const isNeeded = (symbols: readonly (ts.Symbol | undefined)[]) =>
      symbols.every((one) => one && !(one.flags & ts.SymbolFlags.Optional));
    const written = found.flatMap(([name, symbols]) => {
      const symbol = symbols.find((one) => one && forms(checker.getTypeOfSymbolAtLocation(one, at)).length > 0);
      return symbol ? [[name, property(symbol, path + capital(name))] as const] : [];
    });
    return {
      type: "object",
      properties: Object.fromEntries(written),
      required: found.flatMap(([name, symbols]) => (isNeeded(symbols) ? [name] : [])),
    };
  };

  /** Results are always objects, so a list is returned as `items`. */
  const answer = (type: ts.Type, path: string): ObjectSpec =>
    checker.isArrayType(type)
      ? { type: "object", properties: { items: write(type, path.replace(/Result$/, "Item")) }, required: ["items"] }
      : object(type, path);

  /** Names and descriptions of the members of a type. */
  const texts = (type: ts.Type) =>
    Object.fromEntries(checker.getPropertiesOfType(type).map((one) => [one.name, text(one)] as const));
  return { text, object, answer, texts };
}
