/** `check-yaml`: checks a build.yml against the manual. */
import type { Command } from "commander";

export function register(program: Command): void {
  program
    .command("check-yaml")
    .description("check a build.yml against the manual; works offline")
    .argument("[file]", "the file", ".cloudbuild/build.yml")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nKeys that are not in the manual cause a warning. Exit code: 0 no errors, 1 errors.\n\n  pulumi-codearts check-yaml .cloudbuild/build.yml",
    )
    .action(async (file: string, options: { json?: boolean }) => {
      const { checkYaml } = await import("./check-yaml.js");
      process.exitCode = checkYaml({ file, ...options });
    });
}
