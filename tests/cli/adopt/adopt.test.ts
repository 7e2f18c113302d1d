import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withSources } from "../../helpers/sources";

jest.setTimeout(60_000);

const plan = (more: object = {}) =>
  JSON.stringify({
    version: 1,
    files: {},
    config: {},
    secrets: [],
    resources: [],
    leftOut: [],
    summary: { objects: "", wrote: "" },
    ...more,
  });

test("a program that was half written when the command was killed is gone on with, not taken for another's", () =>
  withSources({}, async ({ folder, codearts }) => {
    const root = join(folder, "build-jobs");
    mkdirSync(join(root, ".pulumi-codearts"), { recursive: true });
    writeFileSync(join(root, "Pulumi.yaml"), "name: build-jobs\nruntime: nodejs\n");
    writeFileSync(join(root, ".pulumi-codearts", "adopt.json"), plan({ stack: "dev" }));
    const dry = await codearts(["adopt", "--dry-run"]);
    expect([dry.code, dry.stderr]).toEqual([2, expect.stringContaining("was interrupted; run the command without --dry-run")]);
    const other = await codearts(["adopt", "--stack", "prod"]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("was interrupted, for the stack dev")]);
    writeFileSync(join(root, ".pulumi-codearts", "adopt.json"), plan().slice(0, 40));
    const broken = await codearts(["adopt"]);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining("to start over")]);
    expect(readdirSync(root).sort()).toEqual([".pulumi-codearts", "Pulumi.yaml"]);
    expect(readFileSync(join(root, "Pulumi.yaml"), "utf8")).toBe("name: build-jobs\nruntime: nodejs\n");
  }));
