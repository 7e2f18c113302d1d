/**
 * Generates everything derived from the contract and the tables of the kinds. Run by `npm run build`; folders named `generated`
 * are not committed.
 */
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
  // The kinds import id patterns from the files just written.
  const { writeKindCode } = await import("./kinds/code.js");
  writeKindCode();
  await writeSimulatorContract();
  writeSimulatorReadme();
  // Imports the simulator's handlers, which need the files just written.
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
