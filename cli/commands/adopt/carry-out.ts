/** Files, configuration, import, proof: each step does only what is still missing. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { splitUrn } from "../../../provider/pulumi-wire";
import { type PreviewStep, previewSteps } from "../../lib/preview";
import { readProject } from "../../lib/project";
import { runPulumi, stackConfiguration } from "../../lib/pulumi";
import { CliError, count, exitCodes, note, startProgress } from "../../lib/terminal";
import { importMissing, type Place } from "./import";
import { installDependencies } from "./install";
import type { ImportResource, Secret } from "./model";
import type { Plan } from "./plan";

/** Selects the stack, creates it if it does not exist, and returns its name. */
export async function selectStack(root: string, wanted: string | undefined, isNew: boolean): Promise<string> {
  if (wanted === undefined && !isNew) {
    const { stdout } = await runPulumi(["stack", "--show-name"], { cwd: root, mayFail: true });
    if (stdout.trim() !== "") return stdout.trim();
  }
  const stack = wanted ?? "dev";
  const result = await runPulumi(["stack", "select", stack, "--create"], { cwd: root, mayFail: true });
  if (result.code !== 0) {
    throw new CliError(
      `the stack ${stack} cannot be selected:\n${result.stderr.trim().replace(/^/gm, "  ")}\n` +
        "  once that is fixed, run the same command again: it resumes from here",
    );
  }
  return stack;
}

export async function carryOut(root: string, stack: string, plan: Plan): Promise<{ imported: number; there: number }> {
  const place = { root, stack };
  await installIfNeeded(root);
  await setConfiguration(place, plan);
  return importMissing(place, plan.resources);
}

/** Packages must be installed where Pulumi runs the program: in the folder of `main` if the project file sets it. */
async function installIfNeeded(root: string): Promise<void> {
  const folder = readProject(root)?.programFolder ?? root;
  if (missingPackages(folder).length === 0) return;
  await installDependencies(folder);
  const missing = missingPackages(folder);
  if (missing.length === 0) return;
  throw new CliError(
    `${missing.join(" and ")} cannot be loaded from ${folder}; the program is written\n` +
      `  install the missing packages there (npm install ${missing.join(" ")}), then run the same command again: it resumes from here`,
  );
}

function missingPackages(folder: string): string[] {
  const require = createRequire(join(folder, "_"));
  const needed = { "pulumi-codearts": "pulumi-codearts/provider", "@pulumi/pulumi": "@pulumi/pulumi/package.json" };
  return Object.entries(needed).flatMap(([name, path]) => {
    try {
      require.resolve(path);
      return [];
    } catch {
      return [name];
    }
  });
}

/** Sets only what the stack does not have yet; values set in the meantime stay. */
async function setConfiguration({ root, stack }: Place, plan: Plan): Promise<void> {
  const present = (await stackConfiguration({ cwd: root, stack, mayBeNew: true })) ?? {};
  const own = (key: string) => Object.keys(present).find((there) => there === key || there.endsWith(`:${key}`) || key === there);
  const plain = Object.entries(plan.config).filter(([key]) => present[key] === undefined);
  const missing = plan.secrets.filter(({ key }) => own(key) === undefined);
  const hidden = missing.filter(({ value }) => value === undefined);
  const args = [
    ...plain.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
    // A placeholder is not secret, so it may appear in the arguments.
    ...hidden.flatMap(({ key, placeholder }) => ["--secret", `${key}=${placeholder}`]),
  ];
  for (let from = 0; from < args.length; from += 400) {
    await runPulumi(["config", "set-all", ...args.slice(from, from + 400)], { cwd: root, stack });
  }
  await setKnown(
    { root, stack },
    missing.filter(({ value }) => value !== undefined),
  );
}

async function setKnown({ root, stack }: Place, secrets: Secret[]): Promise<void> {
  const progress = startProgress("config", secrets.length);
  for (const [index, { key, value }] of secrets.entries()) {
    progress.update(index, key);
    await runPulumi(["config", "set", "--secret", key], { cwd: root, stack, input: value });
  }
  progress.finish();
}

export interface Proof {
  unchanged: number;
  /** Differing resources and fields, as text. */
  differences: string[];
  /** Changes to other resources of the program, which are not part of this adoption. */
  others: number;
}

/** Runs `preview --refresh` on the adopted resources. */
export async function prove({ root, stack }: Place, resources: ImportResource[]): Promise<Proof> {
  const { stdout } = await runPulumi(["preview", "--refresh", "--show-sames", "--json"], { cwd: root, stack });
  const steps = previewSteps(stdout, "pulumi preview --json", `see what it prints in ${root}`);
  const ours = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const found = new Map<string, string>();
  const unchanged = new Set<string>();
  let others = 0;
  for (const step of steps) {
    const urn = splitUrn(step.urn);
    const key = keyOf(urn);
    if (!ours.has(key)) {
      if (!["same", "read", "refresh"].includes(step.op) && urn.type !== "pulumi:pulumi:Stack") others += 1;
    } else if (step.op === "same") unchanged.add(key);
    else if (step.op !== "refresh" || Object.keys(step.detailedDiff ?? {}).length > 0) found.set(key, describe(urn, step));
  }
  for (const [key, resource] of ours) {
    if (!unchanged.has(key) && !found.has(key)) found.set(key, `${shortName(resource)}: not in the program`);
  }
  return { unchanged: unchanged.size, differences: [...found.values()], others };
}

type Named = { type: string; name: string };

const keyOf = ({ type, name }: Named): string => `${type}::${name}`;

function describe(urn: Named, step: PreviewStep): string {
  const fields = Object.entries(step.detailedDiff ?? {}).map(([path, { kind }]) => `${path} (${kind ?? "changed"})`);
  const what = fields.length > 0 ? fields.join(", ") : step.diffReasons.join(", ") || "no field named";
  return `${shortName(urn)}: ${step.op} of ${what}`;
}

function shortName({ type, name }: Named): string {
  return `${type.split(":").at(-1)} ${JSON.stringify(name)}`;
}

/** Throws if the proof shows any difference. */
export function settleProof(proof: Proof): void {
  if (proof.others > 0) note(`other resources of this program: ${count(proof.others, "change")}, not part of this adoption`);
  if (proof.differences.length === 0) return;
  const shown = proof.differences.slice(0, 20).map((line) => `  ${line}`);
  const rest = proof.differences.length - shown.length;
  throw new CliError(
    [
      `the proof failed: preview --refresh shows ${count(proof.differences.length, "difference")}; nothing was changed in the service`,
      ...shown,
      ...(rest > 0 ? [`  and ${rest} more`] : []),
      "  fix these in the program, or run the same command again if the live objects have changed in the meantime",
    ].join("\n"),
    exitCodes.failed,
  );
}
