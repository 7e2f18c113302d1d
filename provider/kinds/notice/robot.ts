/** The robot of a chat channel: its three inputs and the one wire field `param_config`. */
import type { Problem } from "../../lifecycle/kind";
import { isBlank, isMask, type Wire } from "../parts/wire";
import type { NoticeChannel, NoticeInputs } from "./inputs";
import { readRobot, writeRobot } from "./param-config";

/** Channels that send through a robot. */
export const chatChannels: ReadonlySet<unknown> = new Set<NoticeChannel>(["DING_TALK", "WECOM", "FEISHU"]);

/** Host of the robot's webhook → channel. */
const robotHosts = new Map<string, NoticeChannel>([
  ["oapi.dingtalk.com", "DING_TALK"],
  ["qyapi.weixin.qq.com", "WECOM"],
  ["open.feishu.cn", "FEISHU"],
  ["open.larksuite.com", "FEISHU"],
]);

/** Refuses a webhook of another chat service than the channel's. */
export function robotProblems({ channel, webhook, paramConfig }: Readonly<Record<string, unknown>>): Problem[] {
  if (!chatChannels.has(channel)) return [];
  const inConfig = typeof paramConfig === "string" ? readRobot(paramConfig)?.webhook : undefined;
  return Object.entries({ webhook, paramConfig: inConfig }).flatMap(([key, address]) => {
    if (typeof address !== "string" || !URL.canParse(address)) return [];
    const owner = robotHosts.get(new URL(address).hostname);
    if (owner === undefined || owner === channel) return [];
    return [
      {
        path: [key],
        message: `the address of a robot of ${owner}; write channel: "${owner}", or the address of a robot of ${String(channel)}`,
      },
    ];
  });
}

type RobotInputs = Pick<NoticeInputs, "webhook" | "signingKey" | "paramConfig">;

/** The robot in the program's form: masked or equal values stay as written. */
export function robotFromLive(live: Wire<"NoticeItem">, applied: NoticeInputs): { inputs: RobotInputs; undeclared: string[] } {
  const text = live.param_config ?? undefined;
  const { webhook, signingKey, paramConfig } = applied;
  if (paramConfig !== undefined) {
    return { inputs: { paramConfig: isMask(text) || text === paramConfig ? paramConfig : text || undefined }, undeclared: [] };
  }
  const found = readRobot(text);
  const seen = (written: string | undefined, there: string | undefined) =>
    written === undefined ? undefined : isMask(there) ? written : there;
  if (webhook === undefined) return { inputs: {}, undeclared: isBlank(text) ? [] : ["webhook"] };
  if (!found) return { inputs: isMask(text) ? { webhook, signingKey } : { webhook: text, signingKey }, undeclared: [] };
  return {
    inputs: { webhook: seen(webhook, found.webhook), signingKey: seen(signingKey, found.signingKey) },
    undeclared: signingKey === undefined && found.signingKey !== undefined ? ["signingKey"] : [],
  };
}

/** The robot with all its settings, as inputs. */
export function fullRobot(live: Wire<"NoticeItem">): RobotInputs {
  const text = live.param_config;
  if (isBlank(text) || typeof text !== "string") return {};
  if (isMask(text)) return { webhook: text };
  const found = readRobot(text);
  return found?.webhook === undefined ? { paramConfig: text } : { ...found };
}

/** The value to send, or undefined to leave the live one. */
export function paramConfigToWire(
  declared: NoticeInputs,
  applied: NoticeInputs | undefined,
  live: string | undefined,
): string | undefined {
  const hidden = isMask(live);
  const wanted = declared.paramConfig ?? declared.webhook;
  if (isMask(wanted)) return hidden ? undefined : live;
  if (declared.paramConfig !== undefined) return declared.paramConfig;
  if (declared.webhook === undefined) {
    const dropped = applied?.webhook !== undefined || applied?.paramConfig !== undefined;
    return dropped ? "" : hidden ? undefined : live;
  }
  const liveKey = applied?.signingKey === undefined ? readRobot(live)?.signingKey : undefined;
  const signingKey = declared.signingKey ?? (isMask(liveKey) ? undefined : liveKey);
  return writeRobot({ webhook: declared.webhook, ...(signingKey !== undefined && { signingKey }) }, hidden ? undefined : live);
}
