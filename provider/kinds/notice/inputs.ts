import { z } from "zod";
import type { components } from "../../client/generated/build";
import { replace, update, withDefault } from "../../lifecycle/kind";
import { sameSet } from "../../lifecycle/values";
import { adoptExisting, jobId, region } from "../parts/place";
import { isWebAddress, line } from "../parts/text";
import { isMask } from "../parts/wire";
import { derivedFrom, input, named, type Written } from "../table";
import { keyNames, webhookNames } from "./param-config";

export type NoticeChannel = components["schemas"]["NoticeType"];
export type NoticeEvent = components["schemas"]["NoticeEvent"];

/** Default events of each channel of a new job; also the list of channels. */
export const freshEvents = {
  MESSAGE: ["buildJobSuccess", "buildJobFail", "updateConfigJob", "deleteJob", "forbiddenJob"],
  MAIL: ["buildJobFail"],
  DING_TALK: [],
  WECOM: [],
  FEISHU: [],
} as const satisfies Record<NoticeChannel, readonly NoticeEvent[]>;

/** A table with an entry for each channel is never empty, as zod wants its lists of words. */
export const noticeChannels = Object.keys(freshEvents) as [NoticeChannel, ...NoticeChannel[]];
export const noticeEvents = freshEvents.MESSAGE;

const channel = named(
  "NoticeChannel",
  "Where notices are sent: inside the service, by mail, or to a group of DingTalk, WeCom or Feishu.",
  z.enum(noticeChannels),
);
const event = named(
  "NoticeEvent",
  "Announced event: a build succeeded or failed, a job was changed, deleted or disabled.",
  z.enum(noticeEvents),
);

const table = {
  region: region(replace("the job it belongs to is in another region")),
  adoptExisting: adoptExisting(
    "Adopt a channel that differs from that of a new job, because somebody has set it, instead of failing.",
  ),
  jobId: jobId(replace("it becomes a setting of another job; the old job's channel is reset to that of a new job")),
  channel: input(channel, {
    doc: "Channel. A job has five; a program may declare each at most once.",
    limits: "MESSAGE (in the service), MAIL, DING_TALK, WECOM, FEISHU",
    identifies: true,
    wire: { name: "notice_type" },
    change: replace("it becomes another channel; the old one is reset to that of a new job"),
  }),
  events: input(z.array(event), {
    doc: "Events to announce, in any order; all others are turned off. An empty list turns the channel off.",
    limits: "buildJobSuccess, buildJobFail, updateConfigJob, deleteJob, forbiddenJob (the job was disabled)",
    wire: { name: "enabled_event_type_names", also: ["enable_map"] },
    change: update(sameSet),
  }),
  webhook: input(
    line()
      .refine(
        (text) => isMask(text) || isWebAddress(text),
        "not a URL; write the robot's address as shown in the group, beginning with https://",
      )
      .optional(),
    {
      doc: "URL of the group's robot. DING_TALK, WECOM and FEISHU need one unless `useProjectNotice` is true; MESSAGE and MAIL have none.",
      limits: "starts with https:// or http://",
      secret: true,
      wire: { name: webhookNames[0], also: webhookNames },
      change: update(),
    },
  ),
  signingKey: input(line().optional(), {
    doc: "Key with which the robot verifies messages, if the group requires one. Needs `webhook`.",
    secret: true,
    wire: { name: keyNames[0], also: keyNames },
    change: update(),
  }),
  paramConfig: input(z.string().min(1).optional(), {
    doc: "The channel's settings in the service's own form (`param_config`), instead of `webhook` and `signingKey`. For cases in which the service expects a form other than the one written for these two.",
    secret: true,
    wire: { name: "param_config" },
    change: update(),
  }),
  useProjectNotice: input(z.boolean().optional(), {
    doc: "Whether the notice settings of the project apply instead. The service does not return this setting, so changes in the console are not detected.",
    otherwise: "the service's (the job's own settings apply)",
    wire: { name: "use_project_notice" },
    change: update(),
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Fields of the service's API that have no input, under their API names, such as `send_switch`. Only the keys declared here are sent.",
    change: update(withDefault({})),
  }),
};

/** One notification channel of one build job. */
export const noticeInputs = derivedFrom(table);
export type NoticeInputs = Written<typeof table>;
