/**
 * Extracts what jobs share: complete step lists, single steps, parameters and sets of parameters that three or
 * more jobs have in common become constants; what differs in a few values becomes a function of them.
 */
import type { Code } from "./code";
import type { Definition, SharingJob } from "./lift";
import type { Taken } from "./names";
import { shareParameters } from "./share-parameters";
import { shareLists, shareSteps } from "./share-steps";

export interface Sharing {
  definitions: Definition[];
  /** What to write for each job, in the order given. */
  jobs: { steps: Code; parameters: Code }[];
}

export function share(jobs: SharingJob[], taken: Taken): Sharing {
  const definitions: Definition[] = [];
  const lists = shareLists(jobs, taken, definitions);
  const steps = shareSteps(jobs, lists, taken, definitions);
  const parameters = shareParameters(jobs, taken, definitions);
  return { definitions, jobs: jobs.map((_, index) => ({ steps: steps[index], parameters: parameters[index] })) };
}
