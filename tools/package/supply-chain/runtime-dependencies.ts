import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../pulumi/paths";

export interface RuntimeDependency {
  name: string;
  version: string;
  licence: string;
  /** Path below node_modules of the repository. */
  path: string;
  /** Whether it has an install script that npm would run. */
  hasInstallScript: boolean;
  /** The lock file's digest of the tarball, such as `sha512-…` in base 64. */
  integrity: string;
  /** Paths of its own dependencies. */
  needs: string[];
}

interface LockEntry {
  version?: string;
  license?: string;
  hasInstallScript?: boolean;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export const packages = { "pulumi-codearts": "", "codearts-simulator": "simulator" } as const;
export type PackageName = keyof typeof packages;

/** All dependencies installed with one of our packages, as in the lock file; peer dependencies are the user's own. */
export function runtimeDependencies(name: PackageName): RuntimeDependency[] {
  return runtimeTree(name).all;
}

/** The same, with the paths of the package's direct dependencies. */
export function runtimeTree(name: PackageName): { direct: string[]; all: RuntimeDependency[] } {
  const lock = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")).packages as Record<string, LockEntry>;
  const found = new Map<string, RuntimeDependency>();
  const visit = (path: string): string[] => {
    const wanted = Object.keys({ ...lock[path]?.dependencies, ...lock[path]?.optionalDependencies });
    return wanted.flatMap((name) => {
      const at = locate(lock, path, name);
      if (at === undefined) return [];
      if (!found.has(at)) {
        const { version = "", license = "unknown", hasInstallScript = false, integrity = "" } = lock[at] ?? {};
        const one: RuntimeDependency = { name, version, licence: license, path: at, hasInstallScript, integrity, needs: [] };
        found.set(at, one);
        one.needs = visit(at);
      }
      return [at];
    });
  };
  const direct = visit(packages[name]);
  const all = [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en"));
  return { direct, all };
}

/** Where Node would find a package that is required from a folder of the tree. */
function locate(lock: Record<string, LockEntry>, from: string, name: string): string | undefined {
  for (let folder: string | undefined = from; folder !== undefined; folder = parent(folder)) {
    const path = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (lock[path]) return path;
  }
  return undefined;
}

function parent(folder: string): string | undefined {
  if (folder === "") return undefined;
  const end = folder.lastIndexOf("/node_modules/");
  return end < 0 ? "" : folder.slice(0, end);
}
