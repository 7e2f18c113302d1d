/** `render`: writes the requests that a preview's resources would send. */
import type { Command } from "commander";
import type { RenderOptions } from "./options";

export function register(program: Command): void {
  program
    .command("render")
    .description(
      "write the requests that the resources of a preview would send, one JSON file each, secrets masked; sends nothing",
    )
    .option("--out <folder>", "folder for the files; files of resources that no longer exist are removed", "rendered")
    .option("--stack <stack>", "stack to preview (default: the selected one)")
    .option("--preview <file>", "render a saved preview instead: pulumi preview --json > FILE")
    .addHelpText("after", help)
    .action(async (options: RenderOptions) => {
      const { render } = await import("./render.js");
      process.exitCode = await render(options);
    });
}

const help = `
Each file contains what creating the resource would send, whatever its state, so two renderings differ exactly where the
programs differ. Render the base and the branch of a pull request and diff the folders.

  pulumi-codearts render --out rendered && git diff --stat rendered`;
