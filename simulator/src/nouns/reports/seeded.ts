/** Seed data of a build: test and coverage reports, packages and images. */
import { createHash } from "node:crypto";
import type { AnyCall } from "../../operation";
import type { SeededReport } from "../../simulation";
import type { BuildRun } from "../../store/model";

export function seededReport(
  { simulation }: AnyCall,
  build: Pick<BuildRun, "jobId" | "jobName" | "number">,
): SeededReport | undefined {
  return simulation.data.reports?.find(
    (report) => (report.job === build.jobId || report.job === build.jobName) && (report.buildNo ?? build.number) === build.number,
  );
}

/** Stable ID of a report of a build. */
export function reportId(build: Pick<BuildRun, "recordId">, label: string): string {
  const digest = createHash("sha256").update(`${build.recordId} ${label}`).digest("hex");
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}
