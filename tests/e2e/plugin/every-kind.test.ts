/** Every kind through the commands of Pulumi that only a plugin serves: import by id with a program that changes nothing, and lists. */
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { type Handle, kindOf, kinds } from "../../../provider/kinds";
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";

let plugin: string;
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const executable = "node_modules/pulumi-codearts/dist/plugin/pulumi-resource-codearts";
const project = (program: string) =>
  `name: e2e\nruntime: yaml\nplugins:\n  providers:\n    - { name: codearts, path: ${JSON.stringify(plugin)} }\n${program}`;

const steps = [{ module: "x.y", name: "Build", properties: { command: "make" } }];
/** Something of every kind; the names are those of the resources, and so of the objects. */
const objects: Record<Handle, { name: string; properties: object }> = {
  buildJob: { name: "api", properties: { steps, parameters: { branch: "main" }, timeout: { minutes: 30 } } },
  buildTemplate: { name: "shared", properties: { steps } },
  notice: { name: "mail", properties: { jobId: "${api.id}", channel: "MAIL", events: ["buildJobSuccess"] } },
  keystore: { name: "a.jks", properties: { content: Buffer.from("made up").toString("base64") } },
  cicdConfiguration: { name: "gate", properties: { vulnerabilityBlocklist: ["CVE-2024-3094"] } },
  buildRun: { name: "first", properties: { jobId: "${api.id}", wait: false } },
  jobGroup: { name: "team", properties: {} },
  jobPermissions: { name: "rights", properties: { jobId: "${api.id}", permissions: { developer: { delete: false } } } },
};
const handles = Object.keys(objects) as Handle[];
const typeOf = (handle: Handle) => `codearts:index:${kinds[handle].name}`;
const estate = JSON.stringify(
  Object.fromEntries(
    handles.map((handle) => [objects[handle].name, { type: typeOf(handle), properties: objects[handle].properties }]),
  ),
);

const writes = (simulator: Simulator) => simulator.journal().filter(({ method }) => method !== "GET");

test(
  "every kind: pulumi import by its id writes a program that changes nothing, and pulumi do … list finds what can be listed",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: { "Pulumi.yaml": project(`resources: ${estate}\n`) }, env, yaml: true }, async (made) => {
        await made.up();
        const ids = new Map(((await made.export()).deployment.resources ?? []).map(({ type, id }) => [type, String(id)]));
        await withStack({ program: { "Pulumi.yaml": project("") }, env, yaml: true }, async (stack) => {
          simulator.clearJournal();
          const code: string[] = [];
          for (const handle of handles) {
            const type = typeOf(handle);
            const { name } = objects[handle];
            const { stdout } = await stack.pulumi("import", type, name, ids.get(type) ?? "", "--yes", "--protect=false");
            code.push(/^resources:\n((?: .*\n?)+)/m.exec(stdout)?.[1] ?? "");
          }
          stack.write("Pulumi.yaml", project(`resources:\n${code.join("")}`));
          expect((await stack.up()).changes).toEqual({ same: handles.length + 1 });
          expect(writes(simulator)).toEqual([]);

          for (const handle of handles) {
            const { list, listIn, within } = kindOf(handle);
            if (!list && !listIn && !within) continue;
            const type = typeOf(handle);
            const query = within?.key === "jobId" ? ["--job-id", String(ids.get(typeOf("buildJob")))] : [];
            const { stdout } = await stack.pulumi("do", "--package", executable, type, "list", ...query);
            expect([handle, JSON.parse(stdout).map(({ id }: { id: string }) => id)]).toEqual([
              handle,
              expect.arrayContaining([ids.get(type)]),
            ]);
          }
        });
      }),
    ),
  900_000,
);
