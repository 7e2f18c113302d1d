/** Notice settings of a job: five channels that always exist. */
import type { AnyCall, Handlers } from "../operation";
import { invalid } from "../refusal";
import type { Channel, Notice, NoticeEvent } from "../store/model";
import type { Build } from "../wire";
import { jobFor } from "./access";
import { enveloped } from "./answers";

const channels: readonly Channel[] = ["DING_TALK", "MAIL", "MESSAGE", "WECOM", "FEISHU"];
const events: readonly NoticeEvent[] = ["buildJobFail", "updateConfigJob", "buildJobSuccess", "deleteJob", "forbiddenJob"];

const freshEvents: Partial<Record<Channel, readonly NoticeEvent[]>> = { MAIL: ["buildJobFail"], MESSAGE: events };

/** The notices of a new job: mail on failure, messages on everything. */
export function freshNotices(): Notice[] {
  return channels.map((channel) => ({
    channel,
    events: [...(freshEvents[channel] ?? [])],
    paramConfig: null,
    sendSwitch: true,
    useProjectNotice: false,
  }));
}

function item(call: AnyCall, notice: Notice): Build<"NoticeItem"> {
  const masked = call.simulation.readings.get("param-config") === "masked" && notice.paramConfig !== null;
  return {
    notice_type: notice.channel,
    enable_map: Object.fromEntries(events.map((event) => [event, notice.events.includes(event)])),
    param_config: masked ? "*****" : notice.paramConfig,
  };
}

function list(call: AnyCall, jobId: string) {
  return enveloped(
    call,
    jobFor(call, jobId).notices.map((notice) => item(call, notice)),
  );
}

function change(call: AnyCall, jobId: string, channel: string, to: (notice: Notice) => Notice): void {
  const job = jobFor(call, jobId, "modify");
  if (!job.notices.some((notice) => notice.channel === channel)) throw invalid(`There is no notice channel ${channel}.`);
  const notices = job.notices.map((notice) => (notice.channel === channel ? to(notice) : notice));
  call.simulation.store.jobs.put(jobId, { ...job, notices });
}

function update(call: AnyCall, jobId: string, body: Build<"NoticeUpdateRequest">): void {
  const keep = call.simulation.readings.get("notice-events-omitted") === "kept";
  change(call, jobId, body.notice_type, (notice) => ({
    ...notice,
    events: [...new Set([...(keep ? notice.events : []), ...body.enabled_event_type_names])],
    paramConfig: body.param_config ?? notice.paramConfig,
    sendSwitch: body.send_switch === undefined ? notice.sendSwitch : body.send_switch === "true",
    useProjectNotice: body.use_project_notice === undefined ? notice.useProjectNotice : body.use_project_notice === "true",
  }));
}

function resultV3(call: AnyCall, jobId: string) {
  const results = { null: null, text: jobId, object: { job_id: jobId } };
  return enveloped(call, results[call.simulation.readings.get("notice-result")]);
}

type NoticeId =
  | "listJobNotices"
  | "listJobNoticesV3"
  | "updateJobNotice"
  | "updateJobNoticeV3"
  | "disableJobNoticeV3"
  | "checkWebhookUrl";

export const notices: Handlers<NoticeId> = {
  listJobNotices: (call) => list(call, call.path.job_id),
  listJobNoticesV3: (call) => list(call, call.path.job_id),
  updateJobNotice(call) {
    update(call, call.path.job_id, call.body);
    return enveloped(call, call.simulation.readings.get("notice-result") === "null" ? null : call.path.job_id);
  },
  updateJobNoticeV3(call) {
    update(call, call.path.job_id, call.body);
    return resultV3(call, call.path.job_id);
  },
  disableJobNoticeV3(call) {
    change(call, call.path.job_id, call.query.notice_type.toUpperCase(), (notice) => ({ ...notice, events: [] }));
    return resultV3(call, call.path.job_id);
  },
  checkWebhookUrl(call) {
    jobFor(call, call.body.job_id, "modify");
    const url = URL.canParse(call.body.webhook_url) ? new URL(call.body.webhook_url) : undefined;
    if (url?.protocol !== "https:") throw invalid("The webhook address is not an https address.");
    return enveloped(call, null);
  },
};
