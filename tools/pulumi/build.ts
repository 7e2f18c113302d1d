import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beginCache, completeCache } from "./cache";
import type { Found, Say } from "./found";
import { installLanguageHost } from "./host-files";
import { cliVersion, executableName } from "./paths";

const goModule = join(__dirname, "go");

/** Builds the CLI from its Go module, with nothing but the Go module proxy. */
export async function buildFromGoModule(say: Say): Promise<Found> {
  if (process.platform === "win32") return { reason: "not on Windows, where the language host beside it cannot be a script" };
  if (spawnSync("go", ["version"]).status !== 0) return { reason: "no Go on this machine" };
  const folder = beginCache();
  const begun = Date.now();
  say(`building pulumi ${cliVersion} from its Go module (about 3 minutes on 2 cores, once) …`);
  const problem = await goBuild(join(folder, executableName), (packages) =>
    say(`building … ${seconds(begun)} s, ${packages} packages compiled`),
  );
  if (problem) return { reason: problem };
  say(`built in ${seconds(begun)} s`);
  installLanguageHost(folder);
  return completeCache("built from its Go module");
}

function goBuild(executable: string, progress: (packages: number) => void): Promise<string | undefined> {
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cliVersion}`;
  const flags = ["-v", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-w -s -X ${version}`, "-o", executable];
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };
  const child = spawn("go", ["build", ...flags, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"], {
    cwd: goModule,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let packages = 0;
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    // With -v go prints the bare import path of what it compiles; everything else it prints has a blank in it.
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
