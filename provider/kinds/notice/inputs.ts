import { z } from "zod";
import type { components } from "../../client/generated/build";
import { replace, update, withDefault } from "../../lifecycle/kind";
import { sameSet } from "../../lifecycle/values";
import { adoptExisting, jobId, region } from "../parts/place";
import { isWebAddress, line } from "../parts/text";
import { isMask } from "../parts/wire";
import { input, madeFrom, named, type Written } from "../table";
import { keyNames, webhookNames } from "./param-config";

export type NoticeChannel = components["schemas"]["NoticeType"];
export type NoticeEvent = components["schemas"]["NoticeEvent"];

/** On which events a channel of a fresh job sends; also the list of channels. */
export const freshEvents = {
  MESSAGE: ["buildJobSuccess", "buildJobFail", "updateConfigJob", "deleteJob", "forbiddenJob"],
  MAIL: ["buildJobFail"],
  DING_TALK: [],
  WECOM: [],
  FEISHU: [],
} as const satisfies Record<NoticeChannel, readonly NoticeEvent[]>;

export const noticeChannels = Object.keys(freshEvents) as [NoticeChannel, ...NoticeChannel[]];
export const noticeEvents = freshEvents.MESSAGE;

const channel = named(
  "NoticeChannel",
  "Where a notice goes: inside the service, by mail, or to a group of DingTalk, WeCom or Feishu.",
  z.enum(noticeChannels),
);
const event = named(
  "NoticeEvent",
  "What is announced: a build that succeeded or failed, a job that was changed, deleted or disabled.",
  z.enum(noticeEvents),
);

const table = {
  region: region(replace("the job it belongs to is in another region")),
  adoptExisting: adoptExisting("Set a channel that is not as on a fresh job, because somebody has set it, instead of refusing."),
  jobId: jobId(replace("it becomes a setting of another job; the old job's channel goes back to that of a fresh job")),
  channel: input(channel, {
    doc: "Channel. A job has five, each at most once in a program.",
    limits: "MESSAGE (in the service), MAIL, DING_TALK, WECOM, FEISHU",
    identifies: true,
    wire: { name: "notice_type" },
    change: replace("it becomes another channel; the old one goes back to that of a fresh job"),
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
        "not an address; write the robot's address as the group shows it, beginning with https://",
      )
      .optional(),
    {
      doc: "Address of the group's robot. DING_TALK, WECOM and FEISHU need one unless `useProjectNotice` is true; MESSAGE and MAIL have none.",
      limits: "begins with https:// or http://",
      secret: true,
      wire: { name: webhookNames[0], also: webhookNames },
      change: update(),
    },
  ),
  signingKey: input(line().optional(), {
    doc: "Key with which the robot checks what it receives, where the group asks for one. Needs `webhook`.",
    secret: true,
    wire: { name: keyNames[0], also: keyNames },
    change: update(),
  }),
  paramConfig: input(z.string().min(1).optional(), {
    doc: "The channel's settings as the service stores them (`param_config`), instead of `webhook` and `signingKey`. The way out should the service expect another form than the one that these two are written in.",
    secret: true,
    wire: { name: "param_config" },
    change: update(),
  }),
  useProjectNotice: input(z.boolean().optional(), {
    doc: "Whether the notice settings of the project apply instead. The service does not return this setting, so a change in the console is not noticed.",
    otherwise: "the service's (the job's own settings apply)",
    wire: { name: "use_project_notice" },
    change: update(),
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Wire fields of a notice update that have no input of their own, such as `send_switch`. By key: what is not named here is not sent.",
    change: update(withDefault({})),
  }),
};

/** One channel of one build job, as a program declares it. */
export const noticeInputs = madeFrom(table);
export type NoticeInputs = Written<typeof table>;
