/** Every sample of the pages is code: TypeScript compiles against the sources, JSON and YAML parse, commands name verbs and options that there are. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { load } from "js-yaml";
import { run } from "../../tools/lib/process";
import { repository } from "../../tools/pulumi/paths";
import { commentSamplesOf, pages, type Sample, samplesOf } from "../helpers/pages";

/** Types, and the examples of rules, are made from what other tests hold; those of testing.md are run by one. */
const isHeldElsewhere = ({ page, text }: Sample) =>
  page === "docs/testing.md" ||
  (page === "docs/policies.md" && !text.includes("import ")) ||
  (page.startsWith("docs/resources/") && /^(\{ \[|string \||")/.test(text));

const sources = readdirSync(join(repository, "sdk"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => `sdk/${path}`);

const samples = [...pages.flatMap(samplesOf), ...sources.flatMap(commentSamplesOf)].filter((sample) => !isHeldElsewhere(sample));
const written = (...languages: string[]) => samples.filter(({ language }) => languages.includes(language));
const place = ({ page, line }: Sample) => `${page}:${line}`;

/** What samples that show a part of a program take for granted. */
const given = {
  pulumi: 'import * as pulumi from "@pulumi/pulumi";',
  codearts: 'import * as codearts from "pulumi-codearts";',
  config: 'import { Config } from "@pulumi/pulumi"; const config = new Config();',
  job: 'import { BuildJob } from "pulumi-codearts"; declare const job: BuildJob;',
  commonParameters: "declare const commonParameters: Record<string, string>;",
  groupId: "declare const groupId: string;",
  version: "declare const version: string;",
  accessKey: "declare const accessKey: string;",
  secretKey: "declare const secretKey: string;",
  project_id: "declare const project_id: string;",
  steps: "declare const steps: never[];",
  body: "declare const body: never;",
  gate: 'import { CicdConfiguration } from "pulumi-codearts"; declare const gate: CicdConfiguration;',
};

/** A sample as a module: what it neither imports nor declares is given. */
function moduleOf({ text }: Sample): string {
  const body = /^steps: \[/.test(text) ? `export const args: import("pulumi-codearts").BuildJobArgs = {\n${text}};\n` : text;
  const missing = Object.entries(given).filter(
    ([name]) =>
      new RegExp(`(?<!\\w\\.|[\\w"])${name}\\b(?!:)`).test(body) && !new RegExp(`(const|function|\\* as) ${name}\\b`).test(body),
  );
  return `${missing.map(([, line]) => line).join(" ")}\n${body}\nexport {};\n`;
}

test("every TypeScript sample compiles", async () => {
  const typescript = written("ts");
  expect(typescript.length).toBeGreaterThan(40);
  const folder = mkdtempSync(join(repository, "tests", "docs", ".samples-"));
  try {
    const files = new Map(typescript.map((sample) => [`${place(sample).replace(/[^\w]+/g, "-")}.ts`, sample]));
    for (const [file, sample] of files) writeFileSync(join(folder, file), moduleOf(sample));
    const compilerOptions = { module: "esnext", moduleResolution: "bundler", noUncheckedIndexedAccess: false };
    const project = { extends: "../../../tsconfig.json", compilerOptions, include: ["*.ts"], exclude: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
    const compiler = join(repository, "node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [compiler, "-p", folder, "--noEmit"], {
      cwd: folder,
      env: process.env,
      timeout: 200_000,
    });
    const complaints = stdout
      .split("\n")
      .map((line) => line.replace(/^([\w-]+\.ts)/, (file) => place(files.get(file) as Sample)));
    expect(complaints.filter((line) => line !== "")).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 240_000);

test("every JSON and YAML sample parses", () => {
  const data = written("json", "yaml");
  expect(data.length).toBeGreaterThan(5);
  const broken = data.filter(({ language, text }) => {
    try {
      return (language === "json" ? JSON.parse(text) : load(text)) === undefined;
    } catch {
      return true;
    }
  });
  expect(broken.map(place)).toEqual([]);
});

/** The verbs of pulumi-codearts with the options that they take. */
function verbs(): Map<string, Set<string>> {
  const program = new Command();
  const folder = join(repository, "cli/commands");
  for (const verb of readdirSync(folder)) require(join(folder, verb, "command")).register(program);
  return new Map(
    program.commands.map((verb) => [verb.name(), new Set([...verb.options.map(({ long }) => long ?? ""), "--help"])]),
  );
}

test("every call of pulumi-codearts that a page shows has a verb and options that there are", () => {
  const known = verbs();
  const calls = pages.flatMap((page) => {
    const text = readFileSync(join(repository, page), "utf8").replaceAll(/\\\n\s*/g, "");
    const found = text.matchAll(/(?:^|`|\$ |npx |npx --no-install )pulumi-codearts (?!runs on )([a-z-]+)([^`\n]*)/gm);
    return [...found].map(([call, verb = "", rest = ""]) => ({
      page,
      call,
      verb,
      options: rest.split(" -- ")[0]?.match(/(?<=\s)--[a-z][\w-]*/g) ?? [],
    }));
  });
  expect(calls.length).toBeGreaterThan(40);
  const wrong = calls.filter(({ verb, options }) => !options.every((option) => known.get(verb)?.has(option)) || !known.has(verb));
  expect(wrong.map(({ page, call }) => `${page}: ${call}`)).toEqual([]);
});
