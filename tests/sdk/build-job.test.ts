/** What a program sees of the package: light to load, the same handle for ever, steps in the service's words. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as codearts from "pulumi-codearts";
import { typeOf } from "../../provider/pulumi-wire";
import { handleOf } from "../../sdk/handle";

const repository = join(__dirname, "../..");

test("the text that a resource carries into state is the same for ever", () => {
  const expected =
    'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-codearts/provider").buildJob;';
  expect(handleOf("buildJob")).toBe(expected);
  expect(Buffer.byteLength(expected)).toBe(115);
  for (const kind of ["buildJob", "buildTemplate", "notice", "keystore", "cicdConfiguration", "buildRun"] as const) {
    expect(Buffer.byteLength(handleOf(kind))).toBeLessThanOrEqual(200);
  }
});

test("the class names its type, which policies need", () => {
  expect(codearts.BuildJob.__pulumiType).toBe("pulumi-nodejs:dynamic/codearts:BuildJob");
  expect(typeOf("BuildJob")).toBe(codearts.BuildJob.__pulumiType);
});

test("importing the package loads neither zod nor a part of the provider that loads more, and touches no file or variable", () => {
  // A process of its own: jest has loaded more by now.
  const script = `
    const fs = require("node:fs");
    const before = new Set(Object.keys(require.cache));
    const variables = [];
    process.env = new Proxy(process.env, { get: (target, key) => (typeof key === "string" && /^(HW_|HUAWEI|CODEARTS)/.test(key) && variables.push(key), target[key]) });
    require(${JSON.stringify(join(repository, "sdk/index.ts"))});
    const loaded = Object.keys(require.cache).filter((file) => !before.has(file));
    const heavy = loaded.filter((file) => /node_modules.zod\\b/.test(file) || (file.startsWith(${JSON.stringify(join(repository, "provider"))}) && !/(pulumi-wire|shared.(nearest|secret-settings))\\.ts$/.test(file)));
    process.stdout.write(JSON.stringify({ variables, heavy, some: loaded.length > 100 }));
  `;
  const seen = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  expect(JSON.parse(seen)).toEqual({ variables: [], heavy: [], some: true });
});
