/** `pulumi-codearts review` as a process of its own. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bareEnvironment, run } from "../../../tools/lib/process";

const repository = join(__dirname, "../../..");

export function runReview(folder: string, args: string[], env: Record<string, string> = {}, input = "") {
  return run(
    process.execPath,
    ["--import", pathToFileURL(require.resolve("tsx")).href, join(repository, "cli/main.ts"), "review", ...args],
    {
      cwd: folder,
      env: {
        ...bareEnvironment(folder),
        NODE_PATH: join(repository, "node_modules"),
        TSX_TSCONFIG_PATH: join(repository, "tsconfig.json"),
        NODE_OPTIONS: "",
        LANG: "en_US.UTF-8",
        ...env,
      },
      input,
    },
  ).catch((error: Error) => ({ code: -1, stdout: "", stderr: error.message }));
}
