import { isObject } from "../../lifecycle/values";
import { isBlank, isMask } from "../parts/wire";

/**
 * `param_config`: the one field of a notice that holds the robot's address and its key. Its form is not documented and is
 * assumed only here: a plain URL if there is no key (as checkWebhookUrl accepts it), otherwise a JSON object. Both are read;
 * writes keep the live form.
 */
export interface Robot {
  readonly webhook?: string;
  readonly signingKey?: string;
}

export const webhookNames = ["webhook_url", "webhookUrl", "webhook", "url"] as const;
export const keyNames = ["signing_key", "signingKey", "sign_key", "signKey", "secret", "sign"] as const;

/** Parses a live value; undefined if it is masked or in an unknown form. */
export function readRobot(live: string | null | undefined): Robot | undefined {
  if (isBlank(live)) return {};
  if (isMask(live)) return undefined;
  const fields = fieldsOf(live);
  if (!fields) return isAddress(live) ? { webhook: live } : undefined;
  const webhook = fields[nameIn(fields, webhookNames) ?? ""];
  const signingKey = fields[nameIn(fields, keyNames) ?? ""];
  return { ...(typeof webhook === "string" && { webhook }), ...(typeof signingKey === "string" && { signingKey }) };
}

/** The value to send: the live form with the robot's two fields set or removed. */
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
