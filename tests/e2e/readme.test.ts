/** What the README promises: the quickstart, the smallest program, and the table of settings. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../provider/client/setting-sources";
import { installation } from "../../tools/lib/installation";
import { run } from "../../tools/lib/process";
import { withStack } from "../../tools/lib/stack";
import { repository } from "../../tools/pulumi/paths";
import { withSimulator } from "../helpers/simulator";

beforeAll(() => installation(), 600_000);

const readmeIn = (name: string) => readFileSync(join(repository, name), "utf8");
const programOf = (text: string) => /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "";

test("npm run quickstart ends well by itself, shows the one changed property, and leaves nothing behind", async () => {
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  const { code, stdout } = await run("npm", ["run", "--silent", "quickstart"], { cwd: repository, env, timeout: 400_000 });
  expect({ code, stdout: code === 0 ? "" : stdout }).toEqual({ code: 0, stdout: "" });
  expect(stdout).toMatch(/\[4\/6\] preview\s+\+ 2 jobs/);
  expect(stdout).toMatch(/2 created in [\d.]+ s; second run: 0 changes/);
  expect(stdout).toContain('steps["Test"].properties.command  mvn -B test -> mvn -B verify\n');
  expect(stdout.match(/~ job/g)).toHaveLength(1);
  expect(stdout).toContain("destroyed.");
  expect(existsSync(join(repository, ".quickstart"))).toBe(false);
}, 420_000);

test(
  "the smallest program type-checks and deploys as it stands",
  () =>
    withSimulator((simulator, env) => {
      const program = programOf(readmeIn("README.md"));
      expect(programOf(readmeIn("README.zh-CN.md"))).toBe(program);
      return withStack({ program, env, typeCheck: true, config: { "e2e:signingKey": { secret: "made-up" } } }, async (stack) => {
        expect((await stack.up()).steps).toMatchObject([{ op: "create", name: "api" }]);
        expect((await stack.up()).steps).toMatchObject([{ op: "same", name: "api" }]);
        expect(await stack.outputs()).toEqual({ jobId: expect.stringMatching(/^[0-9a-f]{32}$/) });
        expect(simulator.journal({ operation: "createJob" })).toHaveLength(1);
      });
    }),
  180_000,
);

test.each(["README.md", "README.zh-CN.md"])("%s: the table of settings names every key and every variable", (name) => {
  const table = readmeIn(name)
    .split("\n")
    .filter((line) => line.startsWith("| `codearts:"));
  const named = table.flatMap((line) => [...line.matchAll(/`codearts:(\w+)`/g)].map(([, key]) => key)).sort();
  expect(named).toEqual(Object.keys(variables).sort());
  const missing = Object.values(variables)
    .flat()
    .filter((name) => !table.some((line) => line.includes(`\`${name}\``)));
  expect(missing).toEqual([]);
});
