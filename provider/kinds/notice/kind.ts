import { CodeArtsError, recognized } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Change, Cloud, Found, Problem, RecordCreated, View } from "../../lifecycle/kind";
import { type Added, undeclaredPaths, unmodelled } from "../../lifecycle/undeclared";
import { compact, isAbsent, isObject, isUnknown, sameSet } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";
import { rawFromLive, rawRules, setFromLive } from "../parts/raw";
import { sharedReads, undeclaredAfterWrite, unlessGone } from "../parts/shared-reads";
import { isBlank, isMask, toBoolean, type Wire } from "../parts/wire";
import type { Listed, ListedKind } from "../table";
import {
  freshEvents,
  type NoticeChannel,
  type NoticeEvent,
  type NoticeInputs,
  noticeChannels,
  noticeEvents,
  noticeInputs,
} from "./inputs";
import { chatChannels, fullRobot, paramConfigToWire, robotFromLive, robotProblems } from "./robot";

/** One channel in the service's form. */
export type LiveNotice = Wire<"NoticeItem">;

/** One channel of one job. All five always exist, so create and update are the same call, and delete resets. */
export const notice: ListedKind<NoticeInputs, LiveNotice> = {
  name: "Notice",
  noun: "notice",
  plural: "notices",
  onePerJob: { by: "channel", merged: "events" },
  offline: { answers: { listJobNotices: noticeChannels.map((channel) => ({ notice_type: channel, enable_map: {} })) } },
  ...noticeInputs,
  rules,
  secrets: () => [["webhook"], ["signingKey"], ["paramConfig"]],
  // The id is the channel's: if the new resource were created first, deleting the old one would reset it.
  deleteFirst: () => true,
  // A channel that is already set belongs to somebody: an overwritten webhook cannot be recovered.
  uniqueName: true,
  lookFirst: true,
  twice:
    "another Notice of this program manages this channel of the job, and they would overwrite each other; keep one of them, with the events of both",
  within: { key: "jobId", list: channelsOf },
  label: ({ jobId, channel }) => `${channel ?? "?"} of job ${jobId ?? "?"}`,
  find,
  create,
  read,
  view,
  update: change,
  delete: reset,
};

function rules(written: Readonly<Record<string, unknown>>): Problem[] {
  const { channel, webhook, signingKey, paramConfig, useProjectNotice } = written;
  const problems = rawRules(written.raw, noticeInputs.schema);
  const say = (key: string, message: string) => problems.push({ path: [key], message });
  if (!isAbsent(paramConfig) && !isAbsent(webhook)) say("paramConfig", "replaces webhook and signingKey; write one or the other");
  else if (!isAbsent(paramConfig) && !isAbsent(signingKey))
    say("paramConfig", "replaces signingKey; write the key inside paramConfig");
  else if (!isAbsent(signingKey) && isAbsent(webhook)) say("signingKey", "belongs to a robot; also write its address: webhook");
  if (isUnknown(channel)) return problems;
  problems.push(...robotProblems(written));
  if (
    chatChannels.has(channel) &&
    isAbsent(webhook) &&
    isAbsent(paramConfig) &&
    useProjectNotice !== true &&
    !isUnknown(useProjectNotice)
  ) {
    say("webhook", `missing; ${String(channel)} needs the address of the group's robot, as config.requireSecret("…")`);
  }
  if ((channel === "MESSAGE" || channel === "MAIL") && !isAbsent(webhook)) {
    say("webhook", `${channel} has no robot; remove it, or write channel: "DING_TALK", "WECOM" or "FEISHU"`);
  }
  return problems;
}

const idOf = ({ jobId, channel }: Pick<NoticeInputs, "jobId" | "channel">) => `${jobId}/${channel}`;

function partsOf(id: string): { jobId: string; channel: NoticeChannel } {
  const [jobId, channel] = id.split("/");
  const known = noticeChannels.find((name) => name === channel);
  if (jobId && known) return { jobId, channel: known };
  const message = `"${id}" is not the id of a notice; write the job's id, a slash and the channel, such as ${"0".repeat(32)}/MAIL`;
  throw new CodeArtsError({ kind: "input", message });
}

const lists = sharedReads<LiveNotice[]>();

async function list({ client }: Cloud, jobId: string): Promise<LiveNotice[]> {
  return client.notices.list(jobId);
}

/** The list must contain every channel, used or not: a missing one would look switched off. */
function channelOf(items: readonly LiveNotice[], channel: NoticeChannel): LiveNotice {
  const item = items.find(({ notice_type }) => notice_type?.toUpperCase() === channel);
  recognized(isObject(item?.enable_map), `enable_map of the channel ${channel}`, "listJobNotices");
  return item ?? {};
}

async function read(cloud: Cloud, id: string): Promise<LiveNotice | undefined> {
  const { jobId, channel } = partsOf(id);
  const items = await unlessGone(lists.get(cloud.client, jobId, () => list(cloud, jobId)));
  return items && channelOf(items, channel);
}

const eventsOn = (live: LiveNotice): NoticeEvent[] => {
  const map: Record<string, unknown> = live.enable_map ?? {};
  return noticeEvents.filter((event) => toBoolean(map[event]) === true);
};

function view(live: LiveNotice, applied: NoticeInputs | undefined, id: string, region: string): View<NoticeInputs> {
  const on = eventsOn(live);
  const robot = applied ? robotFromLive(live, applied) : { inputs: fullRobot(live), undeclared: [] };
  const projectNotice = toBoolean(live.use_project_notice);
  const inputs = {
    ...(applied ?? { region }),
    ...partsOf(id),
    events: applied ? setFromLive(applied.events, on) : on,
    ...robot.inputs,
    ...(applied?.useProjectNotice !== undefined && { useProjectNotice: projectNotice ?? applied.useProjectNotice }),
    ...(applied?.raw && { raw: rawFromLive(applied.raw, live) }),
  };
  const extras = [
    ...robot.undeclared.map((input) => ({ path: [input], key: input, value: undefined, expected: false })),
    ...otherEvents(live).map((event) => ({ path: ["events", event], key: `event ${event}`, value: true, expected: true })),
    ...unmodelled(live, (field) => wireFields.has(field) || field in (applied?.raw ?? {}), {
      path: ["raw"],
      key: "raw",
      expected: true,
    }),
  ];
  return {
    inputs: compact<NoticeInputs>(Object.entries(inputs)),
    undeclared: undeclaredPaths(extras),
    ...(applied && { extras }),
  };
}

const wireFields: ReadonlySet<string> = new Set([...Object.keys(wireNamesOf(noticeInputs.schema)), "send_switch"]);

const knownEvents: ReadonlySet<string> = new Set(noticeEvents);

/** Enabled events without an input: they are undeclared, and an update turns off events that it omits. */
const otherEvents = (live: LiveNotice): string[] =>
  Object.entries(live.enable_map ?? {}).flatMap(([event, on]) => (toBoolean(on) && !knownEvents.has(event) ? [event] : []));

type NoticeBody = Body<"updateJobNotice">;

/** The request. `param_config` is omitted only if it is not set, or if its value is hidden. */
export function noticeBody(declared: NoticeInputs, applied?: NoticeInputs, live?: LiveNotice): NoticeBody {
  const config = paramConfigToWire(declared, applied, live?.param_config ?? undefined);
  const projectNotice = declared.useProjectNotice ?? (applied?.useProjectNotice === undefined ? undefined : false);
  const isSwitchDropped = applied?.raw && "send_switch" in applied.raw && !("send_switch" in (declared.raw ?? {}));
  return {
    ...declared.raw,
    ...(isSwitchDropped && { send_switch: "true" }),
    notice_type: declared.channel,
    // Events that the contract does not list are sent back as they came.
    enabled_event_type_names: [...new Set([...declared.events, ...otherEvents(live ?? {})])] as NoticeEvent[],
    ...(config !== undefined && { param_config: config }),
    ...(projectNotice !== undefined && { use_project_notice: String(projectNotice) }),
  };
}

async function create(cloud: Cloud, inputs: NoticeInputs, tell: RecordCreated<NoticeInputs>): Promise<void> {
  const id = idOf(inputs);
  const hidden = (["webhook", "signingKey", "paramConfig"] as const).find((key) => isMask(inputs[key]));
  if (hidden)
    throw new CodeArtsError({
      kind: "input",
      message: `${hidden}: its value is unknown, only asterisks; set it with config.requireSecret("…")`,
    });
  await write(cloud, inputs, noticeBody(inputs), freshEvents[inputs.channel]);
  tell(id, inputs);
  tell(id, inputs, await undeclaredNow(cloud, id, inputs));
}

/** The channel as it is now, where it is not as on a fresh job. Whether a fresh job mails on failure differs by region. */
async function find(cloud: Cloud, inputs: NoticeInputs): Promise<Found[]> {
  const { jobId, channel } = inputs;
  const live = channelOf(await list(cloud, jobId), channel);
  const on = eventsOn(live);
  const robot = isBlank(live.param_config) || isMask(live.param_config) ? "" : ", with its own settings";
  const isFresh = sameSet(on, freshEvents[channel]) || (channel === "MAIL" && on.length === 0);
  if (isFresh && robot === "") return [];
  const taken = `${channel} of this job is already set (${on.length > 0 ? on.join(", ") : "all events off"}${robot}), and the service does not record who set it`;
  return [{ id: idOf(inputs), taken }];
}

async function change(cloud: Cloud, id: string, { applied, declared, added }: Change<NoticeInputs>) {
  const live = channelOf(await list(cloud, declared.jobId), declared.channel);
  await write(cloud, declared, noticeBody(declared, applied, live), eventsOn(live));
  return undeclaredNow(cloud, id, declared, added);
}

const undeclaredNow = (cloud: Cloud, id: string, declared: NoticeInputs, added?: Added) =>
  undeclaredAfterWrite(async () => {
    // Must not change the shared list, which others may read later.
    const live = channelOf(await list(cloud, declared.jobId), declared.channel);
    return view(live, declared, id, declared.region);
  }, added);

/** Resets the channel to that of a new job. The job may already be deleted. */
async function reset(cloud: Cloud, id: string, applied: NoticeInputs): Promise<void> {
  const { jobId, channel } = partsOf(id);
  const fresh: NoticeInputs = { ...applied, jobId, channel, events: [...freshEvents[channel]], raw: undefined };
  const body: NoticeBody = {
    ...noticeBody({ ...fresh, webhook: undefined, signingKey: undefined, paramConfig: undefined }),
    param_config: "",
  };
  if (applied.useProjectNotice !== undefined) body.use_project_notice = "false";
  if (applied.raw && "send_switch" in applied.raw) body.send_switch = "true";
  await unlessGone(write(cloud, fresh, body, applied.events));
}

/** Whether an update turns off omitted events: not documented, so it is observed once per process. */
const unnamedGoOff = sharedReads<boolean>();

async function write(
  cloud: Cloud,
  { jobId, channel }: NoticeInputs,
  body: NoticeBody,
  before: readonly NoticeEvent[],
): Promise<void> {
  await cloud.client.notices.update(jobId, body).finally(() => lists.drop(cloud.client, jobId));
  const unwanted = before.filter((event) => !body.enabled_event_type_names.includes(event));
  if (unwanted.length === 0) return;
  const allOff = async () => {
    const on = eventsOn(channelOf(await list(cloud, jobId), channel));
    return !unwanted.some((event) => on.includes(event));
  };
  if ((await unnamedGoOff.get(cloud.client, "", allOff)) || (await allOff())) return;
  await cloud.client.notices.disableV3(jobId, { notice_type: channel });
  await cloud.client.notices.update(jobId, { send_switch: "true", ...body });
}

/** A job has every channel, used or not. */
async function* channelsOf(_: unknown, job: string): AsyncIterable<Listed> {
  for (const channel of noticeChannels) yield { id: `${job}/${channel}`, name: channel };
}
