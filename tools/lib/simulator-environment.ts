import type { Simulator } from "codearts-simulator";

/** The variables that point the provider, the client and the command at a simulator, with its demo account. */
export function environmentFor(simulator: Simulator): Record<string, string> {
  return {
    HW_REGION_NAME: simulator.region,
    HW_ACCESS_KEY: simulator.credentials.accessKey,
    HW_SECRET_KEY: simulator.credentials.secretKey,
    CODEARTS_PROJECT_ID: simulator.projectId,
    CODEARTS_ENDPOINTS: simulator.url,
  };
}
