import { isObject } from "../../lifecycle/values";
import { isBlank, isMask } from "../parts/wire";

/**
 * `param_config`: the one field of a notice that holds the robot's address and its key. Its form is not documented, so this
 * file is the only place that has an opinion: a bare address where there is only that (the neighbouring endpoint
 * checkWebhookUrl takes it so), otherwise a JSON object. Read is either; what is written follows the form that is live.
 */
export interface Robot {
  readonly webhook?: string;
  readonly signingKey?: string;
}

export const webhookNames = ["webhook_url", "webhookUrl", "webhook", "url"] as const;
export const keyNames = ["signing_key", "signingKey", "sign_key", "signKey", "secret", "sign"] as const;

/** What a live value says; undefined when it is masked or in a form that we do not know, so that nothing can be said. */
export function readRobot(live: string | null | undefined): Robot | undefined {
  if (isBlank(live)) return {};
  if (isMask(live)) return undefined;
  const fields = fieldsOf(live);
  if (!fields) return isAddress(live) ? { webhook: live } : undefined;
  const webhook = fields[nameIn(fields, webhookNames) ?? ""];
  const signingKey = fields[nameIn(fields, keyNames) ?? ""];
  return { ...(typeof webhook === "string" && { webhook }), ...(typeof signingKey === "string" && { signingKey }) };
}

/** The value to send: the live form with the robot's two fields set or, where the robot has none, removed. */
export function writeRobot(robot: Robot, live?: string | null): string {
  const fields = fieldsOf(live);
  if (!fields && robot.signingKey === undefined) return robot.webhook ?? "";
  const written = { ...fields };
  put(written, webhookNames, robot.webhook);
  put(written, keyNames, robot.signingKey);
  return Object.keys(written).length === 0 ? "" : JSON.stringify(written);
}

function put(fields: Record<string, unknown>, names: readonly [string, ...string[]], value: string | undefined): void {
  const name = nameIn(fields, names) ?? names[0];
  if (value === undefined) delete fields[name];
  else fields[name] = value;
}

const nameIn = (fields: Record<string, unknown>, names: readonly string[]): string | undefined =>
  names.find((name) => Object.hasOwn(fields, name));

const isAddress = (text: unknown): text is string => typeof text === "string" && /^https?:\/\//i.test(text);

function fieldsOf(text: string | null | undefined): Record<string, unknown> | undefined {
  if (typeof text !== "string" || !text.trimStart().startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
