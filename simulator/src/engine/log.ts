/** The log of a build, derived from its plan, so it grows with the clock. Private values are masked. */
import { localTime } from "../clock";
import type { BuildRun } from "../store/model";
import { buildState, type StepState } from "./build-state";

interface LogLine {
  at: number;
  level: "INFO" | "DEBUG" | "ERROR";
  text: string;
  /** Name of the step. */
  step: string;
}

function stamp(at: number): string {
  return `${localTime(at).replaceAll("-", "/")}.${String(at % 1000).padStart(3, "0")} GMT+08:00`;
}

/** Maximum number of progress lines per step. */
const mostProgress = 600;

function stepLines({ plan, startedAt, finishedAt, status }: StepState, now: number): LogLine[] {
  if (status === "") return [];
  const line = (at: number, level: LogLine["level"], text: string): LogLine => ({ at, level, text, step: plan.name });
  const name = plan.moduleId ? `[${plan.name}:${plan.moduleId}]` : `[${plan.name}]`;
  const lines = [
    line(startedAt, "INFO", `${name} : the step starts.`),
    line(startedAt, "DEBUG", `${name} : parameters are set.`),
  ];
  const until = Math.min(now, finishedAt);
  for (let second = 1; startedAt + second * 1000 < until && second <= mostProgress; second += 1) {
    lines.push(line(startedAt + second * 1000, "INFO", `${name} : working, ${second} s`));
  }
  if (finishedAt > now) return lines;
  const ends = {
    success: "the step is done.",
    error: plan.exitCode === 0 ? "the step took too long." : `the step failed with exit code ${plan.exitCode}.`,
    aborted: "the step was stopped.",
    running: "",
  };
  lines.push(line(finishedAt, status === "success" ? "INFO" : "ERROR", `${name} : ${ends[status]}`));
  return lines;
}

function allLines(build: BuildRun, now: number): LogLine[] {
  const state = buildState(build, now);
  if (state.status === "InQueue") return [];
  const secrets = build.parameters.filter(({ secret, value }) => secret && value.length > 0).map(({ value }) => value);
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, "*****"), text);
  const opening: LogLine[] = [
    {
      at: state.startedAt,
      level: "INFO",
      step: "initial",
      text: `Build ${build.number} of ${build.jobName} (${build.executionId}).`,
    },
    ...build.parameters.map(({ name, value, secret }): LogLine => {
      return {
        at: state.startedAt,
        level: "DEBUG",
        step: "initial",
        text: `parameter ${name}=${secret ? "*****" : hide(value)}`,
      };
    }),
  ];
  const closing: LogLine[] = state.finished
    ? [{ at: state.finishedAt, level: "INFO", step: "final", text: `Finished: ${state.status}` }]
    : [];
  return [...opening, ...state.steps.flatMap((step) => stepLines(step, now)), ...closing];
}

/** The log so far as text: complete or of one step, all levels or one. */
export function logText(build: BuildRun, now: number, filter: { level?: string; step?: string } = {}): string {
  return allLines(build, now)
    .filter(
      (line) => (filter.step === undefined || line.step === filter.step) && (filter.level !== "INFO" || line.level !== "DEBUG"),
    )
    .map((line) => `[${stamp(line.at)}] [${line.level}] ${line.text}\n`)
    .join("");
}
