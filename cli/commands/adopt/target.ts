/** The folder for the program: new, or an existing Pulumi program that is only added to. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Project, readProject } from "../../lib/project";
import { CliError } from "../../lib/terminal";
import { toSlug } from "./names";

export interface Target {
  /** Folder of the project file. */
  root: string;
  /** Absent for a new program, whose project files are written too. */
  existing?: {
    /** The program's entry, to which one line is appended. */
    entry: string;
    /** Unused folder below `root` for the new modules. */
    folder: string;
    isModule: boolean;
  };
  projectName: string;
}

/** Files that the folder of a new program may already contain. None of them is changed. */
const harmless =
  /^(\.git|\.gitignore|\.gitattributes|\.editorconfig|\.nvmrc|\.npmrc|node_modules|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|README.*|LICENSE.*|\.pulumi-codearts)$/i;

export function findTarget(out: string): Target {
  const root = resolve(out);
  const project = existsSync(root) ? readProject(root) : undefined;
  if (project !== undefined) return existingProgram(project);
  if (existsSync(root)) {
    if (!statSync(root).isDirectory()) throw new CliError(`${out} is a file; --out expects a folder`);
    const others = readdirSync(root).filter((name) => !harmless.test(name));
    if (others.length > 0) {
      const some = others.slice(0, 3).join(", ");
      throw new CliError(
        `${out} is neither empty nor a Pulumi program (no Pulumi.yaml, but ${some}); nothing was written\n` +
          "  use --out with an empty folder or the folder of a Pulumi program in TypeScript",
      );
    }
  }
  return { root, projectName: toSlug(basename(root), "build-jobs") };
}

function existingProgram({ root, file, name, runtime, main }: Project): Target {
  if (runtime !== "nodejs") {
    throw new CliError(
      `${file} is a Pulumi program for ${runtime ?? "an unknown runtime"}; adopt writes TypeScript (runtime nodejs)\n  use another folder with --out`,
    );
  }
  const entry = findEntry(root, main);
  const isModule = nearestType(dirname(entry), root) === "module" || entry.endsWith(".mts");
  return {
    root,
    projectName: name ?? basename(root),
    existing: { entry, folder: freeFolder(dirname(entry), root), isModule },
  };
}

function findEntry(root: string, main?: string): string {
  const place = resolve(root, main ?? ".");
  const named = readManifest(place).main;
  const candidates = [
    place,
    `${place}.ts`,
    ...(named === undefined ? [] : [resolve(place, named)]),
    join(place, "index.ts"),
    join(place, "src/index.ts"),
  ];
  const entry = candidates.find((path) => /\.[mc]?ts$/.test(path) && existsSync(path));
  if (entry !== undefined) return entry;
  const script = [...candidates, join(place, "index.js")].find((path) => /\.[mc]?js$/.test(path) && existsSync(path));
  const found = script !== undefined ? `its entry ${relative(root, script)} is JavaScript` : "it has no index.ts";
  throw new CliError(`${root} is a Pulumi program, but ${found}; adopt writes TypeScript\n  use another folder with --out`);
}

/** Module type of the nearest package.json, as Node.js resolves it. */
function nearestType(folder: string, root: string): string | undefined {
  if (existsSync(join(folder, "package.json")) || folder === root || folder === dirname(folder)) return readManifest(folder).type;
  return nearestType(dirname(folder), root);
}

function readManifest(folder: string): { type?: string; main?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: string; main?: string };
  } catch {
    return {};
  }
}

/** Each adoption gets its own folder beside the entry, so that it cannot overwrite anything. */
function freeFolder(beside: string, root: string): string {
  for (let number = 1; ; number += 1) {
    const folder = join(beside, number === 1 ? "codearts" : `codearts-${number}`);
    if (!existsSync(folder) && !existsSync(`${folder}.ts`)) return relative(root, folder);
  }
}
