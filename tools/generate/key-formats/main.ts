/**
 * Takes the formats of known keys from a release of gitleaks into policies/secrets/key-formats.ts. Run by hand when gitleaks has a
 * new release:
 *   go mod download -json github.com/zricethezav/gitleaks/v8@latest      (its answer names the folder)
 *   npx tsx tools/generate/key-formats/main.ts FOLDER
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "smol-toml";

interface GitleaksRule {
  id: string;
  regex?: string;
  path?: string;
  entropy?: number;
  secretGroup?: number;
  keywords?: string[];
  allowlists?: { regexes?: string[]; regexTarget?: string }[];
}

const target = join(__dirname, "../../../policies/secrets/key-formats.ts");

/** Excluded: identifiers, which are not secret, and the generic rule, which telling-names.ts replaces because it knows the value's name. */
function isOfUse(rule: GitleaksRule): boolean {
  const publicById = /-client-id$|-pub(?:lic)?-key$|-access-id$|-api-id$/.test(rule.id);
  return rule.regex !== undefined && rule.path === undefined && rule.id !== "generic-api-key" && !publicById;
}

/** gitleaks ignores sample keys. In a build job a sample key will be replaced by a real one, so it counts. */
const withSamples = ["gcp-api-key", "aws-access-token"];

/** The prefix of the pattern only widens the excerpt that gitleaks prints. */
function withoutLead(regex: string): string {
  return regex.replace("[\\w.-]{0,50}?", "");
}

function formatOf(rule: GitleaksRule): string {
  const allowed = (rule.allowlists ?? [])
    .filter(({ regexTarget }) => regexTarget === undefined)
    .flatMap(({ regexes }) => regexes ?? []);
  const fields = [
    `id: ${JSON.stringify(rule.id)}`,
    `keywords: ${JSON.stringify((rule.keywords ?? []).map((word) => word.toLowerCase()))}`,
    `regex: ${JSON.stringify(withoutLead(rule.regex ?? ""))}`,
    ...(rule.entropy ? [`entropy: ${rule.entropy}`] : []),
    ...(rule.secretGroup ? [`group: ${rule.secretGroup}`] : []),
    ...(allowed.length > 0 && !withSamples.includes(rule.id) ? [`allowed: ${JSON.stringify(allowed)}`] : []),
  ];
  return `  { ${fields.join(", ")} },`;
}

function main(): void {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: tsx tools/generate/key-formats/main.ts FOLDER_OF_GITLEAKS");
  const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
  const rules = (parse(readFileSync(join(folder, "config/gitleaks.toml"), "utf8")) as unknown as { rules: GitleaksRule[] }).rules;
  const source = `config/gitleaks.toml of gitleaks ${basename(folder).split("@")[1] ?? ""} (https://github.com/gitleaks/gitleaks)`;
  const text = [
    `/** Formats of known keys, from ${source}. Made by tools/generate/key-formats; do not edit. */`,
    "// biome-ignore-all lint/suspicious/noTemplateCurlyInString: patterns, not templates",
    "",
    "/** The licence of this data: a constant, because comments do not reach the published files. */",
    `export const licenceOfKeyFormats = ${JSON.stringify(`${source}\n\n${licence}`)};`,
    "",
    "export interface KeyFormat {",
    "  id: string;",
    "  /** The text, in lower case, holds one of these before the pattern is tried. */",
    "  keywords: readonly string[];",
    "  /** RE2 syntax. */",
    "  regex: string;",
    "  /** Least entropy of the key, in bits per character. */",
    "  entropy?: number;",
    "  /** The group that holds the key; without it the first that matched. */",
    "  group?: number;",
    "  /** Characters before and after a keyword that the pattern may reach, in a long text; 200 and 1200 where nothing is given. */",
    "  reach?: readonly [before: number, after: number];",
    "  /** Patterns of what is no key after all. */",
    "  allowed?: readonly string[];",
    "}",
    "",
    "export const keyFormats: readonly KeyFormat[] = [",
    ...rules.filter(isOfUse).map(formatOf),
    "];",
    "",
  ];
  writeFileSync(target, text.join("\n"));
  console.log(`${rules.filter(isOfUse).length} of ${rules.length} formats written`);
}

main();
