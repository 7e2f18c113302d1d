/** Every rule under the real engine: on a fragment that breaks it, on one that does not, and on one with a value that is not known yet. */
import { rules } from "pulumi-codearts/policies";
import { withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";
import { config, fragments, programOf } from "./fragments";
import { type Violation, violationsOf } from "./violations";

const settings = Object.fromEntries(rules.map((rule) => [rule.name, { enforcementLevel: "mandatory", ...rule.exampleConfig }]));
const pack = {
  "pack/package.json": JSON.stringify({ name: "all-rules", version: "1.0.0", main: "index.js" }),
  "pack/PulumiPolicy.yaml": "runtime: nodejs\n",
  "pack/index.js": `
    const { PolicyPack } = require("@pulumi/policy");
    const { codeartsPolicies } = require("pulumi-codearts/policies");
    new PolicyPack("all-rules", { policies: codeartsPolicies(${JSON.stringify(settings)}) });`,
};
let violations: Violation[];
beforeAll(async () => {
  await withSimulator(async (_simulator, env) => {
    const program = { "index.ts": programOf(rules), "release.jks": "made up", ...pack };
    await withStack({ program, config, env }, async (stack) => {
      const run = await stack.preview({ args: ["--policy-pack", "pack"], mayFail: true });
      violations = violationsOf(run);
      if (violations.length === 0) throw new Error(`no policy ran:\n${run.stdout}\n${run.stderr}`);
    });
  });
}, 400_000);

const of = (rule: string, prefix: string) =>
  violations.filter((violation) => violation.rule === rule && violation.resource.startsWith(`${prefix}-${rule}`));

test("the table has a fragment for each of the 40 rules", () => {
  expect(Object.keys(fragments).sort()).toEqual(rules.map(({ name }) => name).sort());
});

test.each(rules.map(({ name }) => name))("%s", (name) => {
  const fragment = fragments[name];
  expect(of(name, "fails").map(({ level, path }) => [level, path])).toEqual(fragment?.fails.map((path) => ["mandatory", path]));
  expect(of(name, "passes")).toEqual([]);
  expect(of(name, "unknown").map(({ level, path }) => [level, path])).toEqual([["advisory", fragment?.unknownAt]]);
  expect(of(name, "unknown")[0]?.message).toMatch(/not known before the deployment/);
});

test("no secret of the program is in any message", () => {
  expect(violations.map(({ message }) => message).join("\n")).not.toMatch(
    /mAdeUp4TheDocs|robot\.example\.(?:com|org)\/hook|t0ken|made up/,
  );
});
