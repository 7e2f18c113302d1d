/** The messages that people meet, as the sources hold them: texts of errors, of refused inputs and of what doctor finds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { repository } from "../../tools/pulumi/paths";

/** What makes a message, and which of its arguments is the text. */
const makers: [name: RegExp, argument: number][] = [
  [/^(CliError|PostError|Refusal|OpenRefusal|pulumi\.RunError|inputError|refusal|refuse)$/, 0],
  [/^(fail|warn)$/, 1],
];
const objects = /^(CodeArtsError|\w+\.with)$/;

/** Fixed words of each message; what is put in stands as "…". */
export function messages(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of ["plugin", "provider", "sdk", "cli"].flatMap(sourcesBelow)) {
    for (const text of messagesOf(treeOf(file), isDoctor(file), isChecked(file))) found.set(text, file);
  }
  return found;
}

const treeOf = (file: string) =>
  ts.createSourceFile(file, readFileSync(join(repository, file), "utf8"), ts.ScriptTarget.ES2022, true);
const isDoctor = (file: string) => file.startsWith("cli/commands/doctor/");
/** Problems of inputs are objects with a message. */
const isChecked = (file: string) => /^provider\/(kinds|lifecycle)\//.test(file);

function sourcesBelow(room: string): string[] {
  return readdirSync(join(repository, room), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
    .map((path) => `${room}/${path}`);
}

function messagesOf(tree: ts.SourceFile, doctor: boolean, checked: boolean): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const name = node.expression.getText();
      const [, argument] = makers.find(([pattern]) => pattern.test(name)) ?? [];
      const isFinding = /^(fail|warn)$/.test(name);
      const text = argument === undefined || isFinding !== doctor ? undefined : node.arguments?.[argument];
      if (text) texts.push(...textsOf(text, tree));
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === "message" && (checked || isErrorFact(node)))
      texts.push(...textsOf(node.initializer, tree));
    if (ts.isShorthandPropertyAssignment(node) && node.name.text === "message" && (checked || isErrorFact(node)))
      texts.push(...textsOf(node.name, tree));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
}

const isErrorFact = ({ parent }: ts.Node) =>
  (ts.isNewExpression(parent.parent) || ts.isCallExpression(parent.parent)) && objects.test(parent.parent.expression.getText());

/** The texts that an expression can be: alternatives, and what a name or a function of the same file stands for. */
function textsOf(node: ts.Node, tree: ts.SourceFile, seen = new Set<string>()): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const inner = node.templateSpans.flatMap(({ expression }) => textsOf(expression, tree, seen));
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join(""), ...inner];
  }
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression, tree, seen);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((one) => textsOf(one, tree, seen));
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap((one) => textsOf(one, tree, seen));
  const name = ts.isIdentifier(node)
    ? node.text
    : ts.isCallExpression(node) && ts.isIdentifier(node.expression)
      ? node.expression.text
      : undefined;
  if (name === undefined || seen.has(name)) return [];
  return definitionsOf(name, tree).flatMap((one) => textsOf(one, tree, new Set([...seen, name])));
}

/** What a name is set to, or what a function returns: in the same file, else where it is imported from. */
function definitionsOf(name: string, tree: ts.SourceFile): ts.Node[] {
  const here = definedIn(name, tree);
  if (here.length > 0) return here;
  const source = tree.statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) && bindings.elements.some((element) => element.name.text === name);
  });
  const from = source && ts.isStringLiteral(source.moduleSpecifier) ? source.moduleSpecifier.text : "";
  if (!from.startsWith(".")) return [];
  const path = posix.join(posix.dirname(tree.fileName), from);
  const other = [`${path}.ts`, `${path}/index.ts`].find((file) => existsSync(join(repository, file)));
  return other === undefined ? [] : definedIn(name, treeOf(other));
}

function definedIn(name: string, tree: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const returned = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, returned);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer) {
      const { initializer } = node;
      if (!ts.isArrowFunction(initializer)) found.push(initializer);
      else if (ts.isBlock(initializer.body)) returned(initializer.body);
      else found.push(initializer.body);
    } else if (ts.isFunctionDeclaration(node) && node.name?.text === name && node.body) returned(node.body);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The parts of a message that are the same every time, without those too short to find it by. */
export const fixedWords = (message: string): string[] =>
  message
    .split(/…|\n/)
    .map((part) => part.trim())
    .filter((part) => (part.match(/\p{L}{2,}/gu) ?? []).length >= 3);
