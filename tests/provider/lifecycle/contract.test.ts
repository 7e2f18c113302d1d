import { describeContract } from "./contract";
import { contracts } from "./contracts";

/** Every kind of resource. */
for (const contract of Object.values(contracts)) describeContract(contract);
