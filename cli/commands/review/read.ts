/** A saved or running event log to a report of its stack; whoever has read all logs scrubs the reports (scrubAll) before anything is shown. */

import type { Judgement, PlainResource } from "../../../policies";
import { isObject, signatureKey } from "../../../provider/pulumi-wire";
import { eventsOfDigest } from "./events/digest";
import { toEvent } from "./events/event";
import { type LineCounts, readJsonLines } from "./events/lines";
import { createCollector, type Gaps } from "./model/collect";
import { veiled } from "./model/forms";
import { privateKeyLines } from "./model/looks";
import type { StackReport } from "./model/report";
import type { Secrets } from "./model/secrets";
import { type Language, type Texts, texts } from "./texts";

export interface ReadOptions {
  /** What to call the stack when the log does not say. */
  label: string;
  /** Of the sentences in the report. */
  language: Language;
  /** Shared by all logs of one review: what is marked secret in one stays hidden in every other. */
  secrets: Secrets;
  /** Called for each resource that the engine has planned. */
  progress?: (urn: string) => void;
  /** Rules that are asked when the log is read, on the resources of our kinds. */
  judge?: (resources: readonly PlainResource[]) => readonly Judgement[];
}

export async function readEvents(chunks: AsyncIterable<Uint8Array | string>, options: ReadOptions): Promise<StackReport> {
  const declared: PlainResource[] = [];
  const collected = createCollector(options.secrets, options.language, options.judge && ((resource) => declared.push(resource)));
  const seen = { events: 0, others: 0, damaged: 0, digest: false };
  const repeated = (line: Buffer): boolean => {
    const [, op, urn] = outputsOf.exec(line.toString("utf8", 0, longestStart)) ?? [];
    return op !== undefined && urn !== undefined && !mayHoldSecrets(line) && isWhole(line) && collected.repeats(op, urn);
  };
  const take = (value: unknown, text: string): void => {
    const marked = mayHoldSecrets(text);
    for (const line of privateKeyLines(text)) options.secrets.add(line);
    const digest = eventsOfDigest(value);
    seen.digest ||= digest !== undefined;
    for (const one of digest ?? batch(value)) {
      const event = toEvent(one);
      if (event === undefined) {
        if (isObject(one) && "sequence" in one) seen.damaged += 1;
        else seen.others += 1;
        continue;
      }
      seen.events += 1;
      collected.event(event, marked);
      if (options.progress && event.kind === "step" && event.phase === "pre") options.progress(event.step.urn);
    }
  };
  const counts = await readJsonLines(chunks, take, repeated);
  if (options.judge) collected.judged(options.judge(declared));
  return collected.finish(options.label, gapsOf(counts, seen, texts[options.language].model));
}

function gapsOf(
  counts: LineCounts,
  seen: { events: number; others: number; damaged: number; digest: boolean },
  said: Texts["model"],
): Gaps {
  const gaps: Gaps = { notes: [], missing: [], withoutPolicies: false };
  const unread = counts.unread + seen.damaged;
  if (counts.cut) gaps.missing.push(said.cutOff(counts.lines));
  if (unread > 0) gaps.missing.push(said.unreadLines(unread));
  if (seen.events === 0) gaps.missing.push(counts.lines === 0 ? said.emptyLog : said.noEvents);
  if (seen.others > 0) gaps.notes.push(said.otherValues(seen.others));
  if (seen.digest) gaps.withoutPolicies = true;
  return gaps;
}

/** A good half of a log are outputs of planned steps: told by the start of their line, they need not be parsed. */
const outputsOf =
  /^\{(?:"sequence":\d+,)?(?:"timestamp":\d+,)?"resOutputsEvent":\{"metadata":\{"op":"([a-z-]+)","urn":"([^"\\]+)",/;

/** Longer names are read like everything else. */
const longestStart = 512;

function isWhole(line: Buffer): boolean {
  return line.subarray(-8).toString("latin1").trimEnd().endsWith("}}");
}

/** A log holds marked values in clear only when it was made to; looking at the text spares a walk through every value. */
function mayHoldSecrets(line: Buffer | string): boolean {
  for (let at = line.indexOf(signatureKey); at >= 0; at = line.indexOf(signatureKey, at + signatureKey.length))
    if (line.indexOf(veiled, at) !== at) return line.includes('"plaintext"') || line.includes('"value"');
  return false;
}

/** The engine writes one event a line; Pulumi Cloud hands out the same events in batches, and tools for JSON make one list of them. */
function batch(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const events = typeof value === "object" && value !== null ? (value as { events?: unknown }).events : undefined;
  return Array.isArray(events) ? events : [value];
}
