/** The rules between the rooms of this repository; each is a line of a table that a newcomer can read. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const repository = join(__dirname, "..");
const product = ["plugin", "provider", "sdk", "policies", "cli", "simulator/src"];
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
  [/^provider\/(pulumi-wire$|shared\/)/, /^$/],
  [/^provider\/client\//, /^provider\/client\//],
  [/^provider\/config$/, /^provider\/client\//],
  [/^provider\/create-client$/, /^provider\/(client|config)(\/|$)/],
  [/^provider\/lifecycle\//, /^provider\/(lifecycle|config)(\/|$)|^provider\/client\/errors$/, /^provider\/client(\/|$)/],
  [/^provider\/kinds\//, /^provider\/(kinds|lifecycle|client|config)(\/|$)/],
  [/^provider\/look-ups\//, /^provider\/(look-ups|kinds|lifecycle|client)(\/|$)/],
  [/^provider\/(index$|generated\/)/, /^provider\/(generated|kinds|lifecycle|config)(\/|$)/],
  [/^plugin\//, /^(plugin|provider)(\/|$)/],
  [/^sdk\//, /^sdk\//, /^provider\//, /^provider\/(client|config|lifecycle|kinds|look-ups)(\/|$)/],
  [/^policies\//, /^(policies|sdk)(\/|$)/, /^provider\//],
  [/^cli\//, /^(cli|provider|sdk|policies)(\/|$)/, undefined, /^codearts-simulator$/],
  [/^policy-pack\//, /^pulumi-codearts/],
  [/^examples\//, /^(examples\/|pulumi-codearts)/],
  // Benchmarks, campaigns and the matrix use the machinery of the tests.
  [/^tools\/trials\//, /^(tools\/|tests\/helpers\/|codearts-simulator$|simulator\/src\/|provider\/|sdk\/|policies(\/|$)|cli\/)/],
  [/^tools\//, /^(tools\/|codearts-simulator$|simulator\/src\/|plugin\/|provider\/|sdk\/|policies(\/|$)|cli\/)/],
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
/** What Pulumi's wire looks like: a module that imports nothing and that every room but the simulator may use. */
const wire = "provider/pulumi-wire";
/** What several rooms know beside it: nothing there imports another room either. */
const shared = /^provider\/shared\//;
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
    if ((to === wire || shared.test(to)) && !from.startsWith("simulator/")) return [];
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
    /^(provider\/(pulumi-wire|shared|client|create-client|kinds|lifecycle|config|look-ups)|plugin|sdk|policies|cli|simulator\/src|tools)/.exec(
      path,
    )?.[0];
  const edges = new Set(
    imports
      .filter((one) => one.kind === "value" && isProduct(`${one.from}.ts`) && isOurs(one))
      .map(({ from, to }) => `${roomOf(from)} > ${roomOf(to)}`)
      .filter((edge) => edge.split(" > ")[0] !== edge.split(" > ")[1]),
  );
  const back = [...edges].filter((edge) => edges.has(edge.split(" > ").reverse().join(" > ")));
  expect(back).toEqual([]);
});

/** Rooms of the product and of the tools: no file imports itself through others, types included, and none stands beside a folder of its own name. */
const tidy = ["cli/", "plugin/", "provider/", "sdk/", "policies/", "simulator/src/", "tools/"];

test("no file of a tidy room imports itself through others, types included", () => {
  const files = new Set([...trees.keys()].map(withoutExtension));
  const resolved = (path: string) => (files.has(path) ? path : `${path}/index`);
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports.filter(({ from, to }) => tidy.some((room) => from.startsWith(room) && to.startsWith(room))))
    edges.set(from, [...(edges.get(from) ?? []), resolved(to)]);
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, above: string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(" > "));
    if (done.has(file) || above.includes(file)) return;
    for (const next of edges.get(file) ?? []) follow(next, [...above, file]);
    done.add(file);
  };
  for (const file of edges.keys()) follow(file, []);
  expect(circles).toEqual([]);
});

test("no file of a tidy room is next to a folder of the same name", () => {
  const folders = new Set([...trees.keys()].map(dirname));
  const pairs = [...trees.keys()].filter(
    (file) => tidy.some((room) => file.startsWith(room)) && folders.has(withoutExtension(file)),
  );
  expect(pairs).toEqual([]);
});

/** Facts that stand in the wire module alone, as they look in code. */
const wireFacts: [fact: string, pattern: RegExp][] = [
  [
    "a mark of a special value",
    /4dabf18193072939515e22adb298388d|1b47061264138c4ac30d75fd1eb44270|d0e6a833031e9bbcd3f4e8bde6ca49a4/,
  ],
  [
    "a mark of a file or a resource",
    /c44067f5952c0a294b673a41bacd8c17|0def7320c3a5731c473e5ecbe6d01bc7|5cf8f73096256a8f31e491e813e4eb8e/,
  ],
  ["a mark of an unknown value", /04da6b54-80e4-46f7-96ec-b56ff0331ba9|1c4a061d-8072-4f0a-a4cb-0ff528b18fe7/],
  ["the prefix of our types", /dynamic\\?\/codearts:/],
  ["a URN taken apart", /split\("::"\)|urn:pulumi:/],
  ["what an object is", /(function|const) is(Object|Record)\b/],
  ["when a key needs no quotes", /\^\[A-Za-z_\$\]\[\\w\$\]\*\$/],
  ["keys that are always quoted", /"parameters", "stepSecrets", "permissions"/],
];

test("Pulumi's wire format is defined in one file", () => {
  const found = [...trees].filter(
    ([file]) => isProduct(file) && !file.startsWith("simulator/") && withoutExtension(file) !== wire,
  );
  const offending = found.flatMap(([file, tree]) => {
    const code = codeOf(tree);
    return wireFacts.filter(([, pattern]) => pattern.test(code)).map(([fact]) => `${file}: ${fact}`);
  });
  expect(offending).toEqual([]);
  const own = codeOf(trees.get(`${wire}.ts`) as ts.SourceFile);
  for (const [fact, pattern] of wireFacts) expect([fact, pattern.test(own)]).toEqual([fact, true]);
});
