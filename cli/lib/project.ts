/** The project file of a Pulumi program (Pulumi.yaml, Pulumi.yml or Pulumi.json). */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { isObject } from "../../provider/pulumi-wire";
import { decodeText } from "./json";
import { CliError } from "./terminal";

export interface Project {
  /** Folder of the project file, where the Pulumi CLI runs. */
  root: string;
  file: string;
  name?: string;
  runtime?: string;
  main?: string;
  /** Folder in which Pulumi runs the program and its providers and resolves packages: `main`, or its folder. */
  programFolder: string;
}

/** The folder's project file, if any. */
export function projectFile(folder: string): string | undefined {
  return ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => join(folder, name)).find((file) => existsSync(file));
}

/** The folder of the Pulumi project that contains `from`. */
export function findProgram(from = process.cwd()): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (projectFile(folder) !== undefined) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Undefined if the folder has no project file. */
export function readProject(root: string): Project | undefined {
  const file = projectFile(root);
  if (file === undefined) return undefined;
  const content = parse(file);
  const { name, main } = content;
  const runtime = isObject(content.runtime) ? content.runtime.name : content.runtime;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return {
    root,
    file,
    name: text(name),
    runtime: text(runtime),
    main: text(main),
    programFolder: programFolder(root, text(main)),
  };
}

function parse(file: string): Record<string, unknown> {
  try {
    const content = load(decodeText(readFileSync(file)));
    if (isObject(content)) return content;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new CliError(`${file} is not valid: ${reason}`);
  }
  throw new CliError(`${file} is not valid: it contains no project settings`);
}

function programFolder(root: string, main: string | undefined): string {
  if (main === undefined) return root;
  const path = resolve(root, main);
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}
