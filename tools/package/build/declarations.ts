import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** Declarations that the compiler reads for a program that imports these files. */
export function reachable(entries: readonly string[]): Set<string> {
  const found = new Set(entries);
  // Iterating a Set also visits entries that are added meanwhile.
  for (const file of found) {
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]*)"/g)) {
      const target = join(dirname(file), specifier.replace(/\.js$/, ""));
      const path = [`${target}.d.ts`, join(target, "index.d.ts")].find((candidate) => existsSync(candidate));
      if (path) found.add(path);
    }
  }
  return found;
}

/** Removes declarations that no entry point of the package reaches: no program can import them. */
export function dropUnreachable(dist: string, entries: readonly string[]): void {
  const kept = reachable(entries);
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const file = join(dist, name);
    if (file.endsWith(".d.ts") && !kept.has(file)) rmSync(file);
  }
}
