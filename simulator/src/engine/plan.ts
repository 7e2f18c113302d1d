/** Plans a build: its stages, their durations, and its result. */
import { timeLimit } from "../nouns/jobs/config";
import type { Outcome, Simulation } from "../simulation";
import type { Job, PlannedStep } from "../store/model";
import type { Build } from "../wire";

const serviceStages: Omit<PlannedStep, "stageId">[] = [
  { name: "initial", moduleId: "", milliseconds: 1_000, exitCode: 0 },
  { name: "Cache Check", moduleId: "", milliseconds: 500, exitCode: 0 },
];
const checkout: Omit<PlannedStep, "stageId"> = { name: "Code CheckOut", moduleId: "", milliseconds: 2_000, exitCode: 0 };

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** How long the commands of a step sleep, and their exit code: `sleep 30`, `exit 1`, `false`. */
function commandEffects(step: Build<"Step">): { sleeps: number; exitCode: number } {
  const lines = textsOf(step.properties).flatMap((text) => text.split(/\r?\n|;|&&/).map((line) => line.trim()));
  let sleeps = 0;
  for (const line of lines) {
    const seconds = /^sleep (\d{1,5})$/.exec(line)?.[1];
    if (seconds) sleeps += Number(seconds) * 1000;
    const exit = /^exit (\d{1,3})$/.exec(line)?.[1] ?? (line === "false" ? "1" : undefined);
    if (exit) return { sleeps, exitCode: Number(exit) };
  }
  return { sleeps, exitCode: 0 };
}

function isFor(outcome: Outcome, job: Job, step: string, last: boolean): boolean {
  const jobFits = outcome.job === undefined || outcome.job === job.name || outcome.job === job.id;
  return jobFits && (outcome.step === undefined ? last : outcome.step === step);
}

function userSteps({ ids, outcomes }: Simulation, job: Job, number: number): Omit<PlannedStep, "stageId">[] {
  const declared: Build<"Step">[] =
    job.config.build_config_type === "YAML" ? [{ module_id: "yaml", name: "build.yml" }] : (job.config.steps ?? []);
  const enabled = declared.filter((step) => step.enable !== false);
  return enabled.map((step, index) => {
    const name = step.name ?? step.module_id;
    const { sleeps, exitCode } = commandEffects(step);
    const chosen = outcomes.find((outcome) => isFor(outcome, job, name, index === enabled.length - 1));
    const work = 2_000 + Math.floor(ids.fraction(`step ${job.id} ${number} ${index}`) * 6_000);
    return {
      name,
      moduleId: step.module_id,
      milliseconds: chosen?.milliseconds ?? work + sleeps,
      exitCode: chosen?.exitCode ?? exitCode,
    };
  });
}

export interface Plan {
  steps: PlannedStep[];
  queueMilliseconds: number;
  limitMilliseconds: number;
}

export function planBuild(simulation: Simulation, job: Job, number: number): Plan {
  const source = (job.config.scms?.length ?? 0) > 0 ? [checkout] : [];
  const middle = [...serviceStages, ...source, ...userSteps(simulation, job, number)];
  const last: PlannedStep = { name: "final", moduleId: "", milliseconds: 1_000, exitCode: 0, stageId: "final" };
  return {
    steps: [...middle.map((step, index) => ({ ...step, stageId: index === 0 ? "initial" : `stage${index}` })), last],
    queueMilliseconds: 1_000 + Math.floor(simulation.ids.fraction(`queue ${job.id} ${number}`) * 2_000),
    limitMilliseconds: timeLimit(job.config),
  };
}

/** The steps shown in the console, without the service's own stages. */
export function isShown(step: PlannedStep): boolean {
  return !["initial", "final", "Cache Check"].includes(step.name) || step.moduleId !== "";
}
