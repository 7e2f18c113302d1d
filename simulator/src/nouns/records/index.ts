/** Build records, stages, scripts and graphs. */
import { parseLocal } from "../../clock";
import type { AnyCall, Handlers } from "../../operation";
import { invalid, missing, windowTooLong } from "../../refusal";
import type { BuildRun, Job } from "../../store/model";
import type { Build } from "../../wire";
import { jobFor, jobRights } from "../access";
import { enveloped, pageOf } from "../answers";
import { healthScore } from "../jobs/rows";
import { buildByRecord, buildOf, buildsOf } from "../runs";
import { scriptOf } from "./script";
import { briefRecord, buildRecord, graph, infoRecord, recordInfo, stages } from "./views";

function timeOf(text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const at = parseLocal(text);
  if (Number.isNaN(at)) throw invalid(`${text} is not a time that exists.`);
  return at;
}

function jobOfBuildProject(call: AnyCall, id: string): Job | undefined {
  const { store } = call.simulation;
  const jobId = store.by.jobsByBuildProject.list(id)[0];
  const job = jobId === undefined ? undefined : store.jobs.get(jobId);
  return job && !job.deleted && job.region === call.caller.region.name && jobRights(call, job).view ? job : undefined;
}

function buildsOfProject(call: AnyCall, id: string, from: string | undefined, to: string | undefined): BuildRun[] {
  const job = jobOfBuildProject(call, id);
  if (!job) throw missing("The build project");
  const [first, last] = [timeOf(from, 0), timeOf(to, Number.MAX_SAFE_INTEGER)];
  return buildsOf(call, job).filter(({ createdAt }) => createdAt >= first && createdAt <= last);
}

const longestWindow = 31 * 24 * 3_600_000;

interface InfoQuery {
  start_time: string;
  end_time: string;
  page_index?: number;
  page_size?: number;
}

function infoPage(call: AnyCall, jobId: string, query: InfoQuery): Build<"BuildInfoRecordPage"> {
  const job = jobFor(call, jobId);
  const [from, to] = [timeOf(query.start_time, 0), timeOf(query.end_time, 0)];
  if (to - from > longestWindow) throw windowTooLong();
  const found = buildsOf(call, job)
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to + 999)
    .reverse();
  const { page_index: index = 0, page_size: size = 10 } = query;
  const pages =
    call.simulation.readings.get("page-total") === "pages" ? Math.ceil(found.length / Math.max(1, size)) : found.length;
  return {
    health_score: String(healthScore(call, job)),
    page_index: String(index),
    total_page: String(pages),
    total_record: String(found.length),
    job_build_states: pageOf(found, index, size).map((build) => infoRecord(call, build)),
  };
}

const old = <Result>(result: Result) => ({ success: true, message: "", err_code: "", result });

const isOneOf = (wanted: string[] | undefined, value: string | null) =>
  !wanted || wanted.length === 0 || (value !== null && wanted.includes(value));

type RecordsId =
  | "getBuildRecordInfo"
  | "getBuildRecordInfoV3"
  | "getBuildRecordInfoV4"
  | "listBuildInfoRecords"
  | "listBuildInfoRecordsV3"
  | "getBuildScript"
  | "getBuildStages"
  | "listBriefRecords"
  | "countBuildRecords"
  | "listBuildRecords"
  | "getBuildRecord"
  | "getBuildInfoRecord"
  | "getBuildFlowGraph"
  | "getBuildFlowGraphV3";

export const records: Handlers<RecordsId> = {
  getBuildRecordInfo: (call) => enveloped(call, recordInfo(call, buildOf(call, call.path.job_id, call.path.build_no))),
  getBuildRecordInfoV4: (call) => enveloped(call, recordInfo(call, buildOf(call, call.path.job_id, call.path.build_no))),
  getBuildRecordInfoV3: (call) => old(recordInfo(call, buildOf(call, call.path.job_id, call.path.build_no))),
  listBuildInfoRecords: (call) => enveloped(call, infoPage(call, call.path.job_id, call.query)),
  listBuildInfoRecordsV3: (call) => enveloped(call, infoPage(call, call.path.job_id, call.query)),
  getBuildInfoRecord: (call) => enveloped(call, infoRecord(call, buildOf(call, call.path.job_id, call.path.build_no))),
  getBuildScript: (call) => enveloped(call, scriptOf(buildByRecord(call, call.path.record_id))),
  getBuildStages: (call) => enveloped(call, stages(call, buildByRecord(call, call.path.record_id))),
  getBuildRecord: (call) => enveloped(call, buildRecord(call, buildByRecord(call, call.path.record_id))),
  listBriefRecords(call) {
    const limit = call.query.limit ?? 10;
    return enveloped(
      call,
      call.body.map((id) => {
        const job = jobOfBuildProject(call, id);
        const newest = job ? buildsOf(call, job).slice(-Math.max(1, limit)).reverse() : [];
        return { project_id: id, brief_build_record_dtos: newest.map((build) => briefRecord(call, build)) };
      }),
    );
  },
  countBuildRecords(call) {
    const { from_date, to_date } = call.query;
    return enveloped(call, { total: buildsOfProject(call, call.path.build_project_id, from_date, to_date).length });
  },
  listBuildRecords(call) {
    const { page = 0, limit = 10, triggers, branches, tags, from_date, to_date } = call.query;
    const found = buildsOfProject(call, call.path.build_project_id, from_date, to_date)
      .filter((build) => isOneOf(triggers, build.trigger) && isOneOf(branches, build.branch) && isOneOf(tags, build.tag))
      .reverse();
    const data = pageOf(found, page, limit).map((build) => buildRecord(call, build));
    return enveloped(call, { pagination: { page, limit, total: found.length }, data });
  },
  getBuildFlowGraph: (call) => enveloped(call, graph(call, call.path.build_flow_record_id)),
  getBuildFlowGraphV3: (call) => old(graph(call, call.path.build_flow_record_id)),
};
