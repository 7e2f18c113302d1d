import type { Simulator } from "codearts-simulator";

/** Environment variables that connect the provider, the client and the command to a simulator, with its demo user. */
export function environmentFor(simulator: Simulator): Record<string, string> {
  return {
    HW_REGION_NAME: simulator.region,
    HW_ACCESS_KEY: simulator.credentials.accessKey,
    HW_SECRET_KEY: simulator.credentials.secretKey,
    CODEARTS_PROJECT_ID: simulator.projectId,
    CODEARTS_ENDPOINTS: simulator.url,
  };
}
