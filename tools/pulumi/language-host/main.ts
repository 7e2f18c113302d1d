/**
 * A small language host for a Pulumi CLI built from its Go module, where the official ones are not available: for
 * Node.js, Python or Go, by the name under which it is started. It runs programs, and policy packs in Node.js; creating
 * projects and generating code require the official ones.
 * Development only. The engine starts it with its own address as the last argument and reads the port from stdout.
 */
import { basename } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { isLanguage } from "./other-languages";
import { languageRuntime } from "./service";

function quitWhenTheEngineIsGone(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(0);
  }, 1000).unref();
}

const [, script = "", ...args] = process.argv;
const name = basename(script);
const language = name.replace("pulumi-language-", "");
if (!isLanguage(language)) throw new Error(`${name} is no language host`);
const engineAddress = args.at(-1) ?? "";
// The engine runs the host in its own process group, stops it with an interrupt and waits five seconds.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, languageRuntime(language, engineAddress));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    process.stderr.write(`${name}: cannot listen on loopback: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
  quitWhenTheEngineIsGone();
});
