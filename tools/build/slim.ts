/**
 * Keeps what users install under 1 MB: compiled code without comments and blanks, declarations only where an entry point
 * leads to them. Names stay in what a deployment runs, so that a stack trace in a report can be read.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type TransformOptions, transformSync } from "esbuild";

const common: TransformOptions = { platform: "node", target: "node20", charset: "utf8", legalComments: "none" };
const readable: TransformOptions = { ...common, minifyWhitespace: true };
// Not the syntax: Node finds the names that a CommonJS file exports by patterns that shortened syntax does not fit.
const smallest: TransformOptions = { ...readable, format: "cjs", minifyIdentifiers: true };

export function slim(dist: string, entries: string[]): void {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) => join(dist, name));
  const reached = reachable(entries.map((name) => join(dist, name)));
  for (const file of files) {
    if (file.endsWith(".js")) compact(file, /^(cli|sdk\/policies)\//.test(relative(dist, file)) ? smallest : readable);
    else if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
    // Deeply indented; without the blanks there is room for what each field means.
    else if (file.endsWith(".d.ts") && file.includes("generated"))
      writeFileSync(file, readFileSync(file, "utf8").replace(/^[ \t]+/gm, ""));
  }
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
