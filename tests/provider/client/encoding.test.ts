/** Compressed answers: the encodings that are asked for, in the forms that servers give them. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { clientOf, failureOf, jobId, success, withService } from "./service";

const answer = success({ job_name: "工程 ".repeat(20_000) });
const text = JSON.stringify(answer.body);
const json = { "content-type": "application/json" };

test.each([
  ["gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["br", brotliCompressSync(text)],
  ["GZIP", gzipSync(text)],
])("an answer in %s is read", async (encoding, body) => {
  await withService([{ headers: { ...json, "content-encoding": encoding }, body }], async (service) => {
    expect(await clientOf(service).jobs.getConfig(jobId)).toMatchObject({ job_name: "工程 ".repeat(20_000) });
  });
});

test.each([
  ["gzip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["br", brotliCompressSync(text)],
])("an answer in %s that ends too early, or is none, is a failure and no half answer", async (encoding, whole) => {
  for (const body of [whole.subarray(0, whole.length / 2), Buffer.from("Zno such thing")]) {
    await withService([{ headers: { ...json, "content-encoding": encoding }, body }], async (service) => {
      const failure = await failureOf(clientOf(service, { retries: 0 }).jobs.getConfig(jobId));
      expect(failure.message).toMatch(/^getJobConfig/);
    });
  }
});
