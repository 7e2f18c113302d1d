import type { components } from "../../client/generated/build";
import type { Declared } from "../../lifecycle/kind";

/** Where a notice goes: inside the service, by mail, or to a group of DingTalk, WeCom or Feishu. */
export type NoticeChannel = components["schemas"]["NoticeType"];

/** What is announced: a build that succeeded or failed, a job that was changed, deleted or disabled. */
export type NoticeEvent = components["schemas"]["NoticeEvent"];

/** What a program declares for one channel of one build job. */
export interface NoticeInputs extends Declared {
  /**
   * Set a channel that is not as on a fresh job, because somebody has set it, instead of refusing.
   * @default false
   */
  adoptExisting?: boolean;
  /**
   * The build job, usually `job.id`.
   * @limits 32 letters and digits
   */
  jobId: string;
  /**
   * Channel. A job has five, each at most once in a program.
   * @limits MESSAGE (in the service), MAIL, DING_TALK, WECOM, FEISHU
   */
  channel: NoticeChannel;
  /**
   * Events to announce, in any order; all others are turned off. An empty list turns the channel off.
   * @limits buildJobSuccess, buildJobFail, updateConfigJob, deleteJob, forbiddenJob (the job was disabled)
   */
  events: NoticeEvent[];
  /**
   * Address of the group's robot. DING_TALK, WECOM and FEISHU need one unless `useProjectNotice` is true; MESSAGE and MAIL have none.
   * @secret
   * @limits begins with https:// or http://
   */
  webhook?: string;
  /**
   * Key with which the robot checks what it receives, where the group asks for one. Needs `webhook`.
   * @secret
   */
  signingKey?: string;
  /**
   * The channel's settings as the service stores them (`param_config`), instead of `webhook` and `signingKey`. The way out
   * should the service expect another form than the one that these two are written in.
   * @secret
   */
  paramConfig?: string;
  /**
   * Whether the notice settings of the project apply instead. The service takes this setting and does not tell it, so a
   * change in the console stays unseen.
   * @default the service's (the job's own settings apply)
   */
  useProjectNotice?: boolean;
  /**
   * Wire fields of a notice update that have no input of their own, such as `send_switch`. By key: what is not named here
   * is not sent.
   */
  raw?: { [field: string]: unknown };
}

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
