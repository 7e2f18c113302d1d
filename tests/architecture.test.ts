/** The rules between the rooms of this repository; each is a line of a table that a newcomer can read. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const repository = join(__dirname, "..");
const product = ["provider", "sdk", "policies", "cli", "simulator/src"];
const everything = [...product, "tools", "tests", "policy-pack", "examples"];

interface Import {
  from: string;
  /** A path of the repository without extension, or the name of a package. */
  to: string;
  kind: "value" | "type" | "lazy";
}

/** [importer, what of ours it may import, how]. The first line that fits the importer counts. */
const mayImport: [importer: RegExp, allowed: RegExp, typesAlso?: RegExp, lazilyAlso?: RegExp][] = [
  [/^simulator\/src\//, /^simulator\/src\//],
  [/^provider\/client\//, /^provider\/client\//],
  [/^provider\/config$/, /^provider\/client\//],
  [/^provider\/create-client$/, /^provider\/(client|config)(\/|$)/],
  [/^provider\/(lifecycle)(\/|$)/, /^provider\/(lifecycle|config)(\/|$)|^provider\/client\/errors$/, /^provider\/client(\/|$)/],
  [/^provider\/resources\//, /^provider\/(resources|lifecycle|client|config)(\/|$)/],
  [/^provider\/index$/, /^provider\/(resources|lifecycle|config)(\/|$)/],
  [/^sdk\//, /^sdk\//, /^provider\//, /^provider\/(client|config|resources)(\/|$)/],
  [/^policies\//, /^(policies|sdk)(\/|$)/, /^provider\//],
  [/^cli\//, /^(cli|provider|sdk|policies)(\/|$)/, undefined, /^codearts-simulator$/],
  [/^policy-pack\//, /^pulumi-codearts/],
  [/^examples\//, /^(examples\/|pulumi-codearts)/],
  // Benchmarks, campaigns and the matrix use the machinery of the tests.
  [/^tools\/trials\//, /^(tools\/|tests\/helpers\/|codearts-simulator$|simulator\/src\/|provider\/|sdk\/|policies(\/|$)|cli\/)/],
  [/^tools\//, /^(tools\/|codearts-simulator$|simulator\/src\/|provider\/|sdk\/|policies(\/|$)|cli\/)/],
  [/^tests\//, /./],
];

function sourcesBelow(folder: string): string[] {
  const path = join(repository, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ["node_modules", "dist", "dist.next"].includes(entry.name) ? [] : sourcesBelow(name);
    return /\.(ts|tsx|mjs|cjs)$/.test(entry.name) ? [name] : [];
  });
}

const sources = everything.flatMap(sourcesBelow);
const trees = new Map(
  sources.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(join(repository, file), "utf8"), ts.ScriptTarget.ES2022, true),
  ]),
);
const isProduct = (file: string) => product.some((room) => file.startsWith(`${room}/`));

function importsOf(file: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (to: string, kind: Import["kind"]) => found.push({ from: withoutExtension(file), to: target(file, to), kind });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, kindOf(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.isTypeOnly ? "type" : "value");
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      add(node.argument.literal.text, "type");
    else if (ts.isCallExpression(node)) {
      const [argument] = node.arguments;
      const lazy = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require";
      if (lazy && argument && ts.isStringLiteral(argument)) add(argument.text, "lazy");
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function kindOf(clause: ts.ImportClause | undefined): Import["kind"] {
  if (clause?.isTypeOnly) return "type";
  const names = clause?.namedBindings;
  const allTypes = !clause?.name && names && ts.isNamedImports(names) && names.elements.every((element) => element.isTypeOnly);
  return allTypes ? "type" : "value";
}

function target(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return withoutExtension(relative(repository, join(repository, dirname(file), specifier)));
}

function withoutExtension(path: string): string {
  return path.replace(/\.(ts|js|mjs|cjs|json)$/, "");
}

const imports = [...trees].flatMap(([file, tree]) => importsOf(file, tree));
const isOurs = ({ to }: Import) =>
  everything.some((room) => to === room || to.startsWith(`${room}/`)) || /^(pulumi-codearts|codearts-simulator)/.test(to);

function offences(): string[] {
  return imports.filter(isOurs).flatMap(({ from, to, kind }) => {
    const rule = mayImport.find(([importer]) => importer.test(from));
    if (!rule) return [`${from}: no rule says what it may import`];
    const [, allowed, types, lazily] = rule;
    const fine = allowed.test(to) || (kind === "type" && types?.test(to)) || (kind === "lazy" && lazily?.test(to));
    return fine ? [] : [`${from} imports ${to} (${kind})`];
  });
}

test("each room imports only the rooms that it may", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(offences()).toEqual([]);
});

test("the product calls over HTTP in one file, the simulator never", () => {
  const http = imports.filter(({ to, kind }) => kind !== "type" && /^(node:https?|hpagent|got|undici)$/.test(to));
  const callers = new Set(http.map(({ from }) => from).filter(isProduct));
  expect([...callers]).toEqual(["provider/client/transport"]);
});

test("the environment is read in provider/config.ts alone, and in the simulator in its main file at most", () => {
  const readers = [...trees]
    .filter(
      ([file, tree]) =>
        isProduct(file) && /\bprocess\s*(\?\.|\.)\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(codeOf(tree)),
    )
    .map(([file]) => file);
  expect(readers.filter((file) => file !== "provider/config.ts" && file !== "simulator/src/main.ts")).toEqual([]);
});

/** The text of a file without its comments. */
function codeOf(tree: ts.SourceFile): string {
  return ts.createPrinter({ removeComments: true }).printFile(tree);
}

test("file names are kebab-case", () => {
  const wrong = sources.filter(
    (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config|\.d)?\.(ts|tsx|mjs|cjs)$/.test(file.split("/").at(-1) ?? ""),
  );
  expect(wrong).toEqual([]);
});

test("no file imports itself through a circle of rooms: what is imported at load never comes back", () => {
  const roomOf = (path: string) =>
    /^(provider\/(client|create-client|resources|lifecycle|config)|sdk|policies|cli|simulator\/src|tools)/.exec(path)?.[0];
  const edges = new Set(
    imports
      .filter((one) => one.kind === "value" && isProduct(`${one.from}.ts`) && isOurs(one))
      .map(({ from, to }) => `${roomOf(from)} > ${roomOf(to)}`)
      .filter((edge) => edge.split(" > ")[0] !== edge.split(" > ")[1]),
  );
  const back = [...edges].filter((edge) => edges.has(edge.split(" > ").reverse().join(" > ")));
  expect(back).toEqual([]);
});
