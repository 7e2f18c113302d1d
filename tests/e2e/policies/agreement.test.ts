/**
 * One set of findings, whoever asks: a pack as examples/policies has it, the same pack compiled and run with the settings of Pulumi's own
 * template for packs (`pulumi policy new`), and `pulumi-codearts review --policies`, as JSON and as SARIF. Every rule has a resource that
 * fails, one that passes and one with a value that is not known yet; exceptions are in use, ended and unused.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "pulumi-codearts/policies";
import type { Report } from "../../../cli/commands/review/model/report";
import { run } from "../../../tools/lib/process";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { repository } from "../../../tools/pulumi/paths";
import { withSimulator } from "../../helpers/simulator";
import { config, programOf } from "./fragments";

/** Every second rule stops a deployment, so that levels are compared too. */
const settings: Record<string, object> = Object.fromEntries(
  rules.map((rule, index) => [
    rule.name,
    { enforcementLevel: index % 2 === 0 ? "mandatory" : "advisory", ...rule.exampleConfig },
  ]),
);
const reason = "Agreed with the platform team";
settings["arch-allowed"] = {
  ...settings["arch-allowed"],
  exclude: [
    { name: "fails-arch-*", reason },
    { name: "gone", reason },
  ],
};
settings["executor-allowed"] = {
  ...settings["executor-allowed"],
  exclude: [{ name: "fails-executor-*", reason, until: "2020-12-31" }],
};

const pack = `
import { PolicyPack } from "@pulumi/policy";
import { codeartsPolicies } from "pulumi-codearts/policies";
import settings = require("./settings.json");

new PolicyPack("PACK", { policies: [...codeartsPolicies(JSON.parse(JSON.stringify(settings)))] });
`;

/** tsconfig.json of the TypeScript templates in pulumi/templates-policy, and the JSON module that this pack reads. */
const ofTemplate = {
  compilerOptions: {
    outDir: "bin",
    target: "es2016",
    module: "commonjs",
    moduleResolution: "node",
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
    strictNullChecks: true,
    resolveJsonModule: true,
  },
  files: ["index.ts"],
};
const ofExample = JSON.parse(readFileSync(join(repository, "examples", "policies", "tsconfig.json"), "utf8"));

function packFiles(name: string, tsconfig: object): Record<string, string> {
  return {
    [`${name}/PulumiPolicy.yaml`]: "runtime: nodejs\n",
    [`${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.ts" }),
    [`${name}/tsconfig.json`]: JSON.stringify(tsconfig),
    [`${name}/settings.json`]: JSON.stringify(settings),
    [`${name}/index.ts`]: pack.replace("PACK", name),
  };
}

/** What a person sees of a finding; which pack it came from is what differs. */
interface Line {
  rule: string;
  urn: string;
  path: string;
  level: string;
  message: string;
}
const inOrder = (lines: Line[]) => lines.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

async function review(stack: TestStack, ...args: string[]): Promise<{ json: Line[]; sarif: Line[]; notes: string[] }> {
  const outs = ["--out", "report.json", "--out", "report.sarif", "--language", "en"];
  const ended = await stack.command("pulumi-codearts", "review", ...args, ...outs);
  const read = (file: string) => JSON.parse(readFileSync(join(stack.folder, file), "utf8"));
  const report: Report = read("report.json");
  const failures = report.stacks.flatMap((one) => one.failures);
  if (failures.length > 0) throw new Error(`${JSON.stringify(failures)}\n${ended.stderr}`);
  const json = report.stacks.flatMap(({ violations }) =>
    violations.map(({ policy, resource, path = "", level, message }) => ({
      rule: policy,
      urn: resource?.urn ?? "",
      path,
      level,
      message,
    })),
  );
  const results: SarifResult[] = read("report.sarif").runs.flatMap((one: { results: SarifResult[] }) => one.results);
  const sarif = results.map(({ message, properties: { policy, urn = "", path = "", level } }) => {
    const text = message.text.split("\n").slice(
      0,
      message.text.split("\n").findIndex((line) => /^(?:To do|Rule): /.test(line)),
    );
    return { rule: policy, urn, path, level, message: text.join("\n") };
  });
  return { json: inOrder(json), sarif: inOrder(sarif), notes: report.stacks.flatMap(({ notes }) => notes) };
}

interface SarifResult {
  message: { text: string };
  properties: { policy: string; urn?: string; path?: string; level: string };
}

/** Rules on secret values, and on what a value was made from. */
const blindInLogs = [
  "build-job-no-plaintext-secret",
  "keystore-private",
  "notice-on-failure",
  "notice-robot-allowed",
  "notice-webhook-secret",
  "private-parameter-used",
  "scm-url-no-credentials",
  "secret-not-shared",
];

test("both packs and review --policies say the same of all rules", async () => {
  await withSimulator(async (_simulator, env) => {
    const program = {
      "index.ts": programOf(rules),
      "release.jks": "made up",
      "settings.json": JSON.stringify(settings),
      ...packFiles("as-example", ofExample),
      ...packFiles("as-template", ofTemplate),
    };
    await withStack({ program, config, env }, async (stack) => {
      // The template's pack compiles as its users compile it.
      const tsc = join(stack.folder, "node_modules", "typescript", "bin", "tsc");
      const compiled = await run(process.execPath, [tsc, "-p", "as-template", "--pretty", "false"], {
        cwd: stack.folder,
        env: stack.env,
      });
      // The declarations of @pulumi/policy have errors of their own, which ts-node, as which Pulumi runs packs, does not look at.
      expect(compiled.stdout.split("\n").filter((line) => line !== "" && !line.includes("/@pulumi/policy/"))).toEqual([]);
      stack.write("as-template/package.json", JSON.stringify({ name: "as-template", version: "1.0.0", main: "bin/index.js" }));

      const example = await review(stack, "--policy-pack", "as-example");
      const template = await review(stack, "--policy-pack", "as-template");
      const judged = await review(stack, "--policies", "settings.json");
      await stack.pulumi("preview", "--event-log", "events.json");
      const logged = await review(stack, "--events", "events.json", "--policies", "settings.json");
      // Without these the rest would prove nothing.
      expect(new Set(example.json.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
      for (const { name } of rules) {
        const prefixed = (prefix: string) =>
          example.json.filter(({ rule, urn }) => rule === name && urn.includes(`::${prefix}-${name}`));
        expect([name, prefixed("passes")]).toEqual([name, []]);
        expect(prefixed("unknown").map(({ level }) => level)).toContain("advisory");
      }
      expect(template.json).toEqual(example.json);
      expect(judged.json).toEqual(example.json);
      for (const one of [template, judged]) expect(one.sarif).toEqual(example.sarif);
      expect(example.sarif.map(({ rule, urn, path, level }) => ({ rule, urn, path, level }))).toEqual(
        example.json.map(({ rule, urn, path, level }) => ({ rule, urn, path, level })),
      );

      // A saved log hides secrets and traces: less may be found there, but nothing else, and the report says so.
      const only = (those: Line[], others: Line[]) => {
        const known = new Set(others.map((line) => JSON.stringify(line)));
        return those.filter((line) => !known.has(JSON.stringify(line)) && !line.message.includes("not known before"));
      };
      expect(only(logged.json, example.json)).toEqual([]);
      const missed = only(example.json, logged.json).map(({ rule }) => rule);
      expect([...new Set(missed)].sort()).toEqual(blindInLogs);
      expect(logged.notes.join()).toMatch(/hide secrets and do not contain the source of a value/);
      expect(judged.notes).toEqual(example.notes);
    });
  });
}, 600_000);
