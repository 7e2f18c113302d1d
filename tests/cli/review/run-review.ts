/** `pulumi-codearts review` as a process of its own. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bareEnvironment, run } from "../../../tools/lib/process";

const repository = join(__dirname, "../../..");

const command = [
  process.execPath,
  "--import",
  pathToFileURL(require.resolve("tsx")).href,
  join(repository, "cli/main.ts"),
  "review",
];

/** With a reader, its output is the text, followed by the exit code of the command. */
export function runReview(folder: string, args: string[], env: Record<string, string> = {}, input = "", reader = "") {
  const [program = "", ...own] = [...command, ...args];
  const piped = ["-c", `"$0" "$@" | ${reader}; echo "exit code $PIPESTATUS"`, program, ...own];
  return run(reader === "" ? program : "/bin/bash", reader === "" ? own : piped, {
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
  }).catch((error: Error) => ({ code: -1, stdout: "", stderr: error.message }));
}
