/** The state of a build at a time, derived from its plan, so no timer is needed. */
import type { BuildRun, PlannedStep } from "../store/model";

/** SCHEDULE_FAILURE: the service could not start it, such as a job that builds tags without a tag in the run. */
export type BuildResult = "SUCCESS" | "FAILURE" | "ABORTED" | "TIMEOUT" | "SCHEDULE_FAILURE";
export type BuildStatus = BuildResult | "InQueue" | "Running";

export interface StepState {
  plan: PlannedStep;
  status: "" | "running" | "success" | "error" | "aborted";
  startedAt: number;
  finishedAt: number;
}

export interface BuildState {
  status: BuildStatus;
  startedAt: number;
  /** When it ended or will end. */
  finishedAt: number;
  finished: boolean;
  /** Milliseconds spent building so far. */
  duration: number;
  steps: StepState[];
}

/** When and how the plan ends: by its steps, a failed step, the time limit, or a stop. */
function ending(build: BuildRun): { at: number; result: BuildResult } {
  const start = build.createdAt + build.queueMilliseconds;
  if (build.unscheduled) return { at: start, result: "SCHEDULE_FAILURE" };
  let at = start;
  let result: BuildResult = "SUCCESS";
  for (const step of build.steps) {
    at += step.milliseconds;
    if (step.exitCode !== 0) {
      result = "FAILURE";
      break;
    }
  }
  if (at - start > build.limitMilliseconds) [at, result] = [start + build.limitMilliseconds, "TIMEOUT"];
  if (build.stopped && build.stopped.at < at) [at, result] = [build.stopped.at, "ABORTED"];
  return { at, result };
}

function stepStates(build: BuildRun, now: number, end: { at: number; result: BuildResult }): StepState[] {
  let cursor = build.createdAt + build.queueMilliseconds;
  return build.steps.map((plan) => {
    const startedAt = cursor;
    const planned = startedAt + plan.milliseconds;
    const finishedAt = Math.min(planned, end.at);
    cursor = planned;
    if (startedAt > now || startedAt >= end.at) return { plan, status: "", startedAt: end.at, finishedAt: end.at };
    if (finishedAt > now) return { plan, status: "running", startedAt, finishedAt };
    if (planned > end.at) return { plan, status: end.result === "ABORTED" ? "aborted" : "error", startedAt, finishedAt };
    return { plan, status: plan.exitCode === 0 ? "success" : "error", startedAt, finishedAt };
  });
}

export function buildStatus(build: BuildRun, now: number): { status: BuildStatus; startedAt: number; finishedAt: number } {
  const end = ending(build);
  const startedAt = Math.min(build.createdAt + build.queueMilliseconds, end.at);
  const status = now >= end.at ? end.result : now < startedAt ? "InQueue" : "Running";
  return { status, startedAt, finishedAt: end.at };
}

export function buildState(build: BuildRun, now: number): BuildState {
  const { status, startedAt, finishedAt } = buildStatus(build, now);
  const finished = now >= finishedAt;
  return {
    status,
    startedAt,
    finishedAt,
    finished,
    duration: Math.max(0, Math.min(now, finishedAt) - startedAt),
    steps: stepStates(build, now, ending(build)),
  };
}

/** State as a number: 5 and 8 are in the contract's examples, the others follow that order. */
export const statusCodes: Record<BuildStatus, number> = {
  InQueue: 1,
  Running: 3,
  SUCCESS: 5,
  FAILURE: 6,
  TIMEOUT: 7,
  ABORTED: 8,
  SCHEDULE_FAILURE: 9,
};

/** The colour in job lists. */
export const listStatuses: Record<BuildStatus, string> = {
  InQueue: "building",
  Running: "building",
  SUCCESS: "blue",
  FAILURE: "red",
  TIMEOUT: "timeout",
  ABORTED: "aborted",
  SCHEDULE_FAILURE: "red",
};

export const runningStatuses = (status: BuildStatus): string =>
  status === "InQueue" ? "Queued" : status === "Running" ? "Running" : "Finished";
