import { isBlank } from "../wire";
import type { BuildJobInputs } from "./inputs";

/** Whether a job is disabled, as the service tells it. */
export interface LiveDisabled {
  readonly disabled: boolean;
  readonly reason?: string;
}

/** The body of setJobDisabled. */
export function disabledToWire(disabled: BuildJobInputs["disabled"]): { disabled: boolean; reason: string } {
  return { disabled: Boolean(disabled), reason: typeof disabled === "object" ? disabled.reason : "" };
}

/** In the form that the program uses; who does not name a reason does not mind which one is there. */
export function disabledFromWire(live: LiveDisabled, applied: BuildJobInputs["disabled"]): BuildJobInputs["disabled"] {
  if (!live.disabled) return false;
  return typeof applied === "object" && !isBlank(live.reason) ? { reason: live.reason ?? "" } : true;
}
