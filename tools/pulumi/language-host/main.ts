/**
 * A small `pulumi-language-nodejs` for a Pulumi CLI that was built from its Go module, where the official language host
 * cannot be had. It runs programs and policy packs; making projects and generating code stay with the official one.
 * Development only. The engine starts it with its own address as the last argument and reads the port from stdout.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { languageRuntime } from "./service";

function quitWhenTheEngineIsGone(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(0);
  }, 1000).unref();
}

const engineAddress = process.argv.at(-1) ?? "";
// The engine, which keeps us in a process group of our own, ends us with an interrupt and waits five seconds for it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, languageRuntime(engineAddress));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    process.stderr.write(`pulumi-language-nodejs: cannot listen on loopback: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
  quitWhenTheEngineIsGone();
});
