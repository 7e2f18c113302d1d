/** `pulumi-resource-codearts`: started by Pulumi's engine with its address as the last argument; answers with its port on stdout. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getAsset, isSea } from "node:sea";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { engineAddress } from "../provider/config";
import { connectEngine } from "./engine";
import { service } from "./service";

/** The engine interrupts a plugin after cancelling it; nothing is running then. */
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));

// In the executable it is a part of the file, in the package it stands beside it.
const schema = isSea() ? getAsset("schema.json", "utf8") : readFileSync(join(__dirname, "schema.json"), "utf8");
const version: string = JSON.parse(schema).version;
const connect = (address: string) => connectEngine(address, () => process.exit(0));
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, service({ schema, version, address: engineAddress(), connect }));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    process.stderr.write(`pulumi-resource-codearts: cannot listen on loopback: ${error.message}\n`);
    process.exit(1);
  }
  // What the bundle begins with is about starting alone.
  process.removeAllListeners("uncaughtException");
  process.stdout.write(`${port}\n`);
});
