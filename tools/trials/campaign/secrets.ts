/** Puts canaries into every secret input and credential, then searches all places where they must not appear. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "codearts-simulator";
import { editJob } from "../../lib/console";
import { environmentFor } from "../../lib/simulator-environment";
import { type PulumiRun, type TestStack, withStack } from "../../lib/stack";
import { adminOf } from "./estate";
import { reportsOf } from "./reports";

/** Number of canaries found, by place; every count must be 0. */
export type SecretResult = Record<string, number>;

const canaries = ["parameter", "step", "webhook", "signing", "keystore", "refused", "open"].map(
  (name) => `CANARY-${name}-7f3a9c51`,
);
const [parameter, step, webhook, signing, keystore, refused, open] = canaries;

const program = `const pulumi = require("@pulumi/pulumi");
const codearts = require("pulumi-codearts");
const config = new pulumi.Config();
const secret = (name) => config.requireSecret(name);
const job = new codearts.BuildJob("api", {
  parameters: { token: { default: secret("parameter"), private: true }, open: { default: secret("open") } },
  steps: [codearts.steps.maven({ name: "Build", command: config.get("command") ?? "mvn package" })],
  stepSecrets: { Build: { password: secret("step") } },
});
new codearts.Notice("chat", { jobId: job.id, channel: "DING_TALK", events: ["buildJobFail"], signingKey: secret("signing"),
  webhook: secret("webhook").apply((text) => "https://oapi.dingtalk.com/robot/send?access_token=" + text) });
new codearts.Keystore("release", { name: "release.jks", content: secret("keystore").apply((text) => Buffer.from(text).toString("base64")) });
if (config.get("refused")) new codearts.BuildJob("refused", { parameters: { token: { default: secret("refused"), private: true } }, steps: [] });
`;

/** Each canary in plain text and in every encoding in which it is sent. */
function needles(extra: string[]): string[] {
  return [...canaries, ...extra].flatMap((text) => [
    text,
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
    encodeURIComponent(text),
    [...text].reverse().join(""),
  ]);
}

export async function secretCampaign(): Promise<SecretResult> {
  const simulator = await startSimulator({ seed: "secrets" });
  try {
    const env = environmentFor(simulator);
    const search = needles([simulator.credentials.secretKey]);
    const found: SecretResult = {};
    const look = (place: string, text: string) => {
      found[place] = (found[place] ?? 0) + search.filter((needle) => text.includes(needle)).length;
    };
    const secrets = { parameter, step, webhook, signing, keystore, refused, open };
    const config = Object.fromEntries(Object.entries(secrets).map(([name, text]) => [`e2e:${name}`, { secret: text ?? "" }]));
    const files = {
      "Pulumi.yaml": "name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "index.js": program,
    };
    await withStack({ program: files, env, config }, async (stack) => {
      const arguments_ = watchArguments();
      await live(stack, look, simulator);
      look("process arguments", arguments_.stop());
      look("state", stack.stateText());
      look("files left behind", textBelow(stack.root, ["node_modules"]));
    });
    // The service does not treat public parameters and scripts as secrets: it shows them to every user, and so does the journal.
    look(
      "journal",
      JSON.stringify(simulator.journal())
        .replaceAll(sent, "")
        .replaceAll(open ?? "", ""),
    );
    return found;
  } finally {
    await simulator.close();
  }
}

async function live(
  stack: TestStack,
  look: (place: string, text: string) => void,
  simulator: Awaited<ReturnType<typeof startSimulator>>,
): Promise<void> {
  const hear = (place: string, run: PulumiRun) => {
    look(place, run.stdout + run.stderr);
    look("events", JSON.stringify(run.events));
    return run;
  };
  hear("output of preview", await stack.preview({ args: ["--diff"] }));
  hear("output of up", await stack.up());
  await stack.setConfig({ "e2e:command": "mvn verify", "e2e:parameter": { secret: `${parameter}-changed` } });
  hear("output of preview", await stack.preview({ args: ["--diff", "--refresh"] }));
  hear("output of preview --json", await stack.preview({ args: ["--json"] }));
  // At verbosity 3 and above, Pulumi's SDK logs complete messages with all values in plain text; a provider cannot prevent that.
  hear("logs", await stack.up({ args: ["--logtostderr", "-v=2"] }));
  await copyStep(simulator);
  hear("console's copies of secret steps", await stack.preview({ args: ["--diff", "--refresh"] }));
  hear("console's copies of secret steps", await stack.preview({ args: ["--json", "--refresh"] }));
  hear("console's copies of secret steps", await stack.refresh({ args: ["--diff"] }));
  look("console's copies of secret steps", stack.stateText());
  hear("console's copies of secret steps", await stack.up({ args: ["--diff"] }));
  await stack.setConfig({ "e2e:command": "echo reported" });
  for (const report of Object.values(await reportsOf(stack))) look("reports of review", report);
  const doctor = await stack.command("pulumi-codearts", "doctor");
  look("output of doctor", doctor.stdout + doctor.stderr);
  const rendered = await stack.command("pulumi-codearts", "render", "--stack", "test", "--out", join(stack.root, "rendered"));
  look("output of render", rendered.stdout + rendered.stderr);
  await stack.setConfig({ "e2e:refused": "yes" });
  simulator.setFaults([
    {
      on: "createJob",
      respond: { status: 400, body: { error_code: "DEVCB.00031003", error_msg: `refused: ${refused} and ${parameter}` } },
    },
  ]);
  hear("errors", await stack.up({ mayFail: true }));
  simulator.setFaults([{ on: "createJob", html: 502 }]);
  hear("errors", await stack.up({ mayFail: true, env: { HW_MAX_RETRIES: "0" } }));
  simulator.setFaults([]);
}

const sent = `send ${step} and ${encodeURIComponent(open ?? "")}`;

/** What a user may do in the console: copies the step with the secret under another name, and writes the secret into a script. */
async function copyStep(simulator: Awaited<ReturnType<typeof startSimulator>>): Promise<void> {
  const client = adminOf(simulator);
  for await (const { id } of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) {
    await editJob<{ steps: { name: string }[] }>(client, String(id), (config) => {
      config.steps = config.steps.flatMap((one) => [
        one,
        { ...one, name: `${one.name} again` },
        { ...one, name: `${one.name} sent`, properties: { command: sent } },
      ]);
    });
  }
}

/** Samples the command lines of all processes while the campaign runs. */
function watchArguments(): { stop(): string } {
  const seen = new Set<string>();
  const clock = setInterval(() => {
    for (const line of execFileSync("ps", ["-axo", "args="], { encoding: "utf8" }).split("\n"))
      if (!/config set-all/.test(line)) seen.add(line);
  }, 250);
  return {
    stop: () => {
      clearInterval(clock);
      return [...seen].join("\n");
    },
  };
}

function textBelow(folder: string, skipped: string[]): string {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.includes(entry.name))
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return textBelow(path, skipped);
      // Event logs are written for the campaign itself: the SDK's debug lines in them contain all values in plain text.
      return entry.isFile() && !/^events-.*\.json$/.test(entry.name) ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}
