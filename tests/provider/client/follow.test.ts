/** A log that grows, against the simulator and its clock; and the readings of end_offset that nobody documents. */

import { followLog, type LogPiece } from "../../../provider/client/follow";
import { createClient } from "../../../provider/create-client";
import { withSimulator } from "../../helpers/simulator";
import { failureOf } from "./service";

async function all(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("every line once, to the last one of the build, with progress", async () => {
  await withSimulator(async (simulator) => {
    const { region, endpoints, projectId } = simulator;
    const client = createClient({ region, endpoints, ...simulator.credentials });
    const step = { module_id: "devcloud2018.codeci_action_20043.action", name: "Maven", properties: { command: "sleep 20" } };
    const { job_id: jobId = "" } = await client.jobs.create({
      project_id: projectId,
      job_name: "api",
      arch: "x86-64",
      steps: [step],
    });
    simulator.clock.freeze();
    const number = Number((await client.builds.run({ job_id: jobId })).actual_build_number);
    const seen: number[] = [];
    let text = "";
    const pieces = client.logs.follow(jobId, number, { onProgress: ({ transferred }) => seen.push(transferred) });
    simulator.clock.advance(8_000);
    for await (const piece of pieces) {
      text += piece;
      simulator.clock.advance(10_000);
    }
    const { build_record_id = "" } = await client.records.getInfo(jobId, number);
    const whole = (await (await client.logs.download(build_record_id)).bytes()).toString();
    expect(text).toBe(whole);
    expect(whole).toContain("Finished: SUCCESS");
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(Buffer.byteLength(whole));
  });
});

const lines = ["one", "two", "drei 三", "four"].map((line) => `${line}\n`);
const bytes = lines.join("");

/** A log of four lines, two a piece, as each reading of the offsets would give it. */
const readings: Record<string, (start: number) => LogPiece> = {
  "lines, end inside": (start) => piece(start, 2, (from, count) => from + count - 1),
  "lines, end outside": (start) => piece(start, 2, (from, count) => from + count),
  "no end told": (start) => ({ ...piece(start, 2, () => 0), end_offset: undefined }),
  "one line a piece, end inside": (start) => piece(start, 1, (from) => from),
  "bytes, end outside": (start) => {
    const part = Buffer.from(bytes).subarray(start, start + 9);
    const text = part.toString();
    const whole =
      Buffer.byteLength(text) === part.length && !text.includes("\uFFFD")
        ? text
        : Buffer.from(bytes)
            .subarray(start, start + 10)
            .toString();
    const end = start + Buffer.byteLength(whole);
    return { log: whole, start_offset: String(start), end_offset: String(end), has_more: end < Buffer.byteLength(bytes) };
  },
};

function piece(start: number, count: number, end: (from: number, count: number) => number): LogPiece {
  const part = lines.slice(start, start + count);
  const more = start + count < lines.length;
  return { log: part.join(""), start_offset: String(start), end_offset: String(end(start, part.length)), has_more: more };
}

test.each(Object.entries(readings))("offsets read as %s: nothing twice, nothing lost", async (_, read) => {
  const source = { operation: "getRealTimeLog", read: async (start: number) => read(start), hasEnded: async () => true };
  expect(await all(followLog(source, {}))).toBe(bytes);
});

test("cancelling ends the wait", async () => {
  const controller = new AbortController();
  const source = { operation: "getRealTimeLog", read: async () => ({ has_more: true }), hasEnded: async () => false };
  setTimeout(() => controller.abort(), 20);
  expect(await failureOf(all(followLog(source, { signal: controller.signal })))).toMatchObject({ kind: "cancelled" });
});
