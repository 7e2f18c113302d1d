/**
 * Declarations as an importer needs them: of each file only what an entry point leads to, name by name. A program then does
 * not read the types of libraries that stand behind the inputs (zod asks for a newer TypeScript than Pulumi does).
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

interface File {
  readonly source: ts.SourceFile;
  readonly declared: Map<string, ts.Statement[]>;
  /** Local name → where it comes from. */
  readonly imported: Map<string, { name: string; statement: ts.ImportDeclaration }>;
  readonly kept: Set<ts.Node>;
  readonly used: Set<string>;
}

const empty = "export {};\n";

/** Declaration files that the entries lead to, with the text that is left of each. */
export function neededDeclarations(entries: readonly string[]): Map<string, string> {
  const files = new Map<string, File>();
  const seen = new Set<string>();
  const open = (path: string) => {
    const known = files.get(path) ?? readDeclarations(path);
    files.set(path, known);
    return known;
  };

  function need(path: string, name: string): void {
    if (seen.has(`${path} ${name}`)) return;
    seen.add(`${path} ${name}`);
    const file = open(path);
    for (const statement of file.declared.get(name) ?? []) keep(path, file, statement);
    if (file.imported.has(name)) follow(path, file, name);
    for (const statement of file.source.statements) {
      if (!ts.isExportDeclaration(statement)) continue;
      const { exportClause: clause, moduleSpecifier } = statement;
      const target = moduleSpecifier && resolve(path, moduleSpecifier);
      if (clause === undefined && target) need(target, name);
      else if (clause && ts.isNamedExports(clause)) {
        for (const element of clause.elements.filter((one) => name === "*" || one.name.text === name)) {
          file.kept.add(element);
          const original = (element.propertyName ?? element.name).text;
          if (target) need(target, original);
          else if (!moduleSpecifier) need(path, original);
        }
      } else if (clause && target && (name === "*" || clause.name?.getText() === name)) {
        file.kept.add(statement);
        need(target, "*");
      }
      if (clause === undefined) file.kept.add(statement);
    }
    if (name === "*")
      for (const statement of [...file.declared.values()].flat()) if (isExported(statement)) keep(path, file, statement);
  }

  function follow(path: string, file: File, name: string): void {
    const origin = file.imported.get(name);
    if (!origin) return;
    file.used.add(name);
    const target = resolve(path, origin.statement.moduleSpecifier);
    if (target) need(target, origin.name);
  }

  function keep(path: string, file: File, statement: ts.Statement): void {
    if (file.kept.has(statement)) return;
    file.kept.add(statement);
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        if (file.declared.has(node.text)) need(path, node.text);
        follow(path, file, node.text);
      }
      if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
        const target = resolve(path, node.argument.literal);
        const first = node.qualifier?.getText().split(".")[0];
        if (target) need(target, first ?? "*");
      }
      ts.forEachChild(node, visit);
    };
    visit(statement);
  }

  for (const entry of entries) need(entry, "*");
  const texts = [...files].map(([path, file]): [string, string] => [path, textOf(file)]);
  return new Map(texts.filter(([, text]) => text !== empty));
}

function readDeclarations(path: string): File {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const file: File = { source, declared: new Map(), imported: new Map(), kept: new Set(), used: new Set() };
  const declare = (name: string, statement: ts.Statement) =>
    file.declared.set(name, [...(file.declared.get(name) ?? []), statement]);
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(file, statement);
    else if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) declare(name.getText(), statement);
    else if (isNamed(statement)) declare(statement.name?.text ?? "default", statement);
  }
  return file;
}

function readImport(file: File, statement: ts.ImportDeclaration): void {
  const { importClause: clause } = statement;
  if (clause?.name) file.imported.set(clause.name.text, { name: "default", statement });
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) file.imported.set(bindings.name.text, { name: "*", statement });
  if (bindings && ts.isNamedImports(bindings))
    for (const { name, propertyName } of bindings.elements)
      file.imported.set(name.text, { name: (propertyName ?? name).text, statement });
}

type Named =
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.EnumDeclaration;
const isNamed = (statement: ts.Statement): statement is Named =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isClassDeclaration(statement) ||
  ts.isFunctionDeclaration(statement) ||
  ts.isEnumDeclaration(statement);

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** The file of ours that a specifier names; undefined for a library. */
function resolve(path: string, specifier: ts.Node): string | undefined {
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return undefined;
  const target = join(dirname(path), specifier.text.replace(/\.js$/, ""));
  return [`${target}.d.ts`, join(target, "index.d.ts")].find((file) => existsSync(file));
}

function textOf({ source, imported, kept, used }: File): string {
  const lines = source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const names = [...imported].filter(([name, origin]) => origin.statement === statement && used.has(name));
      if (names.length === 0) return statement.importClause ? [] : [statement.getFullText()];
      const bindings = statement.importClause?.namedBindings;
      if (!bindings || ts.isNamespaceImport(bindings)) return [statement.getFullText()];
      const all = names.map(([name, origin]) => (origin.name === name ? name : `${origin.name} as ${name}`));
      return [`import type { ${all.join(", ")} } from ${statement.moduleSpecifier.getText()};`];
    }
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      const names = statement.exportClause.elements.filter((element) => kept.has(element)).map((element) => element.getText());
      const from = statement.moduleSpecifier ? ` from ${statement.moduleSpecifier.getText()}` : "";
      return names.length > 0 ? [`export ${statement.isTypeOnly ? "type " : ""}{ ${names.join(", ")} }${from};`] : [];
    }
    return kept.has(statement) ? [statement.getFullText()] : [];
  });
  const text = lines.map((line) => line.trim()).join("\n");
  return /^(?:export|import)\b/m.test(text) ? `${text}\n` : `${text}${empty}`;
}
