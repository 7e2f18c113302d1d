/** Turns live objects into a program: the module, name and arguments of each resource. */
import { writeBuilders } from "./builders";
import { type Code, Name } from "./code";
import { typeOfKind } from "./import-file";
import { createLayout, printPlace } from "./layout";
import type { Definition } from "./lift";
import { type Adoptable, type Declaration, type Secret, wordOf } from "./model";
import {
  compare,
  type Exports,
  type ModuleText,
  namesIn,
  printConstant,
  printDefinition,
  printDoc,
  printModule,
  printResource,
} from "./modules";
import { Taken, toIdentifier, toSlug } from "./names";
import { type FoundSecret, findSecrets, nameSecrets, printPath, referenceTo, toCode } from "./secrets";
import { groupBy } from "./shape";
import { share } from "./share";

export interface ProgramContext {
  /** Values from the stack's configuration, which the program need not repeat. */
  region: string;
  projectId?: string;
  /** Resource names already used in the stack, as `type name`. */
  takenResources: Iterable<string>;
  /** Keys already used in the stack's configuration. */
  takenConfig: Iterable<string>;
  /** Suffix of imports between modules: ".js" in an ES module program. */
  suffix: string;
  /** Extract what jobs share. Switched off only to measure its effect. */
  lift: boolean;
}

export interface Program {
  /** Path below the program's own folder → text; the first is the one to import. */
  files: Map<string, string>;
  declarations: Declaration[];
  secrets: Secret[];
  groups: number;
  shared: number;
}

export function writeProgram(adoptables: Adoptable[], context: ProgramContext): Program {
  const declarations = declare(adoptables, context);
  const secrets = writeArguments(declarations, context);
  const definitions = context.lift ? liftShared(declarations) : [];
  writeBuilders(declarations, definitions);
  const files = printModules(declarations, definitions, secrets.length > 0, context);
  const jobModules = new Set(declarations.filter(({ adoptable }) => adoptable.kind === "buildJob").map(({ module }) => module));
  return { files, declarations, secrets, groups: jobModules.size, shared: definitions.length };
}

/** "job-2" before "job-10", the same on every machine. */
const naturally = new Intl.Collator("en", { numeric: true });

/** Assigns order, modules and names. */
function declare(adoptables: Adoptable[], context: ProgramContext): Declaration[] {
  const sorted = [...adoptables].sort(
    (a, b) => compare(printPlace(a), printPlace(b)) || naturally.compare(a.name, b.name) || compare(a.id, b.id),
  );
  const layout = createLayout(sorted);
  const resources = new Taken(context.takenResources);
  const identifiers = new Map<string, Taken>();
  const declareOne = (adoptable: Adoptable, owner?: Declaration): Declaration => {
    const module = owner?.module ?? layout.moduleOf(adoptable);
    const resourceName = nameResource(adoptable, owner, resources);
    const taken = identifiers.get(module) ?? new Taken(["config", "codearts", "groupId", "projectId"]);
    identifiers.set(module, taken);
    const spoken = owner === undefined ? resourceName : `${owner.identifier} ${toSlug(adoptable.name, "notice")}`;
    const key = owner === undefined ? adoptable.key : undefined;
    const identifier = taken.take(toIdentifier(spoken, wordOf(adoptable.kind).replace(/^.*-/, ""), key));
    return { adoptable, resourceName, identifier, args: {}, ignoreChanges: [], module };
  };
  const notices = groupBy(
    sorted.filter(({ kind }) => kind === "notice"),
    ({ jobId, projectId }) => jobId ?? projectId ?? "",
  );
  const result: Declaration[] = [];
  for (const adoptable of sorted.filter(({ kind }) => kind !== "notice")) {
    const declaration = declareOne(adoptable);
    result.push(declaration);
    if (adoptable.kind !== "buildJob") continue;
    for (const notice of notices.get(adoptable.id) ?? []) result.push(declareOne(notice, declaration));
    notices.delete(adoptable.id);
  }
  for (const left of notices.values()) for (const notice of left) result.push(declareOne(notice));
  return result;
}

/** The object's name; for a notice, its job's name with the channel. If two are equal, the project is added. */
function nameResource(adoptable: Adoptable, owner: Declaration | undefined, taken: Taken): string {
  const { kind, name, projectId = "", id } = adoptable;
  const channel = kind === "notice" ? `${owner?.resourceName ?? id.slice(0, 8)}-${toSlug(name, "notice")}` : name;
  const wanted = adoptable.resourceName ?? channel;
  const type = typeOfKind(kind);
  const [, free = wanted] = taken.take(`${type} ${wanted}`, `${type} ${wanted}-${projectId.slice(0, 8)}`).split(/ (.*)/s);
  return free;
}

/** Fills in `args` of every declaration and returns the secrets that they refer to. */
function writeArguments(declarations: Declaration[], context: ProgramContext): Secret[] {
  const found = declarations.map(({ adoptable, resourceName, identifier }) => findSecrets(adoptable, resourceName, identifier));
  const { secrets, keyOf } = nameSecrets(found.flat(), new Taken(context.takenConfig));
  const jobs = new Map(declarations.map((declaration) => [declaration.adoptable.id, declaration]));
  declarations.forEach((declaration, index) => {
    const own = found[index] ?? [];
    const references = new Map(own.map((secret) => [secret.path.join("\n"), referenceTo(keyOf.get(secret) ?? "", secret)]));
    const code = toCode(declaration.adoptable.inputs, references) as { [key: string]: Code };
    declaration.args = arrange(code, declaration, jobs, context);
    declaration.ignoreChanges = own.filter(isHidden).map(({ path }) => printPath(path));
  });
  return secrets;
}

function isHidden(secret: FoundSecret): boolean {
  return secret.value === undefined;
}

const firstKeys = ["projectId", "jobId", "name", "groupId", "channel", "events", "description"];

/** In reading order, without what the configuration and the resource's name provide. */
function arrange(
  code: { [key: string]: Code },
  declaration: Declaration,
  jobs: Map<string, Declaration>,
  context: ProgramContext,
) {
  const { adoptable, resourceName } = declaration;
  const args: { [key: string]: Code } = {};
  for (const key of firstKeys) if (key in code) args[key] = code[key];
  Object.assign(args, code);
  if (args.region === context.region) delete args.region;
  if (args.projectId === context.projectId) delete args.projectId;
  if (args.name === resourceName) delete args.name;
  const job = adoptable.jobId === undefined ? undefined : jobs.get(adoptable.jobId);
  if (job !== undefined && job.module === declaration.module) args.jobId = new Name(`${job.identifier}.id`);
  return args;
}

function liftShared(declarations: Declaration[]): Definition[] {
  const jobs = declarations.filter(({ adoptable }) => adoptable.kind === "buildJob");
  const taken = new Taken(["config", "codearts", "groupId", "projectId", ...declarations.map(({ identifier }) => identifier)]);
  const parts = jobs.map(({ args, adoptable }) => ({
    name: adoptable.name,
    steps: Array.isArray(args.steps) ? args.steps : [],
    parameters: (args.parameters ?? {}) as { [name: string]: Code },
  }));
  const { definitions, jobs: lifted } = share(parts, taken);
  jobs.forEach(({ args }, index) => {
    if (Array.isArray(args.steps)) args.steps = lifted[index]?.steps;
    if (args.parameters !== undefined) args.parameters = lifted[index]?.parameters;
  });
  return definitions;
}

function printModules(declarations: Declaration[], definitions: Definition[], needsConfig: boolean, context: ProgramContext) {
  const modules = new Map<string, ModuleText>();
  const uses = new Map<string, Set<string>>();
  const byModule = groupBy(declarations, ({ module }) => module);
  for (const [module, own] of byModule) {
    const constants = hoistConstants(own);
    const names = new Set<string>();
    for (const { args } of own) namesIn(args, names);
    uses.set(module, names);
    modules.set(module, { blocks: [...constants, ...own.map(printResource)], uses: names });
  }
  const exports = placeDefinitions(definitions, modules, uses);
  if (needsConfig) {
    exports.set("config", "config");
    for (const { uses: names } of modules.values()) if ([...names].includes("config")) names.add("config");
  }
  const files = new Map<string, string>();
  const index = [...byModule.keys()].sort(compare).map((module) => `import "./${module}${context.suffix}";`);
  files.set("index.ts", `${index.join("\n")}\n`);
  if (needsConfig) files.set("config.ts", configText);
  for (const [path, text] of [...modules].sort(([a], [b]) => compare(a, b))) {
    files.set(`${path}.ts`, printModule(path, text, exports, context.suffix));
  }
  return files;
}

const configText = `import * as pulumi from "@pulumi/pulumi";

/** Holds the secrets of this program; SECRETS.md lists them. */
export const config = new pulumi.Config();
`;

/** A group or project shared by all jobs of a module is written once. */
function hoistConstants(own: Declaration[]): string[] {
  const constants: string[] = [];
  for (const key of ["projectId", "groupId"]) {
    const having = own.filter(({ args }) => args[key] !== undefined);
    const [first] = having;
    const value = first?.args[key];
    if (having.length < 2 || first === undefined || typeof value !== "string" || having.some(({ args }) => args[key] !== value))
      continue;
    for (const { args } of having) args[key] = new Name(key);
    const group = key === "groupId" ? first.adoptable.group : undefined;
    const doc = group === undefined ? "" : `${printDoc(`Group ${group.join(" / ")}`)}\n`;
    constants.push(`${doc}${printConstant(`const ${key}`, value)}`);
  }
  return constants;
}

/** Puts a definition used by one module into that module, all others into shared modules. Returns which module exports what. */
function placeDefinitions(definitions: Definition[], modules: Map<string, ModuleText>, uses: Map<string, Set<string>>): Exports {
  const exports: Exports = new Map();
  const usersOf = new Map<string, Set<string>>();
  for (const [module, names] of uses) for (const name of names) usersOf.set(name, (usersOf.get(name) ?? new Set()).add(module));
  const placed = new Map<string, Definition[]>();
  // A shared list comes before the steps that it refers to, so its module is known when theirs is determined.
  for (const definition of definitions) {
    const users = usersOf.get(definition.name) ?? new Set();
    const [only] = users;
    const shared = definition.of === "step" || definition.of === "steps" ? "shared/steps" : "shared/parameters";
    const module = users.size === 1 && only !== undefined ? only : shared;
    placed.set(module, [...(placed.get(module) ?? []), definition]);
    if (module === shared) exports.set(definition.name, shared);
    for (const name of namesIn(definition.body)) usersOf.set(name, (usersOf.get(name) ?? new Set()).add(module));
  }
  for (const [module, own] of placed) {
    const text = modules.get(module) ?? { blocks: [], uses: new Set<string>() };
    // A definition follows what it refers to.
    const blocks = [...own].reverse().map((definition) => printDefinition(definition, exports.has(definition.name)));
    for (const definition of own) namesIn(definition.body, text.uses);
    modules.set(module, { blocks: [...blocks, ...text.blocks], uses: text.uses });
  }
  return exports;
}
