/** Under the real engine: secrets that the console copies, `get`, look-ups, and credentials from the stack's configuration. */
import { editJob } from "../../../tools/lib/console";
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { clientOf } from "../../helpers/estate";
import { withSimulator } from "../../helpers/simulator";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
const job = new codearts.BuildJob("api", {
  parameters: { token: { default: config.requireSecret("private"), private: true }, open: { default: config.requireSecret("open") }, channel: "beta" },
  steps: [
    codearts.steps.maven({ name: "Build", command: "mvn verify" }),
    codearts.steps.dockerCommand({ name: "Push", command: "docker push api" }),
  ],
  stepSecrets: { Push: { password: config.requireSecret("step") } },
  scms: [{ type: "codehub", url: "git@example.invalid:api.git", repositoryId: "1", webUrl: "https://example.invalid/api" }],
});
const got = job.id.apply((id) => codearts.BuildJob.get("got", id).steps);
const found = codearts.getBuildJobOutput({ id: job.id });
export const copied = got;
export const steps = found.steps;
export const id = pulumi.unsecret(found.id);
`;

const secrets = { private: "CANARY-private-7f3a", open: "CANARY-open-7f3a", step: "CANARY-step-7f3a" };

test(
  "no secret stands in clear in previews, refreshes, events and state, and credentials only where the stack file has them too",
  () =>
    withSimulator((simulator, { HW_ACCESS_KEY: accessKey = "", HW_SECRET_KEY: secretKey = "", ...env }) => {
      const config = {
        ...Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [`e2e:${name}`, { secret }])),
        "codearts:accessKey": accessKey,
        "codearts:secretKey": { secret: secretKey },
      };
      return withStack({ program, env, config, typeCheck: true }, async (stack) => {
        const clean = (text: string) => {
          for (const secret of [...Object.values(secrets), secretKey]) expect(text).not.toContain(secret);
        };
        const heard = [await stack.up()];
        const outputs = await stack.outputs();
        expect(outputs.id).toEqual(expect.stringMatching(/^[0-9a-z]{32}$/));
        // The engine's own record of the configuration: in clear as the stack file, or encrypted.
        expect(stack.stateText()).toContain(accessKey);
        clean(stack.stateText());
        expect((await stack.preview({ args: ["--refresh"] })).changes).not.toHaveProperty("update");

        const client = clientOf(simulator);
        const login = `https://robot:${secrets.open}@git.example.invalid/a.git`;
        await editJob<{ steps: object[]; scms: object[] }>(client, String(outputs.id), (config) => {
          const [build, push] = config.steps;
          const send = {
            ...build,
            name: "Send",
            properties: { command: `send ${Buffer.from(secrets.step).toString("base64")}` },
          };
          config.steps = [{ ...push, name: "Push again" }, ...config.steps, send];
          config.scms.push({ ...config.scms[0], repo_id: "2", url: login });
        });
        heard.push(await stack.preview({ args: ["--refresh", "--diff"] }));
        heard.push(await stack.preview({ args: ["--refresh", "--json"] }));
        heard.push(await stack.refresh({ args: ["--diff"] }));
        clean(stack.stateText());
        heard.push(await stack.refresh({ args: ["--diff"] }));
        clean(stack.stateText());
        heard.push(await stack.preview({ args: ["--diff"] }));
        heard.push(await stack.up({ args: ["--diff"] }));
        clean(stack.stateText());
        // The SDK's debug lines carry every value in clear, whatever a provider does.
        const shown = (run: (typeof heard)[number]) =>
          JSON.stringify(run.events.filter((event) => !JSON.stringify(event).includes('"severity":"debug"')));
        for (const run of heard) clean(run.stdout + run.stderr + shown(run));
        expect((await stack.preview()).changes).not.toHaveProperty("update");
        await stack.destroy();
      });
    }),
  300_000,
);
