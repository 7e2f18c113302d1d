/**
 * Everything that an adoption will do, as data: it is kept in the program's folder until the proof has succeeded, so
 * that a run that was interrupted at any point goes on where it stopped.
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
  /** One line at the end of an existing file. */
  append?: { file: string; line: string };
  /** Plain configuration to set where the stack has none. */
  config: Record<string, string>;
  secrets: Secret[];
  resources: ImportResource[];
  leftOut: LeftOut[];
  /** For the report. */
  summary: { objects: string; wrote: string };
}

const folderName = ".pulumi-codearts";

/** Where an adoption that is under way keeps what it needs. */
export function workFolder(root: string): string {
  return join(root, folderName);
}

function planPath(root: string): string {
  return join(workFolder(root), "adopt.json");
}

/** The plan holds secrets, so only its owner may read it, and version control passes it over. */
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
    // Said below, with what to do.
  }
  throw new CliError(
    `${path} is not a plan that this version can carry on with; delete the folder ${dirname(path)} to begin anew`,
  );
}

export function dropPlan(root: string): void {
  rmSync(workFolder(root), { recursive: true, force: true });
}

/** Writes what is not there yet. A file that was changed since stays as it is, and is named. */
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

/** Complete or not at all, whenever the process is killed. */
function writeWhole(root: string, file: string, text: string): void {
  const draft = join(workFolder(root), "draft");
  writeFileSync(draft, text);
  if (existsSync(file)) chmodSync(draft, statSync(file).mode);
  renameSync(draft, file);
}

/** Once, in the file's own line ends. */
function appendLine(root: string, path: string, line: string): void {
  const file = realpathSync(join(root, path));
  const text = readFileSync(file, "utf8");
  if (text.split(/\r?\n/).includes(line)) return;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const glue = text === "" || text.endsWith("\n") ? "" : end;
  writeWhole(root, file, `${text}${glue}${line}${end}`);
}
