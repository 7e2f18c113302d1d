import * as pulumi from "@pulumi/pulumi";

/** Who has which channel in one run of a program. Runs share a process where the Automation API is used. */
interface Claims {
  /** Job ids as the program wrote them, known or not: `job.id` is one object. */
  readonly written: WeakMap<object, Map<string, string>>;
  readonly known: Map<string, string>;
}

const runs = new WeakMap<object, Claims>();
const outsideOfRuns = {};

function claims(): Claims {
  const run = pulumi.runtime.getStackResource() ?? outsideOfRuns;
  const known = runs.get(run) ?? { written: new WeakMap(), known: new Map() };
  runs.set(run, known);
  return known;
}

export interface Channel {
  jobId: pulumi.Input<string>;
  channel: pulumi.Input<string>;
  region?: pulumi.Input<string>;
}

/**
 * Refuses a second Notice for one channel of one job: each would undo the other at every `up`. Seen at once where both name
 * the same `job.id`, also before the job exists; otherwise as soon as the ids are known. Gives back the job's id.
 */
export function claim(name: string, { jobId, channel, region }: Channel): pulumi.Output<string> {
  const { written, known } = claims();
  if (typeof jobId === "object" && typeof channel === "string") {
    const channels = written.get(jobId) ?? new Map<string, string>();
    written.set(jobId, channels);
    take(channels, channel, name, channel);
  }
  return pulumi.all([jobId, channel, region]).apply(([job, which, where]) => {
    take(known, `${where ?? ""}/${job}/${which}`, name, which);
    return job;
  });
}

function take(taken: Map<string, string>, key: string, name: string, channel: string): void {
  const other = taken.get(key);
  if (other !== undefined) {
    throw new pulumi.RunError(
      `codearts:Notice "${other}" and "${name}" both declare ${channel} of the same job, and each would undo the other; keep one of them, with the events of both`,
    );
  }
  taken.set(key, name);
}
