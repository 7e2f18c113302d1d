/** Makes what follows from the contract: wire types and the operation table. Run by `npm run build`; the output is not committed. */
import { writeContractTypes } from "./contract-types";
import { writeOperations } from "./operations";

async function main(): Promise<void> {
  await writeContractTypes();
  writeOperations();
}

void main();
