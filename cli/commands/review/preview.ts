/**
 * Runs `pulumi preview` and reads its events while it runs. The log contains secrets in plain text, so it is passed through a named pipe in
 * a folder that only this user can access, and is never written to disk; without named pipes, through a file with mode 0600. The folder is
 * always removed.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, constants, createReadStream, mkdtempSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { environment } from "../../../provider/config";
import { readProject } from "../../lib/project";
import { CliError, exitCodes } from "../../lib/terminal";
import { emptyCounts, type StackReport } from "./model/report";
import type { Secrets } from "./model/secrets";
import { readableError } from "./model/words";
import { type ReadOptions, readEvents } from "./read";
import { type Language, texts } from "./texts";

export interface PreviewOptions {
  folder: string;
  /** Default: the selected one. */
  stack?: string;
  policyPacks: readonly string[];
  refresh: boolean;
  /** Additional arguments for `pulumi preview`. */
  passed: readonly string[];
  secrets: Secrets;
  language: Language;
  progress?: (urn: string) => void;
  judge?: ReadOptions["judge"];
}

/** The report of one stack; a failed preview also produces a report. */
export async function preview(options: PreviewOptions): Promise<StackReport> {
  const channel = openChannel();
  try {
    const child = start(options, channel.path);
    const ended = running(child);
    const reading = channel.read(options, ended.then(noop, noop));
    const [{ code, output }, whole] = await Promise.all([ended, reading]);
    const report = { ...whole, notes: [...whole.notes, ...partial(options.passed, options.language)] };
    if (code === 0 || report.failures.length > 0) return report;
    const blocked = report.violations.some((violation) => violation.level === "mandatory");
    return blocked && report.state === "complete" ? report : withOutput(report, output, code, options.language);
  } finally {
    channel.close();
  }
}

/** Options that exclude resources, whose changes are then not in the report. */
const narrowing = /^(?:-[tx]|--(?:target|exclude)(?:-dependents|-replace)?(?:=|$))/;

function partial(passed: readonly string[], language: Language): string[] {
  const names = passed.filter((word) => narrowing.test(word)).map((word) => /^--[\w-]+|^-\w/.exec(word)?.[0] ?? word);
  if (names.length === 0) return [];
  return [texts[language].model.partOfPlan([...new Set(names)])];
}

/** A preview that could not start is a failed review, which the pull request should show. */
export function failedReport(label: string, message: string): StackReport {
  const nothing = {
    failures: [{ message }],
    gaps: [],
    violations: [],
    warnings: [],
    changes: [],
    unchanged: [],
    notes: [],
    policyPacks: {},
  };
  return { project: "", stack: "", label, state: "failed", counts: emptyCounts(), ...nothing };
}

/** A preview that failed outside of the engine reports why on stderr only. */
function withOutput(report: StackReport, output: string, code: number, language: Language): StackReport {
  const lines = readableError(output, language)
    .split("\n")
    .filter((line) => !/^(?:warning: |Previewing update|@ previewing)/.test(line) && line.trim() !== "");
  const message = lines
    .slice(-30)
    .join("\n")
    .replace(/^error: /, "");
  return {
    ...report,
    state: "failed",
    notes: report.stack === "" ? [] : report.notes,
    failures: [{ message: message === "" ? texts[language].model.exitCode(code) : message }],
  };
}

interface Running {
  code: number;
  output: string;
}

const keptOutput = 20_000;
const children = new Set<ChildProcess>();

function start(options: PreviewOptions, log: string): ChildProcess {
  const args = ["preview", "--non-interactive", "--color", "never", "--event-log", log];
  if (options.stack !== undefined) args.push("--stack", options.stack);
  if (options.refresh) args.push("--refresh");
  for (const pack of options.policyPacks) args.push("--policy-pack", pack);
  args.push(...options.passed);
  const env = { ...environment(), PULUMI_DEBUG_COMMANDS: "true", PULUMI_SKIP_UPDATE_CHECK: "true" };
  return spawn("pulumi", args, { cwd: options.folder, env, stdio: ["ignore", "ignore", "pipe"] });
}

function running(child: ChildProcess): Promise<Running> {
  children.add(child);
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    output = (output + chunk).slice(-keptOutput);
  });
  return new Promise((done, fail) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      children.delete(child);
      fail(
        error.code === "ENOENT"
          ? new CliError(
              "the Pulumi CLI is not on PATH; a preview needs it (saved logs are read with --events)",
              exitCodes.failed,
            )
          : error,
      );
    });
    child.once("close", (code) => {
      children.delete(child);
      done({ code: code ?? exitCodes.interrupted, output });
    });
  });
}

interface Channel {
  path: string;
  read(options: PreviewOptions, ended: Promise<void>): Promise<StackReport>;
  close(): void;
}

const folders = new Set<string>();

function openChannel(): Channel {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-codearts-"));
  folders.add(folder);
  watchEndings();
  const path = join(folder, "events");
  const close = (): void => {
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  };
  const isPipe = spawnSync("mkfifo", ["-m", "600", path], { stdio: "ignore" }).status === 0;
  if (!isPipe) closeSync(openSync(path, "wx", 0o600));
  return { path, read: isPipe ? readPipe(path) : readFile(path), close };
}

/** Keeps the write end open until the CLI has exited, because it may open the pipe late or never. */
function readPipe(path: string): Channel["read"] {
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  return async (options, ended) => {
    const socket = new Socket({ fd: reader, readable: true, writable: false });
    void ended.then(() => closeSync(writer));
    return readEvents(socket, readOptions(options));
  };
}

function readFile(path: string): Channel["read"] {
  return async (options, ended) => {
    await ended;
    return readEvents(createReadStream(path), readOptions(options));
  };
}

function readOptions(options: PreviewOptions): ReadOptions {
  return {
    label: labelOf(options),
    secrets: options.secrets,
    language: options.language,
    ...(options.progress && { progress: options.progress }),
    ...(options.judge && { judge: options.judge }),
  };
}

/** Label for a preview that fails before its first event. */
export function labelOf({ folder, stack }: Pick<PreviewOptions, "folder" | "stack">): string {
  const project = nameOfProject(folder) ?? basename(folder);
  return stack === undefined ? project : `${project}/${stack.split("/").at(-1)}`;
}

/** The CLI reports an unreadable project file. */
function nameOfProject(folder: string): string | undefined {
  try {
    return readProject(folder)?.name;
  } catch {
    return undefined;
  }
}

let watching = false;

/** Signals also reach the CLI, which stops gracefully; the folders are always removed. */
function watchEndings(): void {
  if (watching) return;
  watching = true;
  process.on("exit", removeFolders);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(signal, () => {
      removeFolders();
      for (const child of children) child.kill(signal);
      process.exit(code);
    });
  }
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function noop(): void {}
