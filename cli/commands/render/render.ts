import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { splitUrn } from "../../../provider/pulumi-wire";
import { writing } from "../../lib/files";
import { readTextFile } from "../../lib/json";
import { type PreviewStep, previewSteps } from "../../lib/preview";
import { findProgram } from "../../lib/project";
import { runPulumi } from "../../lib/pulumi";
import { CliError, count, exitCodes, note, paint, printLine } from "../../lib/terminal";
import type { RenderOptions } from "./options";
import { kindByType, type Rendered, renderResource } from "./requests";

/** The content of one file. `resource` also identifies a file as written by this command. */
interface RenderedFile extends Rendered {
  resource: string;
}

export async function render(options: RenderOptions): Promise<number> {
  const steps = await readSteps(options);
  const files = new Map<string, RenderedFile>();
  for (const { urn, op, newState } of steps) {
    const kind = newState === undefined ? undefined : kindByType(newState.type);
    if (kind === undefined || newState?.inputs === undefined || op.startsWith("delete") || op === "refresh" || op === "read")
      continue;
    const name = splitUrn(urn).name;
    const rendered = await renderResource(newState.type, newState.inputs);
    files.set(join(toKebab(kind), `${fileName(name)}.json`), { resource: `${kind} ${name}`, ...rendered });
  }
  const removed = writing(options.out, () => removeStale(options.out, files));
  for (const [path, content] of files) write(join(options.out, path), content);
  return report(options.out, files, removed);
}

async function readSteps({ preview, stack }: RenderOptions): Promise<PreviewStep[]> {
  if (preview !== undefined) {
    const advice = `save the complete output of "pulumi preview --json --show-sames"`;
    return previewSteps(readTextFile(preview), preview, advice);
  }
  const folder = findProgram();
  if (folder === undefined)
    throw new CliError("this folder is not in a Pulumi program; change to one, or pass a saved preview with --preview FILE");
  // The engine masks secrets here; every resource is listed, changed or not.
  const { stdout } = await runPulumi(["preview", "--json", "--show-sames"], {
    cwd: folder,
    ...(stack === undefined ? {} : { stack }),
  });
  return previewSteps(stdout, "pulumi preview --json", `see what it prints in ${folder}`);
}

function toKebab(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

/** The resource's name if it is a valid file name, else a close one with a unique suffix. */
function fileName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]/gu, "_").replace(/^\.+/, "_");
  if (safe === name && safe.length <= 100) return safe;
  return `${safe.slice(0, 80)}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}

function write(path: string, content: RenderedFile): void {
  writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  });
}

/** Removes files of earlier renderings whose resources no longer exist; other files stay. */
function removeStale(out: string, files: Map<string, RenderedFile>): number {
  if (!existsSync(out)) return 0;
  const stale = readdirSync(out, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".json") && !files.has(path) && isOurs(join(out, path)),
  );
  for (const path of stale) rmSync(join(out, path));
  return stale.length;
}

function isOurs(path: string): boolean {
  try {
    const { resource, requests } = JSON.parse(readFileSync(path, "utf8")) as Partial<RenderedFile>;
    return typeof resource === "string" && Array.isArray(requests);
  } catch {
    return false;
  }
}

function report(out: string, files: Map<string, RenderedFile>, removed: number): number {
  const requests = [...files.values()].reduce((sum, { requests: own }) => sum + own.length, 0);
  printLine(
    `${out}/ ${count(files.size, "resource")}, ${count(requests, "request")}${removed > 0 ? `, ${removed} removed` : ""}`,
  );
  const failed = [...files.values()].filter(({ problem }) => problem !== undefined);
  for (const { resource, problem } of failed) note(paint("yellow", `not rendered  ${resource}: ${problem}`, process.stderr));
  return failed.length > 0 ? exitCodes.partial : exitCodes.ok;
}
