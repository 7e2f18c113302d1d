import { spawn, spawnSync } from "node:child_process";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beginCache, completeCache } from "./cache";
import type { CliSearchResult, Log } from "./found";
import { installLanguageHost } from "./host-files";
import { cliVersion, executableName } from "./paths";

/** Builds the CLI from its Go module; the Go module proxy is the only download. */
export async function buildFromGoModule(say: Log): Promise<CliSearchResult> {
  if (process.platform === "win32") return { reason: "not on Windows, where the language host beside it cannot be a script" };
  if (spawnSync("go", ["version"]).status !== 0) return { reason: "no Go on this machine" };
  const folder = beginCache();
  const begun = Date.now();
  say(`building pulumi ${cliVersion} from its Go module (about 3 minutes on 2 cores, once) …`);
  const command = {
    module: join(__dirname, "go"),
    command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    executable: join(folder, executableName),
    linked: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cliVersion}`,
  };
  const problem = await goBuild(command, (packages) => say(`building … ${seconds(begun)} s, ${packages} packages compiled`));
  if (problem) return { reason: problem };
  say(`built in ${seconds(begun)} s`);
  installLanguageHost(folder);
  return completeCache("built from its Go module");
}

export interface GoCommand {
  /** The folder of its go.mod. */
  module: string;
  /** Import path. */
  command: string;
  executable: string;
  /** Linker variables, `-X …`. */
  linked?: string;
}

/** Builds a command from Go modules and returns the problem if that fails. Runs at low priority, so that other work on the machine goes first. */
export function goBuild(
  { module, command, executable, linked = "" }: GoCommand,
  progress: (packages: number) => void,
): Promise<string | undefined> {
  const flags = ["-v", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-w -s ${linked}`.trim(), "-o", executable];
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };
  const child = spawn("go", ["build", ...flags, command], {
    cwd: module,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let packages = 0;
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    // With -v go prints the bare import path of each compiled package; all its other lines contain a space.
    if (/^\S+$/.test(line)) packages += 1;
    else if (!line.startsWith("go: downloading")) complaints.push(line);
  });
  const clock = setInterval(() => progress(packages), 15_000);
  return new Promise((resolve) => {
    const end = (problem: string | undefined) => {
      clearInterval(clock);
      resolve(problem);
    };
    child.on("error", (error) => end(`go could not be started (${error.message})`));
    child.on("close", (code) =>
      end(code === 0 ? undefined : `go build failed: ${complaints.slice(-3).join("; ") || `exit code ${code}`}`),
    );
  });
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
