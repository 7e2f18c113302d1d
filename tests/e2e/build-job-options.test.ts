/** Pulumi's own options on our resources: they work as on any other. */
import { installation } from "../../tools/lib/installation";
import { withStack } from "../../tools/lib/stack";
import { withSimulator } from "../helpers/simulator";

// Packing and installing takes its time once; it is no part of a test.
beforeAll(() => installation(), 900_000);

const program = (flavor: string, rest: string) => `
import * as pulumi from "@pulumi/pulumi";
import { BuildJob } from "pulumi-codearts";
const args = { flavor: "${flavor}" };
export const ignored = new BuildJob("ignored", args, { ignoreChanges: ["flavor"] }).id;
export const replaced = new BuildJob("replaced", args, { replaceOnChanges: ["flavor"] }).id;
export const named = new BuildJob("named", { ...args, name: "named-${flavor}" }, { replaceOnChanges: ["name"], deleteBeforeReplace: true }).id;
export const hidden = new BuildJob("hidden", args, { additionalSecretOutputs: ["flavor"] }).flavor;
const found = BuildJob.get("found", "${flavor}" === "4u8g" ? ignored : replaced);
export const foundName = found.name;
${rest}
`;
const first = program(
  "2u8g",
  `
export const kept = new BuildJob("kept", { name: "kept" }, { retainOnDelete: true }).id;
export const guarded = new BuildJob("guarded", { name: "guarded" }, { protect: true }).id;
export const renamed = new BuildJob("old", { name: "renamed" }).id;
export const moved = new BuildJob("before", { name: "moved" }).id;
`,
);
const second = program(
  "4u8g",
  `
export const guarded = new BuildJob("guarded", { name: "guarded" }, { protect: true }).id;
export const renamed = new BuildJob("new", { name: "renamed" }, { aliases: [{ name: "old" }] }).id;
export const moved = new BuildJob("after", { name: "moved" }, { aliases: [{ name: "before" }] }).id;
`,
);

test(
  "ignoreChanges, replaceOnChanges, deleteBeforeReplace, additionalSecretOutputs, retainOnDelete, protect, aliases and get",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: first, env }, async (stack) => {
        await stack.up();
        const before = await stack.outputs();
        expect(before.foundName).toBe("replaced");
        expect((await stack.pulumi("stack", "output", "hidden")).stdout).toContain("[secret]");
        simulator.clearJournal();

        stack.write("index.ts", second);
        const { steps, changes } = await stack.up();
        const opsOf = (name: string) => steps.filter((step) => step.name === name).map((step) => step.op);
        expect(opsOf("ignored")).toEqual(["same"]);
        // Names are unique: where the name stays, the old job goes first.
        expect(opsOf("replaced")).toEqual(["delete-replaced", "replace", "create-replacement"]);
        expect(opsOf("named")).toEqual(["delete-replaced", "replace", "create-replacement"]);
        expect(opsOf("guarded")).toEqual(["same"]);
        expect(opsOf("new")).toEqual(["same"]);
        expect(changes.delete).toBe(1);
        const after = await stack.outputs();
        expect(after).toMatchObject({
          ignored: before.ignored,
          guarded: before.guarded,
          renamed: before.renamed,
          foundName: "ignored",
        });
        expect(after.replaced).not.toBe(before.replaced);

        // Without an alias the new name takes the same job over, and the old name's delete leaves it alone.
        expect(after.moved).toBe(before.moved);
        const gone = simulator.journal({ operation: "deleteJob" }).map((entry) => entry.url.split("/")[3]);
        expect(gone.sort()).toEqual([String(before.named), String(before.replaced)].sort());

        const refused = await stack.destroy({ mayFail: true });
        expect(refused.code).not.toBe(0);
        expect(refused.stdout + refused.stderr).toContain("protected");
      }),
    ),
  600_000,
);
