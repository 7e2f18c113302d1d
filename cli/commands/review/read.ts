/** A saved or running event log to a report of its stack; whoever has read all logs scrubs the reports (scrubAll) before anything is shown. */

import type { Judgement, PlainResource } from "../../../policies";
import { signatureKey } from "../../../provider/pulumi-wire";
import { toEvent } from "./events/event";
import { readJsonLines } from "./events/lines";
import { createCollector } from "./model/collect";
import type { StackReport } from "./model/report";
import { type Secrets, veiled } from "./model/secrets";

export interface ReadOptions {
  /** What to call the stack when the log does not say. */
  label: string;
  /** Shared by all logs of one review: what is marked secret in one stays hidden in every other. */
  secrets: Secrets;
  /** Called for each resource that the engine has planned. */
  progress?: (urn: string) => void;
  /** Rules that are asked when the log is read, on the resources of our kinds. */
  judge?: (resources: readonly PlainResource[]) => readonly Judgement[];
}

export async function readEvents(chunks: AsyncIterable<Uint8Array | string>, options: ReadOptions): Promise<StackReport> {
  const declared: PlainResource[] = [];
  const collected = createCollector(options.secrets, options.judge && ((resource) => declared.push(resource)));
  let events = 0;
  let others = 0;
  const repeated = (line: Buffer): boolean => {
    const [, op, urn] = outputsOf.exec(line.toString("utf8", 0, longestStart)) ?? [];
    return op !== undefined && urn !== undefined && !mayHoldSecrets(line) && isWhole(line) && collected.repeats(op, urn);
  };
  const take = (value: unknown, line: string): void => {
    const marked = mayHoldSecrets(line);
    for (const one of batch(value)) {
      const event = toEvent(one);
      if (event === undefined) {
        others += 1;
        continue;
      }
      events += 1;
      collected.event(event, marked);
      if (options.progress && event.kind === "step" && event.phase === "pre") options.progress(event.step.urn);
    }
  };
  const counts = await readJsonLines(chunks, take, repeated);
  if (options.judge) collected.judged(options.judge(declared));
  const notes: string[] = [];
  if (counts.cut) notes.push(`the log is cut off in the middle of line ${counts.lines}`);
  if (counts.notJson > 0) notes.push(`${counts.notJson} ${counts.notJson === 1 ? "line is" : "lines are"} not JSON`);
  if (others > 0) notes.push(`${others} ${others === 1 ? "line is" : "lines are"} JSON but no event of the engine`);
  if (events === 0) notes.push(noEvents(counts.lines));
  return collected.finish(options.label, notes, counts.cut);
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

function noEvents(lines: number): string {
  if (lines === 0) return "the log is empty";
  return "the log holds no event of the engine: make it with `pulumi preview --event-log FILE` and PULUMI_DEBUG_COMMANDS=true (`pulumi preview --json` is another format, without policy results)";
}
