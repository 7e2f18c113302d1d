import { recognized } from "../../client/errors";
import { isBlank, type Wire } from "../parts/wire";
import type { BuildJobInputs } from "./inputs";

/** Whether a job is disabled, as the service tells it. */
export interface LiveDisabled {
  readonly disabled: boolean;
  readonly reason?: string;
}

/** What getJobDisableInfo says; it answers null for a job that is not disabled. */
export function disabledInfo(info: Wire<"JobDisableInfo"> | null): LiveDisabled {
  if (info === null) return { disabled: false };
  recognized(!isBlank(info.disabled), "disabled", "getJobDisableInfo");
  return { disabled: Boolean(Number(info.disabled)), ...(info.reson ? { reason: info.reson } : {}) };
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
