/** The search for secrets, told of the plugin: of the places that the dynamic form is searched at, the secret ones of each kind. */
import { describeCanary } from "../provider/lifecycle/canary";
import { type Shell, startShell } from "./shell";

let shell: Shell;
beforeAll(async () => {
  shell = await startShell((line) => process.stderr.write(`${line}\n`));
});
afterAll(() => shell.close());

const secret = /stepSecrets|token|webhook|signingKey|paramConfig|content|loginPassword|properties/;
describeCanary(
  ({ kind }) => shell.provider(kind),
  (path) => secret.test(path.join(".")),
);
