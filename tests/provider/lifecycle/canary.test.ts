import { describeCanary } from "./canary";

describeCanary((contract) => contract.provider());
