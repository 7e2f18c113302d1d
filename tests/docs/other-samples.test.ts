/** Samples that are no TypeScript: each kind has what checks it, and no kind is left unchecked. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { z } from "zod";
import { codeartsPolicies } from "../../policies";
import { checkBuildYaml } from "../../sdk/build-yaml/check";
import { kindModels } from "../../tools/generate/kinds/model";
import { pluginSchema } from "../../tools/generate/plugin/schema";
import { programsOf } from "../../tools/generate/programs";
import { repository } from "../../tools/pulumi/paths";
import { pages, type Sample, samplesOf } from "../helpers/pages";
import { commandsInSamples, type ShownCommand, scripts } from "../helpers/shell-samples";

const samples = pages.flatMap(samplesOf);
const written = (language: string) => samples.filter((sample) => sample.language === language);
const place = ({ page, line }: Sample) => `${page}:${line}`;

test("every fenced block has a language that a test covers; output and drawings have none", () => {
  const known = ["ts", "json", "yaml", "python", "go", "sh", "text", ""];
  expect(samples.filter(({ language }) => !known.includes(language)).map(place)).toEqual([]);
});

test("Python and Go are the programs that are made from the examples, which a test runs", () => {
  const made = new Set(kindModels.flatMap(({ page }) => programsOf(page).map(({ text }) => `${text}\n`)));
  const samplesOfBoth = [...written("python"), ...written("go")];
  expect(samplesOfBoth.length).toBeGreaterThan(15);
  expect(samplesOfBoth.filter(({ text }) => !made.has(text)).map(place)).toEqual([]);
});

describe("YAML", () => {
  const documents = written("yaml").map((sample) => ({ sample, content: load(sample.text) }));
  const schema = JSON.parse(pluginSchema());
  const program = z.looseObject({
    resources: z.record(
      z.string(),
      z.looseObject({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) }),
    ),
  });

  const having = (key: string) =>
    documents.filter(
      ({ content }) => typeof content === "object" && content !== null && !Array.isArray(content) && key in content,
    );

  test("programs name types and inputs of the plugin", () => {
    const programs = having("resources");
    expect(programs.length).toBeGreaterThan(8);
    const wrong = programs.flatMap(({ sample, content }) =>
      Object.values(program.parse(content).resources).flatMap(({ type, properties }) => {
        const inputs =
          type === "pulumi:providers:codearts"
            ? schema.provider.inputProperties
            : schema.resources[type.replace("codearts:", "codearts:index:")]?.inputProperties;
        return Object.keys(properties)
          .filter((key) => !inputs?.[key])
          .concat(inputs ? [] : [type])
          .map((name) => `${place(sample)}: ${name}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("a build.yml has nothing that check-yaml complains of", () => {
    const files = having("version");
    expect(files.length).toBeGreaterThan(0);
    for (const { content } of files) expect(checkBuildYaml(content)).toEqual([]);
  });

  const yaml = (path: string) => loadAll(readFileSync(join(repository, path), "utf8"));

  test("steps of GitHub give inputs that the action has", () => {
    const [action] = yaml("action.yml") as [{ inputs: object }];
    const steps = documents.flatMap(({ content }) => (Array.isArray(content) ? (content as { with?: object }[]) : []));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });

  test("GitLab's include gives inputs that the component has", () => {
    const [component] = yaml("templates/review.yml") as [{ spec: { inputs: object } }];
    const includes = having("include").flatMap(({ content }) => (content as { include: { inputs: object }[] }).include);
    expect(includes.length).toBeGreaterThan(0);
    for (const { inputs } of includes)
      expect(Object.keys(component.spec.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  });

  test("the plugin's folder is the one of the package", () => {
    const folders = having("plugins").flatMap(
      ({ content }) => (content as { plugins: { providers: { name: string; path: string }[] } }).plugins.providers,
    );
    expect(folders.length).toBeGreaterThan(0);
    for (const { name, path } of folders) expect([name, path]).toEqual(["codearts", "node_modules/pulumi-codearts/dist/plugin"]);
  });

  test("nothing else is written in YAML", () => {
    const checked = ["resources", "version", "include", "plugins"].flatMap(having).map(({ sample }) => sample);
    const left = documents.filter(({ sample, content }) => !checked.includes(sample) && !Array.isArray(content));
    expect(left.map(({ sample }) => place(sample))).toEqual([]);
  });
});

test("JSON of the pages on policies is a configuration of the pack", () => {
  const configurations = written("json").filter(({ page }) => page.includes("policies"));
  expect(configurations.length).toBeGreaterThan(3);
  for (const { text } of configurations) expect(codeartsPolicies(JSON.parse(text)).length).toBeGreaterThan(0);
});

/** Programs that a reader has, or that the page has just installed. */
const commands = ["pulumi", "pulumi-codearts", "npx", "npm", "node", "terraform", "git", "export", "cd", "mkdir", "echo"];

describe("shell", () => {
  test("every sample is of commands that a reader has", () => {
    expect(scripts.length).toBeGreaterThan(40);
    expect(scripts.filter((script) => script.commands.length === 0).map((script) => script.place)).toEqual([]);
    const foreign = commandsInSamples.filter(({ words: [name = ""] }) => !commands.includes(name));
    expect(foreign).toEqual([]);
  });

  test("npm runs scripts that there are; npx and npm install packages of this project or of Pulumi's", () => {
    const { scripts: known } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const packages = ["pulumi-codearts", "codearts-simulator", "@pulumi/pulumi", "@pulumi/policy", "pulumi", "tsx"];
    const isKnown = ({ words: [name, verb = "", ...words] }: ShownCommand): boolean => {
      const named = [verb, ...words].filter((word) => !word.startsWith("-"));
      if (name === "npx") return packages.includes(named[0] ?? "");
      if (name !== "npm" || verb === "test") return true;
      if (verb === "run") return Object.hasOwn(known, words[0] ?? "");
      return verb === "install" && named.slice(1).every((one) => packages.includes(one.replace(/(.)@.*$/, "$1")));
    };
    expect(commandsInSamples.filter((command) => !isKnown(command))).toEqual([]);
  });

  test("files of the repository that a command names are there", () => {
    const named = commandsInSamples.flatMap(({ words }) =>
      words.filter((word) => /^(tools|examples|docs)\/[\w/.-]+$/.test(word)),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });
});
