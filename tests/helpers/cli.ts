/** The pulumi-codearts command as users have it, in a folder of its own with a file backend. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../tools/lib/installation";
import { type Ended, run } from "../../tools/lib/process";
import { withStack } from "../../tools/lib/stack";

export interface CommandLine {
  /** An empty folder; packages are found from it. */
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Runs the command in `cwd` (default: the folder). */
  codearts(
    args: string[],
    options?: { cwd?: string; env?: Record<string, string>; timeout?: number; started?: (pid: number) => void },
  ): Promise<Ended>;
  pulumi(args: string[], cwd: string, env?: Record<string, string>, limit?: { timeout?: number }): Promise<Ended>;
}

export function withCommandLine<Result>(
  env: Record<string, string>,
  work: (commandLine: CommandLine) => Promise<Result>,
): Promise<Result> {
  return withStack({ program: "export {};\n", env }, async (stack) => {
    const { folder: installed } = await installation();
    const folder = join(stack.root, "work");
    mkdirSync(folder);
    symlinkSync(join(installed, "node_modules"), join(stack.root, "node_modules"), "dir");
    const command = join(installed, "node_modules", ".bin", "pulumi-codearts");
    return work({
      folder,
      env: stack.env,
      codearts: (args, options = {}) =>
        run(command, args, {
          cwd: options.cwd ?? folder,
          env: { ...stack.env, ...options.env },
          ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
          ...(options.started === undefined ? {} : { started: options.started }),
        }),
      pulumi: (args, cwd, more = {}, limit = {}) =>
        run("pulumi", [...args, "--non-interactive", "--color=never"], { cwd, env: { ...stack.env, ...more }, ...limit }),
    });
  });
}
