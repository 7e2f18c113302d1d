/** Success ratios, build times, and test and coverage reports, all derived from the same builds. */
import { localDay, utcIso } from "../../clock";
import { type AnyCall, type Handlers, Raw } from "../../operation";
import { missing } from "../../refusal";
import type { BuildRun, Job } from "../../store/model";
import type { Build } from "../../wire";
import { jobFor } from "../access";
import { enveloped } from "../answers";
import { dayRange } from "../builds";
import { buildOf, buildsOf, repositoryName, stateOf } from "../runs";
import { reportId, seededReport } from "./seeded";

const day = 24 * 3_600_000;

function finished(call: AnyCall, builds: readonly BuildRun[]): BuildRun[] {
  return builds.filter((build) => stateOf(call, build).finished);
}

function succeeded(call: AnyCall, builds: readonly BuildRun[]): BuildRun[] {
  return builds.filter((build) => stateOf(call, build).status === "SUCCESS");
}

interface Selection {
  repository_name: string;
  branch?: string;
  interval: number;
}

/** Finished builds of a repository and branch within the last days; an interval of 0 means today. */
function selected(call: AnyCall, job: Job, { repository_name, branch = "all", interval }: Selection): BuildRun[] {
  const from = call.simulation.clock.now() - Math.max(1, interval) * day;
  return finished(call, buildsOf(call, job)).filter(
    (build) =>
      build.createdAt >= from && repositoryName(build) === repository_name && (branch === "all" || build.branch === branch),
  );
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function fraction(part: number, whole: number): string {
  if (whole === 0) return "0/0";
  const by = divisor(part, whole);
  return `${part / by}/${whole / by}`;
}

function perDay(call: AnyCall, builds: readonly BuildRun[]): Build<"DailySuccessRatio">[] {
  const days = new Map<string, BuildRun[]>();
  for (const build of builds) {
    const date = localDay(build.createdAt, "/");
    days.set(date, [...(days.get(date) ?? []), build]);
  }
  return [...days].map(([date, of]) => ({ date, success_ratio: Math.round((100 * succeeded(call, of).length) / of.length) }));
}

function summaryOf(build: BuildRun, stage: string, label: string, at: number, counts: Counts): Build<"TestReportSummary"> {
  const { total, failures, errors, others, milliseconds } = counts;
  const success = total - failures - errors - others;
  return {
    job_id: build.jobId,
    build_no: build.number,
    stage_name: stage,
    root_id: reportId(build, `tests ${label}`),
    total,
    success,
    failures,
    errors,
    others,
    success_density: total === 0 ? 0 : success / total,
    execution_time: milliseconds,
    genrate_time: utcIso(at),
    region: build.region,
    is_success: failures + errors === 0,
  };
}

interface Counts {
  total: number;
  failures: number;
  errors: number;
  others: number;
  milliseconds: number;
}

const noCounts: Counts = { total: 0, failures: 0, errors: 0, others: 0, milliseconds: 0 };

function testReport(call: AnyCall, build: BuildRun): Build<"TestReport"> {
  const state = stateOf(call, build);
  const tests = state.finished ? (seededReport(call, build)?.tests ?? []) : [];
  const stages = tests.map((test) => ({ ...noCounts, ...test }));
  const sum = stages.reduce<Counts>(
    (total, stage) => ({
      total: total.total + stage.total,
      failures: total.failures + stage.failures,
      errors: total.errors + stage.errors,
      others: total.others + stage.others,
      milliseconds: total.milliseconds + stage.milliseconds,
    }),
    noCounts,
  );
  return {
    summary: summaryOf(build, stages[0]?.stageName ?? "", "all", state.finishedAt, sum),
    sub_summarys: stages.map((stage) => summaryOf(build, stage.stageName, stage.stageName, state.finishedAt, stage)),
  };
}

function coverageOf(call: AnyCall, build: BuildRun) {
  const reports = stateOf(call, build).finished ? (seededReport(call, build)?.coverage ?? []) : [];
  return reports.map((report) => ({ ...report, rootId: reportId(build, `coverage ${report.stageName}`) }));
}

type ReportId =
  | "getJobSuccessRatio"
  | "listCoverageReports"
  | "getBuildSuccessReport"
  | "downloadCoverageReport"
  | "getTestReport"
  | "getBuildTimeReport"
  | "listReportBranches"
  | "listReportRepositories";

export const reports: Handlers<ReportId> = {
  getJobSuccessRatio(call) {
    const range = dayRange(call.query.start_time, call.query.end_time);
    const all = finished(call, buildsOf(call, jobFor(call, call.path.job_id)));
    const found = all.filter(({ createdAt }) => createdAt >= range.from && createdAt < range.to);
    const successes = succeeded(call, found).length;
    const ratio = found.length === 0 ? 0 : Math.round((100 * successes) / found.length) / 100;
    return { success_count: successes, total_count: found.length, success_ratio: ratio };
  },
  getBuildSuccessReport(call) {
    const job = jobFor(call, call.query.job_id);
    const found = selected(call, job, call.query);
    const successes = succeeded(call, found).length;
    return enveloped(call, {
      job_id: job.id,
      branch: call.query.branch ?? "all",
      total_success_count: successes,
      total_count: found.length,
      total_success_ratio_fraction: fraction(successes, found.length),
      every_day_report: perDay(call, found),
    });
  },
  getBuildTimeReport(call) {
    const job = jobFor(call, call.query.job_id);
    const chart = selected(call, job, call.query).map((build) => {
      const { duration, status } = stateOf(call, build);
      return {
        daily_build_number: build.daily,
        build_number: build.number,
        build_time: Math.round(duration / 1000),
        build_result: String(status),
      };
    });
    const times = chart.map(({ build_time }) => build_time);
    const sum = times.reduce((total, time) => total + time, 0);
    return enveloped(call, {
      job_id: job.id,
      avg_build_time: times.length === 0 ? 0 : sum / times.length,
      max_build_time: Math.max(0, ...times),
      min_build_time: times.length === 0 ? 0 : Math.min(...times),
      chart,
    });
  },
  listReportRepositories(call) {
    const names = buildsOf(call, jobFor(call, call.path.job_id)).map(repositoryName).filter(Boolean);
    return enveloped(call, { latest: names.at(-1) ?? "", repositories: [...new Set(names)] });
  },
  listReportBranches(call) {
    const all = buildsOf(call, jobFor(call, call.query.job_id));
    const branches = all.filter((build) => repositoryName(build) === call.query.repository_name).map(({ branch }) => branch);
    return enveloped(call, [...new Set(branches)]);
  },
  getTestReport: (call) => enveloped(call, testReport(call, buildOf(call, call.path.job_id, call.query.build_no))),
  listCoverageReports(call) {
    const build = buildOf(call, call.query.job_id, call.query.build_no);
    return enveloped(call, {
      unit_summary_list: coverageOf(call, build).map(({ stageName, rootId }) => ({
        region: build.region,
        job_id: build.jobId,
        build_no: build.number,
        stage_name: stageName,
        root_id: rootId,
      })),
    });
  },
  downloadCoverageReport(call) {
    const build = buildOf(call, call.query.job_id, call.query.build_no);
    const report = coverageOf(call, build).find(({ rootId }) => rootId === call.query.root_id);
    if (!report) throw missing("The coverage report");
    return new Raw(Buffer.from(report.content), { "content-type": "application/octet-stream" });
  },
};
