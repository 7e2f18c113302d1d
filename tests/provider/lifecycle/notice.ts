import { notice } from "../../../provider/kinds/notice/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

const webhook = "https://robot.example.com/webhook/send?key=made-up-key";

const set = ({ client }: Service, id: string, events: string[], config?: string) => {
  const [job = "", channel] = id.split("/");
  const body = { notice_type: channel, enabled_event_type_names: events, ...(config !== undefined && { param_config: config }) };
  return client.notices.update(job, body as never);
};

const makeJob = async ({ client, simulator }: Service, name: string): Promise<string> =>
  String((await client.jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: name })).job_id);

/** Channels are always there: those that differ from a fresh job count. */
async function unusual({ client, simulator }: Service): Promise<number> {
  let found = 0;
  for await (const job of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) {
    for (const item of await client.notices.list(String(job.id))) {
      const on = Object.values(item.enable_map ?? {}).filter(Boolean).length;
      const fresh = item.notice_type === "MESSAGE" ? 5 : item.notice_type === "MAIL" ? 1 : 0;
      if (on !== fresh || /[^*]/.test(item.param_config ?? "")) found += 1;
    }
  }
  return found;
}

export const noticeContract: Contract = {
  kind: "Notice",
  provider: () => lifecycle(notice),
  prepare: async (service) => {
    await makeJob(service, "other");
    return { jobId: await makeJob(service, "api") };
  },
  inputs: { channel: "WECOM", events: ["buildJobFail", "deleteJob"], webhook, raw: { send_switch: "true" } },
  updates: {
    events: ["buildJobSuccess", "forbiddenJob"],
    webhook: `${webhook}-2`,
    signingKey: "SEC-made-up",
    useProjectNotice: true,
    adoptExisting: true,
    raw: undefined,
  },
  replacements: { channel: "FEISHU" },
  calls: {
    create: ["listJobNotices", "updateJobNotice", "listJobNotices"],
    read: ["listJobNotices"],
    update: ["listJobNotices", "updateJobNotice", "listJobNotices", "listJobNotices"],
    delete: ["updateJobNotice", "listJobNotices"],
  },
  creates: "updateJobNotice",
  async disturb(service, id) {
    await set(service, id, ["buildJobFail", "deleteJob", "updateConfigJob"]);
    return "events[2]";
  },
  async add(service, id) {
    const config = JSON.stringify({ webhook_url: webhook, signing_key: "theirs" });
    await set(service, id, ["buildJobFail", "deleteJob"], config);
    const remains = async () => {
      const items = await service.client.notices.list(id.split("/")[0] ?? "");
      return items.some((item) => item.notice_type === "WECOM" && String(item.param_config).includes("theirs"));
    };
    return { path: "signingKey", remains };
  },
  count: unusual,
  secret: { inputs: { webhook, signingKey: "SEC-made-up-key" }, text: "SEC-made-up-key", paths: ["signingKey", "webhook"] },
};
