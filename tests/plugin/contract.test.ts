/** The contract of the lifecycle, told of the plugin. */
import { describeContract } from "../provider/lifecycle/contract";
import { contracts } from "../provider/lifecycle/contracts";
import { type Shell, startShell } from "./shell";

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.close());

for (const contract of Object.values(contracts)) describeContract({ ...contract, provider: () => shell.provider(contract.kind) });
