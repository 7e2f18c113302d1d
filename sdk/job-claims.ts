import * as pulumi from "@pulumi/pulumi";

/** Which resource declares which setting of a job in one run of a program. With the Automation API runs share a process. */
interface Claims {
  /** Job ids as passed by the program, known or not: `job.id` is always the same object. */
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

type Input = pulumi.Input<unknown>;

/** What must be unique per job: the value of an input, or the kind itself. */
interface OnePerJob {
  readonly by?: string;
  readonly what?: string;
  readonly merged: string;
}

/**
 * Refuses a second resource for a setting that a job has once: the two would overwrite each other at every `up`. Detected at
 * once if both use the same `job.id`, even before the job exists; otherwise as soon as the ids are known. Returns the job's id.
 */
export function claim(kind: string, name: string, args: object, { by, what = "", merged }: OnePerJob): pulumi.Output<unknown> {
  const { written, known } = claims();
  const jobId: Input = Reflect.get(args, "jobId");
  const one: Input = by === undefined ? what : Reflect.get(args, by);
  const take = (taken: Map<string, string>, key: string, which: string) => {
    const other = taken.get(key);
    if (other !== undefined) {
      throw new pulumi.RunError(
        `codearts:${kind} "${other}" and "${name}" both declare ${which} of the same job and would overwrite each other; keep one of them, with the ${merged} of both`,
      );
    }
    taken.set(key, name);
  };
  if (typeof jobId === "object" && jobId !== null && typeof one === "string") {
    const taken = written.get(jobId) ?? new Map<string, string>();
    written.set(jobId, taken);
    take(taken, `${kind} ${one}`, one);
  }
  return pulumi.all([jobId, one, Reflect.get(args, "region")]).apply(([job, which, region]) => {
    take(known, `${kind} ${String(region ?? "")}/${String(job)}/${String(which)}`, String(which));
    return job;
  });
}
