/** Programs in other languages than JavaScript: they use the SDK of their language that is installed in the program's environment. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { type Command, configurationEnvironment } from "./processes";

export const languages = ["nodejs", "python", "go"] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (name: string): name is Language => languages.some((language) => language === name);

const folderOf = (request: RunRequest) => request.getInfo()?.getProgramDirectory() || request.getPwd();

/** Runs a program with pip's `pulumi`: the first argument holds the settings, the second is the program. */
const pythonRunner = `
import asyncio, json, logging, runpy, sys, traceback
from concurrent.futures import ThreadPoolExecutor
import pulumi
from pulumi import runtime
settings, program = json.loads(sys.argv[1]), sys.argv[2]
runtime.set_all_config(runtime.get_config_env(), runtime.get_config_secret_keys_env())
runtime.configure(runtime.Settings(**settings))
sys.argv = [program]
# A failed program leaves futures that are never awaited.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
# Each request to the engine occupies a thread until it is answered.
loop.set_default_executor(ThreadPoolExecutor(max_workers=max(settings["parallel"], 1) * 4))
try:
    loop.run_until_complete(runtime.run_in_stack(lambda: runpy.run_path(program, run_name="__main__")))
except pulumi.RunError as error:
    pulumi.log.error(str(error))
    sys.exit(1)
except Exception:
    pulumi.log.error(traceback.format_exc())
    sys.exit(32)
`;

/** The command of a Python program; `virtualenv` of Pulumi.yaml is where its packages are. */
export function pythonCommand(request: RunRequest, engineAddress: string): Command | string {
  const info = request.getInfo();
  const given = info?.getOptions()?.toJavaScript().virtualenv;
  const environment = join(info?.getRootDirectory() ?? "", String(given));
  const python = given === undefined ? "python3" : join(environment, "bin", "python");
  if (given !== undefined && !existsSync(python))
    return `there is no virtual environment in ${environment}: create it and install the packages there.`;
  const settings = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    project: request.getProject(),
    stack: request.getStack(),
    parallel: request.getParallel(),
    dry_run: request.getDryrun(),
    organization: request.getOrganization(),
    root_directory: info?.getRootDirectory(),
  };
  const args = ["-u", "-c", pythonRunner, JSON.stringify(settings), info?.getEntryPoint() || request.getProgram()];
  return { program: python, args, cwd: folderOf(request), env: configurationEnvironment(request) };
}

/** The command of a Go program: built in a temporary folder and run, because `go run` hides the program's exit code. */
export function goCommand(request: RunRequest, engineAddress: string): Command {
  const aside = mkdtempSync(join(tmpdir(), "pulumi-go-"));
  process.on("exit", () => rmSync(aside, { recursive: true, force: true }));
  return {
    program: "sh",
    args: ["-c", 'go build -o "$0" "$1" && exec "$0"', join(aside, "program"), "."],
    cwd: folderOf(request),
    env: {
      ...configurationEnvironment(request),
      PULUMI_MONITOR: request.getMonitorAddress(),
      PULUMI_ENGINE: engineAddress,
      PULUMI_PROJECT: request.getProject(),
      PULUMI_STACK: request.getStack(),
      PULUMI_ORGANIZATION: request.getOrganization(),
      PULUMI_ROOT_DIRECTORY: request.getInfo()?.getRootDirectory(),
      PULUMI_PARALLEL: String(request.getParallel()),
      PULUMI_DRY_RUN: String(request.getDryrun()),
    },
  };
}
