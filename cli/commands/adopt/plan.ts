/**
 * Everything that an adoption will do, as data. It is stored in the program's folder until the proof succeeds, so that a run
 * interrupted at any point can resume.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { CliError } from "../../lib/terminal";
import type { LeftOut } from "./estate";
import type { ImportResource, Secret } from "./model";

export interface Plan {
  version: 1;
  stack?: string;
  /** New files: path below the program's root → text. */
  files: Record<string, string>;
  /** Line to append to an existing file. */
  append?: { file: string; line: string };
  /** Plain configuration, set only where the stack has no value. */
  config: Record<string, string>;
  secrets: Secret[];
  resources: ImportResource[];
  leftOut: LeftOut[];
  /** Shown in the report. */
  summary: { objects: string; wrote: string };
}

const folderName = ".pulumi-codearts";

/** Folder for the data of an adoption in progress. */
export function workFolder(root: string): string {
  return join(root, folderName);
}

function planPath(root: string): string {
  return join(workFolder(root), "adopt.json");
}

/** The plan holds secrets: only its owner may read it, and version control ignores it. */
export function savePlan(root: string, plan: Plan): void {
  const path = planPath(root);
  mkdirSync(root, { recursive: true });
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { mode: 0o700 });
  writeFileSync(join(dirname(path), ".gitignore"), "*\n");
  const draft = `${path}.new`;
  writeFileSync(draft, JSON.stringify(plan), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

export function loadPlan(root: string): Plan | undefined {
  const path = planPath(root);
  if (!existsSync(path)) return undefined;
  try {
    const plan = JSON.parse(readFileSync(path, "utf8")) as Plan;
    if (plan.version === 1) return plan;
  } catch {
    // Reported below, with what to do.
  }
  throw new CliError(`${path} is not a plan that this version can resume; delete the folder ${dirname(path)} to start over`);
}

export function dropPlan(root: string): void {
  rmSync(workFolder(root), { recursive: true, force: true });
}

/** Writes missing files. A file changed in the meantime is kept and reported. */
export function writeFiles(root: string, plan: Plan): { written: string[]; kept: string[] } {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of Object.entries(plan.files)) {
    const file = join(root, path);
    if (existsSync(file)) {
      if (readFileSync(file, "utf8") !== text) kept.push(path);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeWhole(root, file, text);
    written.push(path);
  }
  if (plan.append !== undefined) appendLine(root, plan.append.file, plan.append.line);
  return { written, kept };
}

/** Atomic, even if the process is killed. */
function writeWhole(root: string, file: string, text: string): void {
  const draft = join(workFolder(root), "draft");
  writeFileSync(draft, text);
  if (existsSync(file)) chmodSync(draft, statSync(file).mode);
  renameSync(draft, file);
}

/** Appends the line once, with the file's own line endings. */
function appendLine(root: string, path: string, line: string): void {
  const file = realpathSync(join(root, path));
  const text = readFileSync(file, "utf8");
  if (text.split(/\r?\n/).includes(line)) return;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const glue = text === "" || text.endsWith("\n") ? "" : end;
  writeWhole(root, file, `${text}${glue}${line}${end}`);
}
