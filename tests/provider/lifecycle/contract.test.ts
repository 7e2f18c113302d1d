import { buildJobContract } from "./build-job";
import { describeContract } from "./contract";

/** Every kind of resource; a new one adds its table here. */
for (const contract of [buildJobContract]) describeContract(contract);
