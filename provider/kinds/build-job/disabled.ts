import { recognized } from "../../client/errors";
import { isBlank, type Wire } from "../parts/wire";
import type { BuildJobInputs } from "./inputs";

/** The live `disabled` state of a job. */
export interface LiveDisabled {
  readonly disabled: boolean;
  readonly reason?: string;
}

/** The result of getJobDisableInfo, which is null for a job that is not disabled. */
export function disabledInfo(info: Wire<"JobDisableInfo"> | null): LiveDisabled {
  if (info === null) return { disabled: false };
  recognized(!isBlank(info.disabled), "disabled", "getJobDisableInfo");
  return { disabled: Boolean(Number(info.disabled)), ...(info.reson ? { reason: info.reson } : {}) };
}

/** The body of setJobDisabled. */
export function disabledToWire(disabled: BuildJobInputs["disabled"]): { disabled: boolean; reason: string } {
  return { disabled: Boolean(disabled), reason: typeof disabled === "object" ? disabled.reason : "" };
}

/** In the program's form; a program without a reason accepts any live reason. */
export function disabledFromWire(live: LiveDisabled, applied: BuildJobInputs["disabled"]): BuildJobInputs["disabled"] {
  if (!live.disabled) return false;
  return typeof applied === "object" && !isBlank(live.reason) ? { reason: live.reason ?? "" } : true;
}
