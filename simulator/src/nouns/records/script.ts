/** The script of a build, in YAML: stages with their tasks. */
import type { BuildRun } from "../../store/model";

const text = (value: string) => JSON.stringify(value);

export function scriptOf(build: BuildRun): string {
  const lines = [
    "---",
    'version: "2.0"',
    "timeout:",
    `  limit: ${Math.round(build.limitMilliseconds / 60_000)}`,
    '  unit: "minute"',
    "devcloud_metadata:",
    `  jobName: ${text(build.jobName)}`,
    `  jobId: ${text(build.jobId)}`,
    '  serviceType: "codeci"',
    `  projectId: ${text(build.projectId)}`,
    "stages:",
  ];
  const stages = build.steps.flatMap((step) => [
    `  ${step.stageId}:`,
    "    meta:",
    `      displayName: ${text(step.name)}`,
    ...(step.moduleId ? ["    tasks:", `      - ${text(step.moduleId)}`] : []),
  ]);
  return `${[...lines, ...stages].join("\n")}\n`;
}
