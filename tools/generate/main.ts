/** Makes what follows from the contract: wire types and the operation table. Run by `npm run build`; the output is not committed. */
import { writeContractTypes } from "./contract-types";
import { writeOperations } from "./operations";
import { writeSimulatorContract } from "./simulator-contract";

async function main(): Promise<void> {
  await writeContractTypes();
  writeOperations();
  await writeSimulatorContract();
  // It reads the simulator's handlers, which need what was just written.
  const { writeApiDoc } = await import("./api-doc.js");
  writeApiDoc();
}

void main();
