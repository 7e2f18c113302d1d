/** The plugin as a process: what starts it, and what ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { installation } from "../../../tools/lib/installation";
import { bareEnvironment, run } from "../../../tools/lib/process";
import { call } from "../../plugin/shell";

let executable: string;
beforeAll(async () => {
  executable = join(
    (await installation()).folder,
    "node_modules",
    "pulumi-codearts",
    "dist",
    "plugin",
    "pulumi-resource-codearts",
  );
}, 900_000);

/** A process that listens as the engine does, and can be killed. */
async function withEngine(work: (engine: { address: string; kill(): void }) => Promise<void>): Promise<void> {
  const server = new Server();
  const nothing = (_: unknown, callback: (error: null, answer: Empty) => void) => callback(null, new Empty());
  server.addService(EngineService, {
    log: nothing,
    getRootResource: nothing,
    setRootResource: nothing,
    startDebugging: nothing,
    requirePulumiVersion: nothing,
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  try {
    await work({ address: `127.0.0.1:${port}`, kill: () => server.forceShutdown() });
  } finally {
    server.forceShutdown();
  }
}

function started(path: string, address: string): { child: ChildProcess; port: Promise<string>; ended: Promise<number | null> } {
  const env = { ...bareEnvironment(tmpdir()), PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  const child = spawn(path, [address], { env, stdio: ["ignore", "pipe", "inherit"] });
  const port = new Promise<string>((resolve) => child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim())));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, port, ended };
}

test(
  "started by its link, it answers with its port, its version and its schema, and ends when the engine is gone",
  () =>
    withEngine(async ({ address, kill }) => {
      const folder = mkdtempSync(join(tmpdir(), "codearts-plugin-"));
      const link = join(folder, "pulumi-resource-codearts");
      symlinkSync(executable, link);
      const { child, port, ended } = started(link, address);
      try {
        const client = new ResourceProviderClient(`127.0.0.1:${await port}`, credentials.createInsecure());
        const info = await call<PluginInfo>((done) => client.getPluginInfo(new Empty(), done));
        const answer = await call<messages.GetSchemaResponse>((done) => client.getSchema(new messages.GetSchemaRequest(), done));
        const schema = JSON.parse(answer.getSchema());
        expect([schema.name, schema.version]).toEqual(["codearts", info.getVersion()]);
        client.close();
        kill();
        expect(await ended).toBe(0);
      } finally {
        child.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
      }
    }),
  60_000,
);

test("without Node.js it says so, and where to get it; of one that is too old the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-plugin-"));
  try {
    for (const tool of ["dirname", "readlink", "sh"]) symlinkSync(`/usr/bin/${tool}`, join(folder, tool));
    const env = { ...bareEnvironment(folder), PATH: folder };
    const without = await run("/bin/sh", [executable, "127.0.0.1:1"], { cwd: folder, env });
    expect(without).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/there is no node on PATH, .*Node\.js 20\.19 or later/),
    });
    const bundle = join(dirname(executable), "codearts.js");
    const script = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } }); require(${JSON.stringify(bundle)});`;
    const old = await run(process.execPath, ["-e", script], { cwd: folder, env });
    expect(old).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/the node on PATH is 18\.20\.0, .*Node\.js 20\.19 or later/),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
