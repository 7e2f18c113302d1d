/** Several accounts and regions in one program, under the real engine: each explicit provider is a process of its own. */
import type { Simulator } from "codearts-simulator";
import { createClient } from "../../provider/create-client";
import { installation } from "../../tools/lib/installation";
import { type StateResource, type TestStack, withStack } from "../../tools/lib/stack";
import { withSimulator } from "../helpers/simulator";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const program = (...lines: string[]) => `import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
class Group extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("test:Group", name, {}, options);
    new codearts.BuildJob(name + "-job", {}, { parent: this });
  }
}
${lines.join("\n")}
`;

/** Settings of a provider that points at a simulator, with its demo account. */
const settingsOf = ({ url, projectId, credentials }: Simulator, region: string) =>
  `region: "${region}", projectId: "${projectId}", endpoints: "${url}", accessKey: "${credentials.accessKey}", secretKey: config.requireSecret("secretKey")`;
const provider = (name: string, simulator: Simulator, region = simulator.region) =>
  `const ${name} = new codearts.Provider("${name}", { ${settingsOf(simulator, region)} });`;

/** Names of the jobs of a region. */
async function jobsOf(simulator: Simulator, region = simulator.region): Promise<string[]> {
  const { endpoints, credentials, projectId } = simulator;
  const known = createClient({ region, endpoints, ...credentials });
  const client = createClient({ region, endpoints, ...credentials, iamProjectId: await known.iamProjectId() });
  const names: string[] = [];
  for await (const { job_name } of client.each("listProjectJobs", { path: { project_id: projectId } }))
    names.push(String(job_name));
  return names.sort();
}

const resources = async (stack: TestStack): Promise<StateResource[]> => (await stack.export()).deployment.resources ?? [];
const idOf = async (stack: TestStack, name: string) => (await resources(stack)).find(({ urn }) => urn.endsWith(`::${name}`))?.id;

async function refused(stack: TestStack, args: string[] = []): Promise<string> {
  const run = await stack.up({ mayFail: true, args });
  expect(run.code).not.toBe(0);
  return run.diagnostics + run.stdout;
}

test(
  "regions and accounts side by side: providers, components, look-ups, secrets, and settings that are wrong",
  () =>
    withSimulator((simulator, env) =>
      withSimulator((second) => {
        const secretKey = { secret: simulator.credentials.secretKey };
        const south = provider("south", simulator, "cn-south-1");
        const other = provider("other", second);
        const all = program(
          south,
          other,
          'new codearts.BuildJob("api");',
          'const there = new codearts.BuildJob("api-south", { name: "api" }, { provider: south });',
          'new codearts.BuildJob("api-other", { name: "api" }, { provider: other });',
          'new Group("one", { provider: south });',
          'new Group("more", { providers: [other] });',
          "const again = there.id.apply((id) => codearts.getBuildJob({ id }, { provider: south }));",
          "export const found = { name: again.name, region: again.region, jobs: codearts.listBuildJobsOutput({ search: there.name }, { provider: south }).apply((jobs) => jobs.length) };",
        );
        return withStack({ program: all, env, config: { "e2e:secretKey": secretKey } }, async (stack) => {
          simulator.clearJournal();
          const preview = await stack.preview();
          expect(simulator.journal().filter(({ method }) => method !== "GET")).toEqual([]);
          expect(preview.stdout).not.toContain(secretKey.secret);
          await stack.up();
          expect(await jobsOf(simulator)).toEqual(["api"]);
          expect(await jobsOf(simulator, "cn-south-1")).toEqual(["api", "one-job"]);
          expect(await jobsOf(second)).toEqual(["api", "more-job"]);
          expect(await stack.outputs()).toEqual({ found: { name: "api", region: "cn-south-1", jobs: 1 } });
          expect(stack.stateText()).not.toContain(secretKey.secret);
          expect(Object.keys((await stack.up({ args: ["--refresh"] })).changes)).toEqual(["same"]);

          const right = 'region: "cn-south-1", accessKey: "AK", secretKey: config.requireSecret("secretKey")';
          for (const [settings, said] of [
            [
              right.replace("secretKey:", "secretKye:"),
              /Provider "south": there is no setting "secretKye"; did you mean "secretKey"\?/,
            ],
            [
              right.replace("south", "sout"),
              /"cn-sout-1" \(from provider "south"\) is not a region of the service; did you mean "cn-south-1"/,
            ],
            [`${right}, retries: -1`, /retries \(provider "south"\) is "-1": it must be a number/],
            [right.replace('"cn-south-1"', '["cn-south-1"] as never'), /region is a list; write a string/],
            [right.replace('accessKey: "AK", ', ""), /Credentials are incomplete: the access key is missing in provider "south"/],
          ] as const) {
            const job = `new codearts.BuildJob("api", { projectId: "${second.projectId}" }, { provider: south });`;
            stack.write("index.ts", program(`const south = new codearts.Provider("south", { ${settings} });`, job));
            const wrong = await stack.preview({ mayFail: true, env: { CODEARTS_ENDPOINTS: "" } });
            expect(wrong.code).not.toBe(0);
            expect(wrong.diagnostics + wrong.stdout).toMatch(said);
            expect(wrong.stdout).not.toContain(secretKey.secret);
          }
          stack.write("index.ts", all);
          await stack.destroy();
          expect([await jobsOf(simulator), await jobsOf(simulator, "cn-south-1"), await jobsOf(second)]).toEqual([[], [], []]);
        });
      }),
    ),
  600_000,
);

test(
  "two providers of one account: one job is one resource's, in preview, in up, by adoption, and when its provider changes",
  () =>
    withSimulator((simulator, env) => {
      const config = { "e2e:secretKey": { secret: simulator.credentials.secretKey } };
      const two = [provider("one", simulator), provider("two", simulator)];
      const job = (name: string, by: string, more = "") =>
        `new codearts.BuildJob("${name}", { name: "api", ${more} }, { provider: ${by} });`;
      return withStack({ program: program(...two, job("a", "one"), job("b", "two")), env, config }, async (stack) => {
        const preview = await stack.preview({ mayFail: true });
        expect(preview.diagnostics).toMatch(/another resource of this program has the same name; .*the other is "(a|b)"/s);
        // Adopted by both, where only the second one is in the preview's way: a job that is there.
        stack.write("index.ts", program(...two, job("a", "one")));
        await stack.up();
        const id = await idOf(stack, "a");
        stack.write("index.ts", program(...two, job("a", "one"), job("b", "two", "adoptExisting: true")));
        expect(await refused(stack)).toMatch(
          /another resource of this program has the same name|this is "a"|the name belongs to "a"/,
        );
        expect([await idOf(stack, "a"), await idOf(stack, "b")]).toEqual([id, undefined]);

        // With another provider of the account it is the same job; under another name as well it is somebody's, whatever is asked for.
        stack.write("index.ts", program(...two, job("a", "two")));
        expect(Object.keys((await stack.up()).changes)).toEqual(["same"]);
        for (const adopt of ["", "adoptExisting: true"]) {
          stack.write("index.ts", program(...two, job("renamed", "one", adopt)));
          expect(await refused(stack)).toMatch(/this is "a" of this stack/);
        }
        expect([await jobsOf(simulator), await idOf(stack, "a")]).toEqual([["api"], id]);

        stack.write("index.ts", program(...two, job("a", "two"), job("late", "one", 'arch: "arm"').replace('"api"', '"other"')));
        await stack.up();
        stack.write(
          "index.ts",
          program(...two, job("a", "two").replace('"api"', '"other"'), job("late", "one").replace('"api"', '"api-2"')),
        );
        await stack.up({ mayFail: true });
        await stack.up();
        expect(await jobsOf(simulator)).toEqual(["api-2", "other"]);
      });
    }),
  600_000,
);
