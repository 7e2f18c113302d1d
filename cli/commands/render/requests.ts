/** The requests of one resource, produced by the code that a deployment runs. */

import { z } from "zod";
import { CodeArtsError } from "../../../provider/client/errors";
import { type Handle, kinds, kindOf as listedKind } from "../../../provider/kinds";
import { type KindInput, type KindTable, type ListedKind, notKnown } from "../../../provider/kinds/table";
import { Refusal } from "../../../provider/lifecycle/errors";
import type { Cloud, Declared } from "../../../provider/lifecycle/kind";
import { cleaned, marked, pathsKey, type Secrets, secretsOf } from "../../../provider/lifecycle/secrets";
import { classOfType, isInternal, isObject, isSecret, type Path, replaceUnknown } from "../../../provider/pulumi-wire";
import { keysOf } from "../../../provider/shared/keys";
import { createRecorder, type Request } from "./recorder";

type Inputs = Record<string, unknown>;

export interface Rendered {
  requests: Request[];
  /** Inputs that are secret or unknown as a whole, so their requests cannot be shown. */
  notShown?: string[];
  /** Why there are no requests. */
  problem?: string;
}

const byName = new Map<string, Handle>(keysOf(kinds).map((handle) => [kinds[handle].name, handle]));

export const kindByType = (type: string): string | undefined => {
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
  const handle = byName.get(kindByType(type) ?? "");
  if (handle === undefined) return { requests: [] };
  const kind = listedKind(handle);
  const table: KindTable = kind.inputs;
  const { inputs: read, secrets } = withSecrets(kind, given);
  const entries = Object.entries(masked(marked(read, secrets)) as Inputs).filter(([key]) => !isInternal(key));
  const notShown = entries.flatMap(([key, value]) =>
    typeof value === "string" && table[key] && isComposed(table[key]) ? [key] : [],
  );
  const inputs = Object.fromEntries(entries.filter(([key]) => !notShown.includes(key)));
  const extra = notShown.length === 0 ? {} : { notShown };
  try {
    const requests = await requestsOf(kind, inputs);
    return { requests: requests.map((request) => clean(request) as Request), ...extra };
  } catch (error) {
    return { requests: [], ...extra, problem: cleaned(problemOf(error, notShown), secrets) };
  }
}

/**
 * The engine masks secrets, unless the preview was made with --show-secrets: then some are marked and others are in clear, and what the
 * program and the kind say is secret is known all the same.
 */
function withSecrets(kind: ListedKind<Declared, unknown>, given: Inputs): { inputs: Inputs; secrets: Secrets } {
  const paths: unknown[] = Array.isArray(given[pathsKey]) ? [...given[pathsKey]] : [];
  const open = (value: unknown, path: Path): unknown => {
    if (isSecret(value)) {
      paths.push(path);
      return contentOf(value);
    }
    if (Array.isArray(value)) return value.map((item, index) => open(item, [...path, index]));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, open(item, [...path, key])]));
  };
  const inputs = { ...(open(given, []) as Inputs), [pathsKey]: paths };
  const { texts, ...others } = secretsOf(kind, inputs);
  return { inputs, secrets: { ...others, texts: texts.filter((text) => text !== secret) } };
}

/** What a mark is around, where it is not encrypted. */
function contentOf({ value, plaintext }: Record<string, unknown>): unknown {
  try {
    return typeof plaintext === "string" ? JSON.parse(plaintext) : (value ?? secret);
  } catch {
    return plaintext;
  }
}

/** With the engine's mask in the place of whatever is marked, at any depth. */
function masked(value: unknown): unknown {
  if (isSecret(value)) return secret;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item)]));
}

function problemOf(error: unknown, notShown: readonly string[]): string {
  const isWorded = error instanceof CodeArtsError || error instanceof Refusal;
  if (!isWorded && notShown.length > 0) return `the requests depend on ${notShown.join(", ")}, which the preview does not show`;
  return error instanceof Error ? error.message : String(error);
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

/** Shows files by name and unknown values as text. */
function clean(value: unknown): unknown {
  if (typeof value === "string") return replaceUnknown(value, notKnown);
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value instanceof Uint8Array) return secret;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]));
}
