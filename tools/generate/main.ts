/** Makes what follows from the contract: wire types and the operation table. Run by `npm run build`; the output is not committed. */
import { writeBuildYamlTypes } from "./build-yaml-types";
import { writeCalls } from "./calls";
import { writeContractTypes } from "./contract-types";
import { writeOperations } from "./operations";
import { writeSimulatorContract } from "./simulator-contract";
import { writeSimulatorReadme } from "./simulator-readme";
import { writeStepsDoc } from "./steps-doc";

async function main(): Promise<void> {
  await writeContractTypes();
  await writeBuildYamlTypes();
  writeOperations();
  writeCalls();
  // The kinds take patterns of ids from what was just written.
  const { writeKindCode } = await import("./kinds/code.js");
  writeKindCode();
  await writeSimulatorContract();
  writeSimulatorReadme();
  // It reads the simulator's handlers, which need what was just written.
  const { writeApiDoc } = await import("./api-doc.js");
  writeApiDoc();
  const { writePolicies } = await import("./policies.js");
  writePolicies();
  const { writeResourceDocs } = await import("./kinds/docs.js");
  writeResourceDocs();
  const { writeExamples } = await import("./programs/index.js");
  writeExamples();
  writeStepsDoc();
}

void main();
