/**
 * The rules of this package as a pack that the engine runs in a preview. Only there they receive the program's inputs: the events of a
 * preview hide secrets, including those that the provider creates from plain text, and do not contain the source of a value.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CodeartsPolicySettings } from "../../../policies";
import { levelsOf } from "../../../policies/settings";

export interface ReadyPack {
  folder: string;
  /** Arguments for `pulumi preview`: settings of this pack and of the packs before it, one per item of `packs`. */
  settings(packs: number, passed: readonly string[]): string[];
  close(): void;
}

/** Undefined if the engine cannot run the pack: without @pulumi/policy, or from within an archive. */
export function openPack(given: CodeartsPolicySettings): ReadyPack | undefined {
  const folder = join(dirname(createRequire(__filename).resolve("pulumi-codearts/package.json")), "policy-pack");
  if (/\.zip[\\/]/.test(folder) || !resolves(folder)) return undefined;
  const settings = mkdtempSync(join(tmpdir(), "codearts-policies-"));
  const own = join(settings, "policy-config.json");
  const none = join(settings, "none.json");
  writeFileSync(own, JSON.stringify(levelsOf(given)), { mode: 0o600 });
  writeFileSync(none, "{}");
  return {
    folder,
    settings: (packs, passed) => {
      const isGiven = passed.some((word) => /^--policy-pack-config(?:=|$)/.test(word));
      const before = isGiven ? [] : Array.from({ length: packs }, () => none);
      return [...before, own].flatMap((file) => ["--policy-pack-config", file]);
    },
    close: () => rmSync(settings, { recursive: true, force: true }),
  };
}

function resolves(folder: string): boolean {
  const from = createRequire(join(folder, "index.js"));
  try {
    return ["@pulumi/policy", "@pulumi/pulumi"].every((name) => from.resolve(`${name}/package.json`) !== "");
  } catch {
    return false;
  }
}
