/** Build logs: they grow with the clock. */
import { gzipSync } from "node:zlib";
import { logText } from "../engine/log";
import { type AnyCall, type Handlers, Raw } from "../operation";
import { invalid, missing, noLog } from "../refusal";
import { enveloped } from "./answers";
import { buildByRecord, buildOf, stateOf } from "./runs";

function textOf(call: AnyCall, recordId: string, filter: { level?: string; step?: string } = {}): string {
  const build = buildByRecord(call, recordId);
  if (build.unscheduled) throw noLog();
  return logText(build, call.simulation.clock.now(), filter);
}

function download(text: string, name: string, compress = false): Raw {
  const type = compress ? "application/zip" : "application/octet-stream";
  const suffix = compress ? "log.gz" : "log";
  return new Raw(compress ? gzipSync(text) : Buffer.from(text), {
    "content-type": type,
    "content-disposition": `attachment; filename="${name}.${suffix}"`,
  });
}

type LogId =
  | "getRealTimeLog"
  | "getRealTimeLogV3"
  | "downloadBuildLog"
  | "downloadBuildLogV3"
  | "downloadBuildLogV4"
  | "downloadStepLogV4";

export const logs: Handlers<LogId> = {
  getRealTimeLogV3(call) {
    const build = buildOf(call, call.path.job_id, call.path.build_no);
    if (build.unscheduled) throw noLog();
    const { offset, length = 1_000_000 } = call.query;
    if (offset < 0 || length < 1) throw invalid("offset must not be negative and length at least 1.");
    const text = logText(build, call.simulation.clock.now());
    const content = text.slice(offset, offset + length);
    const next = offset + content.length;
    return enveloped(call, {
      has_more_data: next < text.length || !stateOf(call, build).finished,
      offset: next,
      content,
      current_offset: offset,
    });
  },
  getRealTimeLog(call) {
    const build = buildOf(call, call.path.job_id, call.path.build_no);
    if (build.unscheduled) throw noLog();
    const lines = logText(build, call.simulation.clock.now()).split("\n").slice(0, -1);
    const { start_offset: start = 0, end_offset, sort = "ASC" } = call.query;
    const size = Number(call.query.size);
    if (!Number.isInteger(size) || size < 1) throw invalid("size must be a number from 1.");
    const descending = sort.toUpperCase() === "DESC";
    const end = Math.min(end_offset === undefined ? lines.length : end_offset + 1, lines.length);
    const from = descending ? Math.max(start, end - size) : start;
    const piece = lines.slice(from, Math.min(end, from + size));
    return enveloped(call, {
      has_more: from + piece.length < lines.length || !stateOf(call, build).finished,
      start_offset: String(from),
      end_offset: String(from + Math.max(0, piece.length - 1)),
      log: (descending ? piece.reverse() : piece).map((line) => `${line}\n`).join(""),
      location: "",
    });
  },
  downloadBuildLog(call) {
    const { log_level: level, compress } = call.query;
    return download(textOf(call, call.path.record_id, { level }), call.path.record_id, compress);
  },
  downloadBuildLogV3: (call) => download(textOf(call, call.path.record_id), call.path.record_id),
  downloadBuildLogV4: (call) => download(textOf(call, call.path.record_id, { level: call.query.log_level }), call.path.record_id),
  downloadStepLogV4(call) {
    const step = call.query.task_name;
    const build = buildByRecord(call, call.path.record_id);
    if (!build.steps.some(({ name }) => name === step)) throw missing("The step");
    return download(textOf(call, call.path.record_id, { level: call.query.log_level, step }), call.path.record_id);
  },
};
