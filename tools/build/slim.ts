/**
 * Keeps what users install under 1 MB: compiled code without comments and blanks, declarations only where an entry point
 * leads to them. Names stay in what a deployment runs, so that a stack trace in a report can be read.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type TransformOptions, transformSync } from "esbuild";

const common: TransformOptions = { platform: "node", target: "node20", charset: "utf8", legalComments: "none" };
// Not the syntax, nor the names: Node finds what a CommonJS file exports by patterns that shortened code does not fit.
const readable: TransformOptions = { ...common, minifyWhitespace: true };
const smallest: TransformOptions = { ...common, format: "cjs", minify: true };

export function slim(dist: string, entries: string[]): void {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) => join(dist, name));
  const reached = reachable(entries.map((name) => join(dist, name)));
  for (const file of files) {
    if (file.endsWith(".js")) compact(file, relative(dist, file).startsWith("cli") ? smallest : readable);
    else if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
    // What a wire field means stands in docs/api.md, from the same source.
    else if (file.endsWith(".d.ts") && file.includes("generated")) writeFileSync(file, bare(readFileSync(file, "utf8")));
  }
}

/** Declarations without comments and indentation. */
function bare(text: string): string {
  return text.replace(/\/\*\*[\s\S]*?\*\//g, "").replace(/^\s+/gm, "");
}

function compact(file: string, options: TransformOptions): void {
  writeFileSync(file, transformSync(readFileSync(file, "utf8"), options).code);
}

/** The declaration files that the entries lead to, by their own imports. */
function reachable(entries: string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, to] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g)) {
      const target = join(dirname(file), to?.replace(/\.js$/, "") ?? "");
      visit(`${target}.d.ts`);
      visit(join(target, "index.d.ts"));
    }
  };
  for (const entry of entries) visit(entry);
  return seen;
}
