/** What an editor shows of a resource: each argument and each output has words of its own. */
import { join } from "node:path";
import ts from "typescript";
import { kinds } from "../../sdk/generated/kinds";
import { repository } from "../../tools/pulumi/paths";

const entry = join(repository, "sdk/index.ts");
const program = ts.createProgram([entry], {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  skipLibCheck: true,
});
const checker = program.getTypeChecker();
const source = program.getSourceFile(entry);
const exported = new Map(
  checker.getExportsOfModule((source && checker.getSymbolAtLocation(source)) as ts.Symbol).map((symbol) => [symbol.name, symbol]),
);

function membersOf(name: string): ts.Symbol[] {
  const symbol = exported.get(name) as ts.Symbol;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target));
}

const isPulumis = (member: ts.Symbol) =>
  (member.declarations ?? []).some((declaration) => declaration.getSourceFile().fileName.includes("node_modules/@pulumi/"));
const wordless = (name: string) =>
  membersOf(name)
    .filter((member) => !isPulumis(member) && ts.displayPartsToString(member.getDocumentationComment(checker)).trim().length < 8)
    .map((member) => member.name);

test.each(Object.keys(kinds))("%s: every output and every argument is explained", (kind) => {
  expect(membersOf(kind).map(({ name }) => name)).toContain("undeclared");
  expect(wordless(kind)).toEqual([]);
  expect(membersOf(`${kind}Args`).length).toBeGreaterThan(3);
  expect(wordless(`${kind}Args`)).toEqual([]);
});
