import type { Cursor } from "../engine/cursor";
import { integer } from "../engine/options";
import { resourceRule, stackRule } from "../engine/policy";
import type { Subject } from "../engine/rule";
import { isReference, shortest } from "../secrets/telling-names";
import { listedNames } from "../text/names";
import { cis, owasp } from "./frameworks";
import { stepsOf, textsUnder } from "./steps";

export const secretNotShared = stackRule({
  name: "secret-not-shared",
  kinds: ["BuildJob"],
  description: "A secret belongs to one job.",
  why: "Whoever compromises one of the jobs gets the access of all of them, and after a leak the secret must be renewed everywhere at once.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-6"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.2.3", "OWASP CICD-SEC-6"],
  mend: "Give each job its own credential, with only the permissions that it needs; or raise maxJobs if a service issues one credential only.",
  options: { maxJobs: integer("Maximum number of jobs of a stack with the same secret.", 1, 1, 1000) },
  judgesSecrecy: true,
  example: {
    fails: `const shared = config.requireSecret("token");\nnew codearts.BuildJob("api", { parameters: { token: { default: shared, private: true } } });\nnew codearts.BuildJob("api-docs", { parameters: { uploadToken: { default: shared, private: true } } });`,
    passes: `new codearts.BuildJob("api", { parameters: { token: { default: config.requireSecret("token"), private: true } } });\nnew codearts.BuildJob("api-docs", { parameters: { token: { default: config.requireSecret("docsToken"), private: true } } });`,
  },
  *checkStack(subjects, { maxJobs }) {
    const jobs = subjects.filter(({ kind }) => kind === "BuildJob").sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const holders = new Map<string, Map<Subject, Cursor>>();
    for (const job of jobs)
      for (const at of secretsOf(job.inputs)) {
        const text = at.text()?.trim() ?? "";
        if (text.length < shortest || isReference(text)) continue;
        const known = holders.get(text) ?? new Map<Subject, Cursor>();
        holders.set(text, known);
        if (!known.has(job)) known.set(job, at);
      }
    // Once per secret, at its first job: a line for each job would repeat it.
    for (const jobsOfSecret of holders.values()) {
      const [first, ...others] = jobsOfSecret;
      if (first && jobsOfSecret.size > maxJobs)
        yield {
          of: first[0],
          at: first[1],
          says: `the same secret is in ${listedNames(others.map(([{ name }]) => name))}; give each job its own`,
        };
    }
  },
});

/** A job's secrets: private and secret parameters, secret step properties. */
function* secretsOf(inputs: Cursor): Iterable<Cursor> {
  for (const [, parameter] of inputs.at("parameters").entries()) {
    const value = parameter.isMap() ? parameter.at("default") : parameter;
    if (value.secret || (parameter.isMap() && parameter.at("private").flag() === true)) yield value;
  }
  for (const [, properties] of inputs.at("stepSecrets").entries()) for (const [, value] of properties.entries()) yield value;
  for (const step of stepsOf(inputs))
    for (const { at } of textsUnder("properties", step.at("properties"))) if (at.secret) yield at;
}

export const privateParameterUsed = resourceRule({
  name: "private-parameter-used",
  kinds: ["BuildJob"],
  description: "A job has only the secrets that its steps use.",
  why: "An unused secret can still be stolen.",
  level: "disabled",
  severity: "low",
  ...cis("2.2.3", "Duties of each build worker are segregated"),
  references: ["CIS Software Supply Chain 2.2.3", "OWASP CICD-SEC-6"],
  mend: "Remove the parameter. Scripts in the repository can also read it, as a variable with its name: this rule cannot see that, so it is off by default.",
  options: {},
  example: {
    fails: `parameters: { uploadToken: { default: config.requireSecret("uploadToken"), private: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: "mvn -B verify" } }]`,
    passes: `parameters: { uploadToken: { default: config.requireSecret("uploadToken"), private: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: 'mvn -B deploy -Dtoken="\${uploadToken}"' } }]`,
  },
  *check({ inputs }) {
    if (inputs.at("definition").text() === "YAML") return; // The steps are in the repository's build.yml.
    const secrets = inputs
      .at("parameters")
      .entries()
      .filter(([, parameter]) => parameter.isMap() && parameter.at("private").flag() === true);
    if (secrets.length === 0) return;
    const { words, isWhole } = wordsOfSteps(inputs);
    if (!isWhole) return;
    for (const [name, parameter] of secrets)
      if (!words.has(name)) yield { at: parameter, says: "no step uses this private parameter; remove it" };
  },
});

/** Every word in values of steps and other parameters, and whether all of them are known. */
function wordsOfSteps(inputs: Cursor): { words: ReadonlySet<string>; isWhole: boolean } {
  const words = new Set<string>();
  let isWhole = true;
  const take = (at: Cursor): void => {
    const text = at.text();
    if (text !== undefined) for (const word of text.slice(0, longest).match(/[\w\u4e00-\u9fff-]+/g) ?? []) addWord(words, word);
    const below = [...at.items(), ...at.entries().map(([, value]) => value)];
    for (const value of below) take(value);
    const isPlain = text !== undefined || at.isMap() || at.isList() || at.absent();
    isWhole &&= isPlain ? (text?.length ?? 0) <= longest : at.number() !== undefined || at.flag() !== undefined;
  };
  for (const key of ["steps", "stepSecrets", "scms", "triggers", "raw"]) take(inputs.at(key));
  for (const [, parameter] of inputs.at("parameters").entries()) {
    const value = parameter.isMap() ? parameter.at("default") : parameter;
    if (!value.secret) take(value);
  }
  return { words, isWhole };
}

/** Longer texts are not searched, and then nothing is reported. */
const longest = 1024 * 1024;

/** `my-token` names `my-token`, and in `$my-token` the variable `my`. */
function addWord(words: Set<string>, word: string): void {
  words.add(word);
  if (word.includes("-")) for (const part of word.split("-")) words.add(part);
}
