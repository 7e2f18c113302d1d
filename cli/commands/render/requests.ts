/** The requests of one resource, made by the code that a deployment runs. */

import { buildJob } from "../../../provider/kinds/build-job/kind";
import { buildRun } from "../../../provider/kinds/build-run/kind";
import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import { keystore } from "../../../provider/kinds/keystore/kind";
import { notice } from "../../../provider/kinds/notice/kind";
import type { Cloud, Declared, Kind } from "../../../provider/lifecycle/kind";
import { classOfType, isInternal, replaceUnknown } from "../../../provider/pulumi-wire";
import { createRecorder, notKnown, type Request } from "./recorder";

type Inputs = Record<string, unknown>;

export interface Rendered {
  requests: Request[];
  /** Inputs that are secret or not known as a whole: what they become cannot be shown. */
  notShown?: string[];
  /** Why there are no requests. */
  problem?: string;
}

const kinds: { [type: string]: (inputs: Inputs) => Promise<Request[]> } = {
  BuildJob: (inputs) => requestsOf(buildJob, inputs),
  BuildTemplate: (inputs) => requestsOf(buildTemplate, inputs),
  Notice: (inputs) => requestsOf(notice, inputs),
  Keystore: (inputs) => requestsOf(keystore, { ...inputs, content: "" }),
  CicdConfiguration: (inputs) => requestsOf(cicdConfiguration, inputs),
  // Waiting for the build sends nothing.
  BuildRun: (inputs) => requestsOf(buildRun, { ...inputs, wait: false }),
};

export const kindOf = (type: string): string | undefined => {
  const name = classOfType(type);
  return name !== undefined && Object.hasOwn(kinds, name) ? name : undefined;
};

const secret = "[secret]";
/** Inputs whose value is no text: where the whole is hidden, there is nothing to take apart. */
const composed = new Set([
  "parameters",
  "steps",
  "stepSecrets",
  "scms",
  "schedules",
  "triggers",
  "raw",
  "timeout",
  "events",
  "permissions",
  "command",
]);

export async function renderResource(type: string, given: Inputs): Promise<Rendered> {
  const entries = Object.entries(given).filter(([key]) => !isInternal(key));
  const notShown = entries.filter(([key, value]) => composed.has(key) && typeof value === "string").map(([key]) => key);
  const inputs = Object.fromEntries(entries.filter(([key]) => !notShown.includes(key)));
  const extra = notShown.length === 0 ? {} : { notShown };
  try {
    const requests = await kinds[kindOf(type) ?? ""]?.(inputs);
    return { requests: (requests ?? []).map((request) => clean(request) as Request), ...extra };
  } catch (error) {
    return { requests: [], ...extra, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function requestsOf<I extends Declared, L>(kind: Kind<I, L>, inputs: Inputs): Promise<Request[]> {
  const { client, requests } = createRecorder(String(inputs.region ?? ""));
  const cloud: Cloud = { client, userId: client.userId, note: () => undefined };
  // The preview has checked these inputs.
  await kind.create(cloud, inputs as I, () => undefined);
  return requests;
}

/** Files by their name only, unknown values in words; secrets are masked by the engine already. */
function clean(value: unknown): unknown {
  if (typeof value === "string") return replaceUnknown(value, notKnown);
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value instanceof Uint8Array) return secret;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]));
}
