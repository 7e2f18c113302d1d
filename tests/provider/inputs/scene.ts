/** One simulator with one kind of resource in it, ready for one input. */
import { clientOf } from "../../helpers/estate";
import { configurationOf, drive, type Resource } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";
import { inputsOf } from "./place";
import { Made, type Sample } from "./samples";
import type { InputPath } from "./schema-paths";
import type { Props, Service, Subject } from "./subjects";

export type Readings = Readonly<Record<string, string>>;

/** The input that is tested, of which kind, and its samples. */
export interface Case {
  readonly subject: Subject;
  readonly input: InputPath;
  readonly sample: Sample;
}

export interface Scene extends Service, Case {
  readonly readings: Readings;
  readonly resource: Resource;
  readonly twin: Resource;
  /** Inputs with this value of the input, or without it. */
  readonly inputs: (value: unknown) => Props;
  readonly made: Props;
}

/** Jobs and groups that samples name, where the kind needs them. */
async function prepared({ client, simulator }: Service, { fields }: Subject): Promise<Props> {
  const { projectId, iamProjectId } = simulator;
  const job = async (name: string) =>
    (await client.jobs.create({ arch: "x86-64", project_id: projectId, job_name: name })).job_id;
  const group = async (name: string) => [await client.groups.create(projectId, { name })].flat()[0]?.id;
  return {
    "iam project": iamProjectId,
    ...("jobId" in fields && {
      job: await job("a"),
      "job 1": await job("b"),
      "job 2": await job("c"),
      "twin's job": await job("d"),
    }),
    ...(("groupId" in fields || "parentId" in fields) && { "group 1": await group("one"), "group 2": await group("two") }),
  };
}

export function scene(about: Case, readings: Readings, work: (scene: Scene) => Promise<void>): Promise<void> {
  const { subject, input, sample } = about;
  return withSimulator(
    async (simulator) => {
      const service = { simulator, client: clientOf(simulator) };
      const made = await prepared(service, subject);
      const config = configurationOf(simulator);
      const known = (value: unknown): unknown => (value instanceof Made ? made[value.name] : value);
      const own = "jobId" in subject.fields ? { jobId: made.job } : {};
      const base = { ...subject.base, ...own, ...sample.by };
      const hurry = subject.name === "BuildRun" ? setInterval(() => void simulator.clock.advance(10_000), 50) : undefined;
      try {
        const inputs = (value: unknown) => inputsOf(subject, base, input, sample, known(value));
        const drives = () => drive(subject.provider, config);
        await work({ ...service, ...about, readings, made, inputs, resource: await drives(), twin: await drives() });
      } finally {
        clearInterval(hurry);
      }
    },
    { readings: { ...readings } },
  );
}
