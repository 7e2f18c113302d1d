/**
 * Keeps what users install under 1 MB: compiled code without comments and blanks, declarations only where an entry point
 * leads to them, and without indentation. Names of functions stay in what a deployment runs, so that a stack trace in a
 * report can be read.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type TransformOptions, transformSync } from "esbuild";
import { neededDeclarations } from "./declarations";

const common: TransformOptions = { platform: "node", target: "node20", charset: "utf8", legalComments: "none" };
// Not the syntax: Node finds what a CommonJS file exports by patterns that shortened code does not fit. Without a format
// the names at the top of a file stay, only those within its functions become short.
const readable: TransformOptions = { ...common, minifyWhitespace: true, minifyIdentifiers: true };
const smallest: TransformOptions = { ...common, format: "cjs", minify: true };

export function slim(dist: string, entries: string[]): void {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) => join(dist, name));
  const declarations = neededDeclarations(entries.map((name) => join(dist, name)));
  for (const file of files) {
    if (file.endsWith(".js")) compact(file, relative(dist, file).startsWith("cli") ? smallest : readable);
    else if (file.endsWith(".d.ts")) {
      const text = declarations.get(file);
      if (text === undefined) rmSync(file);
      else writeFileSync(file, dense(file.includes("generated") ? text.replace(/\/\*\*[\s\S]*?\*\//g, brief) : text));
    }
  }
}

const dense = (text: string) => text.replace(/^\s+/gm, "");

/** A comment of the generated wire types on as few lines as its tags need, without what the type says anyway. */
function brief(comment: string): string {
  const lines = comment.slice(3, -2).split("\n");
  const said = lines.map((line) => line.replace(/^\s*\*?\s*/, "").trimEnd()).filter((line) => !/^(Format: |@enum |$)/.test(line));
  const text = said
    .map((line) => line.replace("@description ", ""))
    .join("\n")
    .replace(/\n(?!@)/g, " ");
  return text === "" ? "" : `/** ${text} */`;
}

function compact(file: string, options: TransformOptions): void {
  writeFileSync(file, transformSync(readFileSync(file, "utf8"), options).code);
}
