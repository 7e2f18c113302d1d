import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import type { PulumiCli } from "./found";
import { languages } from "./language-host/other-languages";
import { cliFolder } from "./paths";

const source = join(__dirname, "language-host", "main.ts");
const provider = "pulumi-resource-pulumi-nodejs";

/** Adds the programs that a built CLI starts by name: our language host under each of its names, and the launcher of dynamic providers from npm. */
export function installLanguageHost(folder: string): void {
  const text = bundle();
  for (const language of languages) writeExecutable(hostFile(folder, language), text);
  const launcher = join(dirname(require.resolve("@pulumi/pulumi/package.json")), provider);
  copyFileSync(launcher, join(folder, provider));
  chmodSync(join(folder, provider), 0o755);
}

/** A cached build outlives versions of the language host, so outdated files are rewritten. */
export async function freshLanguageHost(cli: PulumiCli): Promise<void> {
  const file = hostFile(cli.folder, "nodejs");
  if (cli.folder !== join(cliFolder(), "bin") || !existsSync(file)) return;
  const present = readFileSync(file);
  // The official host of a downloaded CLI is a binary.
  if (!present.subarray(0, 2).equals(Buffer.from("#!"))) return;
  const isWhole = languages.every((language) => existsSync(hostFile(cli.folder, language)));
  if (!isWhole || digest(present) !== digest(Buffer.from(bundle()))) installLanguageHost(cli.folder);
}

const hostFile = (folder: string, language: string) => join(folder, `pulumi-language-${language}`);

/** One file, so that the host starts in any folder and needs no node_modules of its own. */
function bundle(): string {
  const result = buildSync({
    entryPoints: [source],
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    logLevel: "error",
  });
  return `#!/usr/bin/env node\n${result.outputFiles[0]?.text ?? ""}`;
}

/** Written to a temporary file and renamed, so that a concurrent run never starts an incomplete file. */
function writeExecutable(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text, { mode: 0o755 });
  renameSync(aside, file);
}

function digest(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
