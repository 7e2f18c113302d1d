/** Validated options of a review. */
import { existsSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { findProgram } from "../../lib/project";
import { CliError } from "../../lib/terminal";
import { isHost } from "./ci";
import { type Host, hosts } from "./render/profiles";
import { type Language, languages } from "./texts/language";

export interface ReviewFlags {
  stack: string[];
  events: string[];
  format?: string;
  out: string[];
  post?: string | true;
  repository?: string;
  number?: string;
  apiUrl?: string;
  region?: string;
  policyPack: string[];
  policyPackConfig: string[];
  config: string[];
  target: string[];
  parallel?: string;
  label?: string | true;
  skipUnchanged?: boolean;
  language?: string;
  baseline?: string;
  policies?: string | true;
  refresh?: boolean;
  failOn: string[];
  dryRun?: boolean;
  artifactUrl?: string;
  perStack?: boolean;
}

export const formats = ["text", "markdown", "html", "json", "sarif", "junit", "gitlab-widget", "gitlab-codequality"] as const;
export type Format = (typeof formats)[number];

export const rules = ["delete", "replace", "policy", "drift"] as const;
export type Rule = (typeof rules)[number];

export interface ReviewOptions {
  folders: string[];
  stacks: string[];
  events: string[];
  /** Undefined: text, or the format of the file's name. */
  format?: Format;
  outs: { file: string; format: Format }[];
  post?: Host | "auto";
  repository?: string;
  number?: string;
  apiUrl?: string;
  region?: string;
  policyPacks: string[];
  /** Additional arguments for `pulumi preview`, which checks them. */
  passed: string[];
  /** Prefix of the pull request's label. */
  label?: string;
  /** Do not create a comment if nothing changes. */
  skipUnchanged: boolean;
  /** Undefined: chosen by CI and its host. */
  language?: Language;
  /** Report of an earlier run, whose findings stop nothing. */
  baseline?: string;
  /** Judge with the rules of this package; settings from a file where one is named. */
  policies?: { file?: string };
  refresh: boolean;
  failOn: Rule[];
  dryRun: boolean;
  artifactUrl?: string;
  perStack: boolean;
}

/** `rest` are the arguments after `--`, for `pulumi preview`. */
export function checkOptions(folders: string[], flags: ReviewFlags, rest: readonly string[]): ReviewOptions {
  const passed = passedOn(flags, rest);
  if (flags.events.length > 0 && folders.length > 0)
    throw new CliError("--events reads saved logs; folders are previewed. Use one or the other.");
  if (flags.events.length > 0 && (flags.refresh || flags.policyPack.length > 0 || flags.stack.length > 0 || passed.length > 0)) {
    throw new CliError(
      "--refresh, --policy-pack, --stack and options of pulumi preview apply to a preview only, not to a saved log (--events).",
    );
  }
  const format = flags.format === undefined ? undefined : oneOf("--format", flags.format, formats);
  const post = flags.post !== undefined ? hostOf(flags.post) : flags.dryRun ? "auto" : undefined;
  if (flags.artifactUrl !== undefined && !/^https?:\/\/\S+$/.test(flags.artifactUrl))
    throw new CliError("--artifact-url: must be an http or https URL.");
  if (flags.number !== undefined && !/^[1-9]\d*$/.test(flags.number))
    throw new CliError(`--number: "${flags.number}" is not the number of a pull request.`);
  return {
    folders: folders.length > 0 ? folders.map(programFolder) : [process.cwd()],
    stacks: split(flags.stack),
    events: flags.events,
    ...(format && { format }),
    outs: flags.out.map((out) => outOf(out, format)),
    ...(post && { post }),
    ...(flags.repository && { repository: flags.repository }),
    ...(flags.number && { number: flags.number }),
    ...(flags.apiUrl && { apiUrl: flags.apiUrl }),
    ...(flags.region && { region: flags.region }),
    policyPacks: flags.policyPack.map(policyFolder),
    passed,
    ...(flags.label && { label: labelOf(flags.label, post) }),
    skipUnchanged: flags.skipUnchanged ?? false,
    ...(flags.language !== undefined && { language: oneOf("--language", flags.language, languages) }),
    ...(flags.baseline !== undefined && { baseline: flags.baseline }),
    ...(flags.policies && { policies: typeof flags.policies === "string" ? { file: flags.policies } : {} }),
    refresh: flags.refresh ?? false,
    failOn: split(flags.failOn).map((rule) => oneOf("--fail-on", rule, rules)),
    dryRun: flags.dryRun ?? false,
    ...(flags.artifactUrl && { artifactUrl: flags.artifactUrl }),
    perStack: flags.perStack ?? false,
  };
}

/** Options that review sets itself or whose output it reads. */
const taken = /^(?:-s|--stack|-C|--cwd|-j|--json|--event-log|--non-interactive|--policy-pack|--color)(?:=|$)/;

function passedOn(flags: ReviewFlags, rest: readonly string[]): string[] {
  const own = rest.find((word) => taken.test(word));
  if (own !== undefined) throw new CliError(`-- ${own}: review sets this itself; use its own options.`);
  if (flags.parallel !== undefined && !/^[1-9]\d*$/.test(flags.parallel))
    throw new CliError(`--parallel: "${flags.parallel}" is not a number of operations.`);
  const settings = flags.policyPackConfig.map((file) => {
    if (!existsSync(file)) throw new CliError(`--policy-pack-config: there is no file ${file}.`);
    return resolve(file);
  });
  return [
    ...settings.flatMap((file) => ["--policy-pack-config", file]),
    ...flags.config.flatMap((setting) => ["--config", setting]),
    ...flags.target.flatMap((urn) => ["--target", urn]),
    ...(flags.parallel === undefined ? [] : ["--parallel", flags.parallel]),
    ...rest,
  ];
}

/** GitHub takes labels of up to 50 characters; a comma would make two of one on GitLab. */
function labelOf(label: string | true, post: Host | "auto" | undefined): string {
  if (post === undefined) throw new CliError("--label requires --post.");
  if (post !== "auto" && post !== "github" && post !== "gitlab")
    throw new CliError(`--label: ${post} has no labels that review can set.`);
  const prefix = label === true ? "pulumi" : label.trim();
  if (!/^[^,\n]{1,30}$/.test(prefix))
    throw new CliError(`--label: "${prefix}" is longer than 30 characters, empty or has a comma.`);
  return prefix;
}

function hostOf(post: string | true): Host | "auto" {
  if (post === true || post === "auto") return "auto";
  if (isHost(post)) return post;
  throw new CliError(`--post: "${post}" is not one of auto, ${hosts.join(", ")}.`);
}

/** `FILE`, whose name determines the format, or `FORMAT=FILE`. */
function outOf(out: string, otherwise: Format | undefined): { file: string; format: Format } {
  const named = formats.find((one) => out.startsWith(`${one}=`));
  if (named === undefined) return { file: out, format: otherwise ?? formatOf(out) };
  const file = out.slice(named.length + 1);
  if (file === "") throw new CliError(`--out: ${out} does not name a file.`);
  return { file, format: named };
}

function formatOf(file: string): Format {
  const formatsByName: Record<string, Format> = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
  };
  const format = formatsByName[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw new CliError(
    `--out: the ending of "${file}" does not name a format; use .txt, .md, .html, .json, .sarif or .xml, or say which, as in text=FILE.`,
  );
}

function programFolder(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(path)) throw new CliError(`there is no folder ${path}.`);
  if (!statSync(path).isDirectory())
    throw new CliError(`${path} is a file; review expects folders, and saved logs with --events.`);
  if (findProgram(path) === undefined) throw new CliError(`${path} is not in a Pulumi program (no Pulumi.yaml).`);
  return path;
}

function policyFolder(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new CliError(`--policy-pack: there is no folder ${path}.`);
  return path;
}

function split(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(","))
    .map((text) => text.trim())
    .filter(Boolean);
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new CliError(`${option}: "${text}" is not one of ${allowed.join(", ")}.`);
  return found;
}
