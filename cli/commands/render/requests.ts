/** The requests of one resource, produced by the code that a deployment runs. */

import { z } from "zod";
import { type Handle, kinds, kindOf as listedKind } from "../../../provider/kinds";
import { type KindInput, type KindTable, type ListedKind, notKnown } from "../../../provider/kinds/table";
import type { Cloud, Declared } from "../../../provider/lifecycle/kind";
import { classOfType, isInternal, replaceUnknown } from "../../../provider/pulumi-wire";
import { createRecorder, type Request } from "./recorder";

type Inputs = Record<string, unknown>;

export interface Rendered {
  requests: Request[];
  /** Inputs that are secret or unknown as a whole, so their requests cannot be shown. */
  notShown?: string[];
  /** Why there are no requests. */
  problem?: string;
}

const byName = new Map<string, Handle>((Object.keys(kinds) as Handle[]).map((handle) => [kinds[handle].name, handle]));

export const kindOf = (type: string): string | undefined => {
  const name = classOfType(type);
  return name !== undefined && byName.has(name) ? name : undefined;
};

const secret = "[secret]";
/** Whether an input is an object or list: if it is hidden as a whole, it cannot be split up. */
function isComposed({ schema }: KindInput): boolean {
  const type = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return !(type instanceof z.ZodString || type instanceof z.ZodEnum);
}

export async function renderResource(type: string, given: Inputs): Promise<Rendered> {
  const entries = Object.entries(given).filter(([key]) => !isInternal(key));
  const handle = byName.get(kindOf(type) ?? "");
  const table: KindTable = handle === undefined ? {} : kinds[handle].inputs;
  const notShown = entries.flatMap(([key, value]) =>
    typeof value === "string" && table[key] && isComposed(table[key]) ? [key] : [],
  );
  const inputs = Object.fromEntries(entries.filter(([key]) => !notShown.includes(key)));
  const extra = notShown.length === 0 ? {} : { notShown };
  try {
    const requests = handle === undefined ? [] : await requestsOf(listedKind(handle), inputs);
    return { requests: requests.map((request) => clean(request) as Request), ...extra };
  } catch (error) {
    return { requests: [], ...extra, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function requestsOf<I extends Declared, L>({ create, offline }: ListedKind<I, L>, inputs: Inputs): Promise<Request[]> {
  // The preview has checked these inputs.
  const given = { ...inputs, ...offline?.inputs } as I;
  const answers = typeof offline?.answers === "function" ? offline.answers(given) : offline?.answers;
  const { client, requests } = createRecorder(String(inputs.region ?? ""), answers);
  const cloud: Cloud = { client, userId: client.userId, note: () => undefined };
  await create(cloud, given, () => undefined);
  return requests;
}

/** Shows files by name and unknown values as text; the engine has masked secrets already. */
function clean(value: unknown): unknown {
  if (typeof value === "string") return replaceUnknown(value, notKnown);
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value instanceof Uint8Array) return secret;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]));
}
