/** The plugin as the package ships it: one file, its schema, and the launcher that Pulumi's engine starts. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { pluginSchema } from "../../generate/plugin/schema";
import { repository } from "../../pulumi/paths";

const source = join(repository, "plugin");

/** Modules of the package and of the SDK are not bundled again: gRPC and protocol buffers are the SDK's own. */
const apart: Plugin = {
  name: "apart",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(\.\.\/provider|@pulumi\/pulumi)(\/|$)/ }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^(@grpc\/grpc-js|google-protobuf)(\/|$)/ }, ({ path }) => ({ path, namespace: "sdk" }));
    onLoad({ filter: /./, namespace: "sdk" }, ({ path }) => ({
      contents: `module.exports = require("node:module").createRequire(require.resolve("@pulumi/pulumi/package.json"))(${JSON.stringify(path)});`,
    }));
  },
};

/** Checked before anything is loaded: a Node.js that is too old, and missing files of the package. */
const refusal = `{ const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write("pulumi-resource-codearts: the node on PATH is " + process.versions.node + ", and the plugin runs on Node.js 20.19 or later: install it from https://nodejs.org\\n");
  process.exit(1);
} }
process.once("uncaughtException", (error) => {
  process.stderr.write("pulumi-resource-codearts: cannot start (" + error.message.split("\\n")[0] + "): the package is incomplete, or the plugin was copied out of it; run npm install pulumi-codearts and refer to the plugin inside the package\\n");
  process.exit(1);
});`;

export async function buildPlugin(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(source, "main.ts")],
    outfile: join(folder, "codearts.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    banner: { js: refusal },
    plugins: [apart],
    logLevel: "error",
  });
  writeFileSync(join(folder, "schema.json"), pluginSchema());
  for (const file of readdirSync(join(source, "files"))) copyFileSync(join(source, "files", file), join(folder, file));
}
