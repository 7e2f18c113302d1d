import { spawnSync } from "node:child_process";

/** What a formatter with Prettier's defaults makes of the text. */
export function format(text: string): string {
  const args = [
    "format",
    "--stdin-file-path=program.ts",
    "--indent-style=space",
    "--line-width=80",
    "--config-path=tests/fixtures/cli",
  ];
  const run = spawnSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", ...args], { input: text, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}
