/** The examples of the reference as one YAML program under the real engine: all of it deploys, and a second time nothing changes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { kindModels } from "../../../tools/generate/kinds/model";
import { exampleOf } from "../../../tools/generate/programs/example";
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { repository } from "../../../tools/pulumi/paths";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";

let plugin: string;
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const settings = {
  signingKey: "made-up-signing-key",
  version: "1.2.3",
  keystore: Buffer.from("made up").toString("base64"),
  wecomWebhook: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000",
};

type Section = "config" | "resources" | "outputs";

/** The program of a kind; every name but those of settings begins with the kind's, so that one program may hold all of them. */
function partOf(page: string): Partial<Record<Section, object>> {
  const { resources, outputs } = exampleOf(page);
  const named = [...resources.map(({ name }) => name), ...outputs.map(([name]) => name)].join("|");
  const text = readFileSync(join(repository, "provider/kinds", page, "example.yaml"), "utf8");
  const renamed = text
    .replace(new RegExp(`^ {2}(${named}):`, "gm"), `  ${page}-$1:`)
    .replace(new RegExp(`\\$\\{(${named})\\.`, "g"), `\${${page}-$1.`);
  return load(renamed) as ReturnType<typeof partOf>;
}

test(
  "the examples of all kinds",
  () =>
    withSimulator(async (simulator, env) => {
      const parts = kindModels.map(({ page }) => partOf(page));
      const all = (section: Section) => Object.assign({}, ...parts.map((part) => part[section]));
      const plugins = { providers: [{ name: "codearts", path: plugin }] };
      const sections = { config: all("config"), resources: all("resources"), outputs: all("outputs") };
      const project = dump({ name: "e2e", runtime: "yaml", plugins, ...sections });
      const config = Object.fromEntries(Object.entries(settings).map(([key, secret]) => [`e2e:${key}`, { secret }]));
      await withStack({ program: { "Pulumi.yaml": project }, env, yaml: true, config }, async (stack) => {
        const count = kindModels.reduce((sum, { page }) => sum + exampleOf(page).resources.length, 0);
        expect((await stack.up()).changes).toEqual({ create: count + 1 });
        expect(Object.keys(await stack.outputs()).sort()).toEqual(Object.keys(sections.outputs).sort());
        expect(Object.keys((await stack.up()).changes)).toEqual(["same"]);
        expect(simulator.journal({ failed: true })).toEqual([]);
      });
    }),
  240_000,
);
