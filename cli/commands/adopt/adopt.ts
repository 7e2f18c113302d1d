import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { kinds } from "../../../provider/kinds";
import { classOfType, splitUrn } from "../../../provider/pulumi-wire";
import { writing } from "../../lib/files";
import { matcher } from "../../lib/jobs";
import { findProgram } from "../../lib/project";
import { openSession, requireProject, type Session } from "../../lib/session";
import { CliError, count, exitCodes, note, paint, printJson } from "../../lib/terminal";
import { carryOut, prove, selectStack, settleProof } from "./carry-out";
import { type Estate, type LeftOut, readEstate, type Selection } from "./estate";
import { writeImportFile } from "./for-plugin";
import { readState } from "./import";
import { createImportResource } from "./import-file";
import { kindsUnasked, tenantKinds } from "./kinds";
import { type Adoptable, type KindName, kindByWord } from "./model";
import type { AdoptOptions } from "./options";
import { pickJobs } from "./picker";
import { dropPlan, loadPlan, type Plan, savePlan, workFolder, writeFiles } from "./plan";
import { type Program, writeProgram } from "./program";
import { projectFiles, secretsFile } from "./project-files";
import { describeObjects, describeProgram, dryRun, exitCodeOf, nothingToDo, printNext, reportLeftOut, say } from "./report";
import { findTarget, type Target } from "./target";
import { readFromTerraform } from "./terraform-estate";

/** Runs the verb and returns the exit code. */
export async function adopt(options: AdoptOptions): Promise<number> {
  if (options.importFile !== undefined) return listForImport(options.importFile, options);
  const out = options.out ?? findProgram() ?? "build-jobs";
  // Comes first: a half-written program is not a valid target for another adoption.
  const root = resolve(out);
  const before = loadPlan(root);
  if (before === undefined) return begin(findTarget(out), options);
  const ends = `delete ${workFolder(root)} to start over`;
  if (options.dryRun)
    throw new CliError(`an adoption into ${root} was interrupted; run the command without --dry-run to finish it, or ${ends}`);
  if (before.stack !== undefined && options.stack !== undefined && before.stack !== options.stack)
    throw new CliError(
      `an adoption into ${root} was interrupted, for the stack ${before.stack}\n  finish it without --stack, or ${ends}`,
    );
  note(`resuming the interrupted adoption: ${before.summary.objects}`);
  return finish(root, before, options, true);
}

async function begin(target: Target, options: AdoptOptions): Promise<number> {
  const cwd = target.existing === undefined ? process.cwd() : target.root;
  const session = await openSession({ region: options.region, stack: options.stack, cwd, mayBeNew: true });
  const estate = await readObjects(session, options);
  reportNotLookedAt(options);
  const known = target.existing === undefined || options.dryRun ? [] : await knownResources(target, options);
  const fresh = estate.objects.filter(
    // A resource may be of the plugin, whose types are others.
    (object) => !known.some(({ type, id }) => classOfType(type) === kinds[object.kind].name && id === object.id),
  );
  const already = estate.objects.length - fresh.length;
  const objects = `${describeObjects(estate.objects)}, read only, 0 writes`;
  say(options, `${objects}${already > 0 ? `; ${already} are in the stack already` : ""}`);
  reportLeftOut(estate.leftOut);
  if (fresh.length === 0) return nothingToDo(options, already, estate.leftOut);
  const taken = known.map(({ type, name }) => `${type} ${name}`);
  const { program, plan } = planProgram(target, session, fresh, taken, {
    objects,
    leftOut: estate.leftOut,
    isSingle: isSingleProject(fresh),
  });
  if (options.dryRun) return dryRun(target, program, plan, options);
  writing(target.root, () => savePlan(target.root, plan));
  return finish(target.root, plan, options);
}

/** For programs that are not written here: Pulumi writes them, in their own language. */
async function listForImport(file: string, options: AdoptOptions): Promise<number> {
  if (options.out !== undefined || options.dryRun)
    throw new CliError("--import-file writes no program and imports nothing, so --out and --dry-run do not apply to it");
  const session = await openSession({ region: options.region, stack: options.stack, cwd: process.cwd(), mayBeNew: true });
  const { objects, leftOut } = await readObjects(session, options);
  reportNotLookedAt(options);
  reportLeftOut(leftOut);
  if (objects.length === 0) return nothingToDo(options, 0, leftOut);
  writeImportFile(file, objects, session.region);
  say(options, `${describeObjects(objects)}, read only, 0 writes`);
  say(options, `wrote  ${file}; in a project with the plugin: pulumi import --file ${file}`);
  if (options.json) printJson({ importFile: file, objects: objects.length, leftOut });
  return exitCodeOf(leftOut);
}

function isSingleProject(objects: Adoptable[]): boolean {
  return new Set(objects.map(({ projectId }) => projectId).filter(Boolean)).size === 1;
}

async function readObjects(session: Session, options: AdoptOptions): Promise<Estate> {
  if (options.fromTerraform !== undefined) return readFromTerraform(session, options.fromTerraform, matcher(options.name));
  return readEstate(session, selectionOf(session, options));
}

const isNarrowed = (options: AdoptOptions): boolean =>
  options.name.length > 0 || options.group.length > 0 || options.interactive === true;

/** Kinds that a filter on jobs excludes although the caller did not exclude them. */
function reportNotLookedAt(options: AdoptOptions): void {
  if (!isNarrowed(options) || options.kind.length > 0 || options.fromTerraform !== undefined) return;
  const left = tenantKinds.map((kind) => kinds[kind].plural).join(", ");
  note(`not looked at: ${left}; name them with --kind to include them`);
}

function selectionOf(session: Session, options: AdoptOptions): Selection {
  const narrowed = isNarrowed(options);
  const wanted = options.kind.flatMap((word) => kindByWord.get(word) ?? []);
  const unasked: readonly KindName[] = narrowed ? ["buildJob", "notice"] : kindsUnasked;
  const kinds = new Set(wanted.length > 0 ? wanted : unasked);
  const needsProject = [...kinds].some((kind) => !tenantKinds.includes(kind));
  const projectIds = options.projectId.flatMap((ids) => ids.split(",")).filter(Boolean);
  return {
    projectIds: projectIds.length > 0 || !needsProject ? projectIds : [requireProject(session)],
    kinds,
    matches: matcher(options.name),
    groups: options.group,
    ...(options.interactive ? { pick: pickJobs } : {}),
  };
}

async function knownResources({ root }: Target, { stack }: AdoptOptions): Promise<{ type: string; name: string; id?: string }[]> {
  const selected = await selectStack(root, stack, false);
  const resources = await readState({ root, stack: selected });
  return resources.map(({ type, urn, id }) => ({ type, name: splitUrn(urn).name, id }));
}

interface Found {
  objects: string;
  leftOut: LeftOut[];
  isSingle: boolean;
}

function planProgram(
  target: Target,
  session: Session,
  objects: Adoptable[],
  taken: string[],
  found: Found,
): { program: Program; plan: Plan } {
  const only = found.isSingle ? objects.find(({ projectId }) => projectId !== undefined)?.projectId : undefined;
  // A new program reads the project from its stack's configuration; an existing one does so only if the project is configured there.
  const projectId = target.existing === undefined ? only : session.projectId;
  const program = writeProgram(objects, {
    region: session.region,
    ...(projectId === undefined ? {} : { projectId }),
    takenResources: taken,
    takenConfig: [],
    suffix: target.existing?.isModule ? ".js" : "",
    lift: true,
  });
  const folder = target.existing?.folder;
  const files = Object.fromEntries(
    [...program.files].map(([path, text]) => [folder === undefined ? path : `${folder}/${path}`, text]),
  );
  const around =
    folder === undefined ? projectFiles(target.projectName, ownVersion(), existsSync(join(target.root, "package.json"))) : {};
  const secrets =
    program.secrets.length === 0
      ? {}
      : { [folder === undefined ? "SECRETS.md" : `${folder}/SECRETS.md`]: secretsFile(program.secrets) };
  for (const path of Object.keys(around)) if (existsSync(join(target.root, path))) delete around[path];
  const plan: Plan = {
    version: 1,
    files: { ...around, ...files, ...secrets },
    ...(target.existing === undefined ? {} : { append: appended(target, target.existing) }),
    config: { "codearts:region": session.region, ...(projectId === undefined ? {} : { "codearts:projectId": projectId }) },
    secrets: program.secrets,
    resources: program.declarations.map(createImportResource),
    leftOut: found.leftOut,
    summary: { objects: found.objects, wrote: describeProgram(target, program, Object.keys(files).length) },
  };
  return { program, plan };
}

function appended(
  { root }: Target,
  { entry, folder, isModule }: NonNullable<Target["existing"]>,
): { file: string; line: string } {
  const path = relative(join(entry, ".."), join(root, folder)).replaceAll("\\", "/");
  return { file: relative(root, entry), line: `import "./${path}${isModule ? "/index.js" : ""}";` };
}

function ownVersion(): string {
  return (createRequire(__filename)("pulumi-codearts/package.json") as { version: string }).version;
}

async function finish(root: string, plan: Plan, options: AdoptOptions, resumed = false): Promise<number> {
  try {
    return await completePlan(root, plan, options, resumed);
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.interrupted) throw error;
    throw new CliError("interrupted; run the same command again to resume", exitCodes.interrupted);
  }
}

async function completePlan(root: string, plan: Plan, options: AdoptOptions, resumed: boolean): Promise<number> {
  const { leftOut } = plan;
  const { written, kept } = writing(root, () => writeFiles(root, plan));
  say(options, `wrote  ${plan.summary.wrote}`);
  for (const path of kept) note(`kept  ${path}: it has been changed since it was written`);
  const stack = await selectStack(root, plan.stack ?? options.stack, plan.append === undefined);
  if (plan.stack !== stack) savePlan(root, { ...plan, stack });
  const { imported, there } = await carryOut(root, stack, plan);
  say(options, `import ${count(plan.resources.length, "resource")} … ${imported + there}/${plan.resources.length}`);
  const proof = await prove({ root, stack }, plan.resources);
  settleProof(proof);
  dropPlan(root);
  say(options, paint("green", `proof  preview --refresh: ${proof.unchanged} unchanged, 0 changes`));
  if (options.json)
    printJson({
      adopted: plan.resources.length,
      stack,
      folder: root,
      written,
      secrets: plan.secrets.map(({ key, value, uses }) => ({ key, toSet: value === undefined, uses })),
      proof,
      leftOut,
    });
  else printNext(root, plan);
  if (resumed) reportLeftOut(leftOut);
  return exitCodeOf(leftOut);
}
