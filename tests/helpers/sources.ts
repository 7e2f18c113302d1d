/** The pulumi-codearts command run from the sources: fast, for what needs no packed package. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareEnvironment, type Ended, run } from "../../tools/lib/process";

const repository = join(__dirname, "..", "..");

export interface Sources {
  folder: string;
  /** What starts the command, for a caller that starts it in another way; its arguments follow. */
  command: string[];
  env: NodeJS.ProcessEnv;
  codearts(
    args: string[],
    options?: { env?: Record<string, string>; input?: string; started?: (pid: number) => void },
  ): Promise<Ended>;
}

/** An empty folder outside every Pulumi program, and the command in it. */
export async function withSources<Result>(
  env: Record<string, string>,
  work: (sources: Sources) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "codearts-cli-"));
  const loader = require.resolve("tsx", { paths: [repository] });
  const tsconfig = { TSX_TSCONFIG_PATH: join(repository, "tsconfig.json") };
  const command = [process.execPath, "--import", loader, join(repository, "cli", "main.ts")];
  const own = { ...bareEnvironment(folder), ...tsconfig, ...env };
  try {
    return await work({
      folder,
      command,
      env: own,
      codearts: (args, { env: more = {}, ...options } = {}) =>
        run(process.execPath, [...command.slice(1), ...args], { cwd: folder, env: { ...own, ...more }, ...options }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
