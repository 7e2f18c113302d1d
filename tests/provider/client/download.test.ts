/** Bytes: equal to the last one, with progress, and with errors when they are cut off. */
import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { buildClient, connect } from "../../../provider/client/build-client";
import { clientOf, failureOf, keys, type Reply, withService } from "./service";

const recordId = "a3270d84-ddc7-4288-b985-f801871b260d";
const bytes = randomBytes(300_000);
const file = { headers: { "content-type": "application/octet-stream" } };

test("a download is the same bytes, with name, size and progress", async () => {
  const headers = {
    ...file.headers,
    "content-length": String(bytes.length),
    "content-disposition": "attachment; filename*=UTF-8''%E6%97%A5%E5%BF%97.log",
  };
  await withService([{ headers, body: bytes }], async (service) => {
    const seen: { transferred: number; total?: number }[] = [];
    const download = await clientOf(service).logs.download(recordId, {}, { onProgress: (progress) => seen.push(progress) });
    expect(download).toMatchObject({ size: bytes.length, fileName: "日志.log", contentType: "application/octet-stream" });
    expect((await download.bytes()).equals(bytes)).toBe(true);
    expect(seen.at(-1)).toEqual({ transferred: bytes.length, total: bytes.length });
    const { accept, authorization } = service.asked[0]?.headers ?? {};
    expect(accept).toBe("application/json");
    expect(authorization).toContain("SignedHeaders=content-type;host;x-sdk-date");
  });
});

test("a compressed download arrives as it was; its size is not known beforehand", async () => {
  const text = "line\n".repeat(50_000);
  await withService([{ headers: { ...file.headers, "content-encoding": "gzip" }, body: gzipSync(text) }], async (service) => {
    const download = await clientOf(service).logs.download(recordId);
    expect(download.size).toBeUndefined();
    let found = "";
    for await (const chunk of download.stream) found += chunk;
    expect(found).toBe(text);
  });
});

test.each([
  ["a status", { status: 422, body: { error_code: "DEVCB.00031006", error_msg: "No." } }, "notFound"],
  ["JSON inside HTTP 200", { body: { error_code: "CB.00060200", error_msg: "No." } }, "refused"],
  ["an envelope inside HTTP 200", { body: { status: "error", error: "No." } }, "refused"],
  ["a page", { status: 404, headers: { "content-type": "text/html" }, body: "<html></html>" }, "invalidAnswer"],
] as [string, Reply, string][])("a failure that comes as %s is no file", async (_, reply, kind) => {
  await withService([reply], async (service) => {
    expect(await failureOf(clientOf(service).logs.download(recordId))).toMatchObject({ kind, operation: "downloadBuildLog" });
  });
});

test("a stored file that is JSON itself is a file", async () => {
  const settings = '{"name": "settings"}';
  await withService([{ headers: { "content-type": "application/json" }, body: settings }], async (service) => {
    const download = await clientOf(service).keystores.download({ name: "a.json", domain_id: recordId, id: recordId } as never);
    expect((await download.bytes()).toString()).toBe(settings);
  });
});

test("what failed before the first byte is repeated", async () => {
  await withService([{ breaks: "before" }, { status: 503, body: "" }, { ...file, body: bytes }], async (service) => {
    const download = await clientOf(service).logs.download(recordId);
    expect(await download.bytes()).toHaveLength(bytes.length);
    expect(service.asked).toHaveLength(3);
  });
});

test("bytes that are cut off end with our error, which shows no header", async () => {
  const headers = { ...file.headers, "content-length": String(bytes.length + 1) };
  await withService([{ headers, body: bytes, breaks: "inside" }], async (service) => {
    const download = await clientOf(service, { securityToken: "ExampleSecurityToken" }).logs.download(recordId);
    const error = await failureOf(download.bytes());
    expect(error).toMatchObject({ kind: "network", operation: "downloadBuildLog" });
    const shown = inspect(error, { depth: 20, showHidden: true });
    for (const secret of [keys.secretKey, "ExampleSecurityToken", "Signature="]) expect(shown).not.toContain(secret);
  });
});

test("a download that falls silent ends; one that is cancelled ends at once", async () => {
  const headers = { ...file.headers, "content-length": "10" };
  const answering = (_: unknown, index: number): Reply =>
    index === 0 ? { headers, body: "12345", silent: true } : { silent: true };
  await withService(answering, async (service) => {
    const error = await failureOf(clientOf(service, { timeout: 0.2, retries: 0 }).logs.download(recordId));
    expect(error).toMatchObject({ kind: "network", happened: "no" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const cancelled = clientOf(service).logs.download(recordId, {}, { signal: controller.signal });
    expect(await failureOf(cancelled)).toMatchObject({ kind: "cancelled" });
  });
});

test("a download that falls silent before anybody reads it is an error for who reads it, and no end of the process", async () => {
  const headers = { ...file.headers, "content-length": "10" };
  await withService([{ headers, body: "12345", stays: true }], async (service) => {
    const limits = { retries: 0, attemptTimeout: 200, overallTimeout: 60_000 };
    const place = { region: "cn-north-4", endpoints: { build: service.url }, proxy: {}, requestsInFlight: 1 };
    const client = buildClient({ ...place, limits, credentials: { type: "keys", ...keys } }, connect(1, {}));
    const download = await client.logs.download(recordId);
    await service.closed;
    expect(await failureOf(download.bytes())).toMatchObject({ kind: "network", code: "ETIMEDOUT" });
  });
});

test("cancelling reaches a download that is under way", async () => {
  await withService([{ ...file, body: Buffer.alloc(20_000_000) }], async (service) => {
    const controller = new AbortController();
    const download = await clientOf(service).logs.download(recordId, {}, { signal: controller.signal });
    const reading = failureOf(
      (async () => {
        for await (const _ of download.stream) controller.abort();
      })(),
    );
    expect((await reading).operation).toBe("downloadBuildLog");
  });
});
