/** Converts a saved or live event log to a report of its stack; after reading all logs, the caller scrubs the reports (scrubAll) before showing them. */

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
  /** Name of the stack if the log does not contain it. */
  label: string;
  /** Language of the sentences in the report. */
  language: Language;
  /** Shared by all logs of one review: a secret marked in one is masked in all others. */
  secrets: Secrets;
  /** Called for each resource that the engine has planned. */
  progress?: (urn: string) => void;
  /** Rules that are evaluated after reading the log, on the resources of CodeArts kinds. */
  judge?: (resources: readonly PlainResource[]) => readonly Judgement[];
}

export async function readEvents(chunks: AsyncIterable<Uint8Array | string>, options: ReadOptions): Promise<StackReport> {
  const declared: PlainResource[] = [];
  const collected = createCollector(options.secrets, options.language, options.judge && ((resource) => declared.push(resource)));
  const seen = { events: 0, others: 0, damaged: 0, digest: false };
  const repeated = (line: Buffer): boolean => {
    const [, op, urn] = outputsOf.exec(line.toString("utf8", 0, longestStart)) ?? [];
    return (
      op !== undefined &&
      urn !== undefined &&
      !mayHoldSecrets(line.toString("latin1")) &&
      isWhole(line) &&
      collected.repeats(op, urn)
    );
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

/** More than half of a log are outputs of planned steps: recognized by the start of their line, they are not parsed. */
const outputsOf =
  /^\{(?:"sequence":\d+,)?(?:"timestamp":\d+,)?"resOutputsEvent":\{"metadata":\{"op":"([a-z-]+)","urn":"([^"\\]+)",/;

/** Events with longer names are parsed. */
const longestStart = 512;

function isWhole(line: Buffer): boolean {
  return line.subarray(-8).toString("latin1").trimEnd().endsWith("}}");
}

/** A log contains marked values in plain text only if requested; searching the text avoids traversing every value. */
function mayHoldSecrets(line: string): boolean {
  for (let at = line.indexOf(signatureKey); at >= 0; at = line.indexOf(signatureKey, at + signatureKey.length))
    if (line.indexOf(veiled, at) !== at) return line.includes('"plaintext"') || line.includes('"value"');
  return false;
}

/** The engine writes one event per line; Pulumi Cloud returns the same events in batches, and JSON tools combine them in one list. */
function batch(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const events = typeof value === "object" && value !== null ? (value as { events?: unknown }).events : undefined;
  return Array.isArray(events) ? events : [value];
}
