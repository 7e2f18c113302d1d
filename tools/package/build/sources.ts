import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../pulumi/paths";

const folders = [
  "plugin",
  "provider",
  "sdk",
  "policies",
  "cli",
  "simulator",
  "contract",
  "policy-pack",
  "tools/generate",
  "tools/package/build",
];
const files = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "README.md", "CHANGELOG.md"];
const skipped = new Set(["node_modules", "dist", "generated"]);

/** A digest of all sources of the two packages. */
export function sourceDigest(): string {
  const hash = createHash("sha256");
  const all = [...files.map((name) => join(repository, name)), ...folders.flatMap((name) => filesBelow(join(repository, name)))];
  for (const file of all) {
    if (existsSync(file)) hash.update(file.slice(repository.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith("dist.next")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
