/** Whose is it, under the real engine: what another resource, stack or run of ours has is told by its name, and never taken in silence. */

import { installation } from "../../tools/lib/installation";
import { type TestStack, withStack } from "../../tools/lib/stack";
import { withSimulator } from "../helpers/simulator";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const program = (...lines: string[]) => `import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:Group", name);
    new codearts.BuildJob(name + "-job", { name: "grouped" }, { parent: this });
  }
}
${lines.join("\n")}
`;
const job = (name: string, args = "{}", options = "{}") => `new codearts.BuildJob("${name}", ${args}, ${options});`;

async function refused(stack: TestStack, args: string[] = []): Promise<string> {
  const run = await stack.up({ mayFail: true, args });
  expect(run.code).not.toBe(0);
  return run.diagnostics;
}

test(
  "renames, replacements, twins, a second stack and adoption",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: program(job("old", '{ name: "api" }'), 'new Group("group");'), env }, async (stack) => {
        await stack.up();
        const ids = async () => (await stack.export()).deployment.resources?.flatMap(({ id }) => (id ? [id] : [])) ?? [];
        const before = await ids();

        stack.write("index.ts", program(job("new", '{ name: "api" }'), 'new Group("group");'));
        expect(await refused(stack)).toMatch(/this is "old" of this stack .*aliases: \[\{ name: "old" \}\]/s);
        stack.write("index.ts", program(job("new", '{ name: "api" }', '{ aliases: [{ name: "old" }] }'), 'new Group("group");'));
        await stack.up();
        expect((await ids()).sort()).toEqual(before.sort());

        const urn = (await stack.export()).deployment.resources?.find((one) => one.urn.endsWith("::new"))?.urn ?? "";
        expect(await refused(stack, ["--replace", urn])).toMatch(/still used by .*deleteBeforeReplace: true/s);
        stack.write("index.ts", program(job("new", '{ name: "api" }', "{ deleteBeforeReplace: true }"), 'new Group("group");'));
        await stack.up({ args: ["--replace", urn] });
        expect(await ids()).not.toEqual(expect.arrayContaining(before));

        stack.write(
          "index.ts",
          program(job("new", '{ name: "api", arch: "arm" }', '{ replaceOnChanges: ["arch"] }'), 'new Group("group");'),
        );
        const replaced = await ids();
        await stack.up();
        expect(await ids()).not.toEqual(expect.arrayContaining(replaced));

        stack.write(
          "index.ts",
          program(job("new", '{ name: "api", arch: "arm" }'), job("other", '{ name: "api" }'), 'new Group("group");'),
        );
        const preview = await stack.preview({ mayFail: true });
        expect(preview.diagnostics).toMatch(/another resource of this program has the same name; .*the other is "(new|other)"/s);

        await stack.pulumi("stack", "init", "second", "--no-select");
        stack.write("index.ts", program(job("new", '{ name: "api", arch: "arm" }')));
        const second = await stack
          .pulumi("up", "--yes", "--skip-preview", "--stack", "second")
          .catch((error: Error) => ({ stdout: String(error) }));
        expect(second.stdout).toMatch(/the name is taken by .*adoptExisting: true/s);

        await stack.destroy();
        expect(simulator.journal({ operation: "deleteJob" }).length).toBeGreaterThan(3);
      }),
    ),
  600_000,
);
