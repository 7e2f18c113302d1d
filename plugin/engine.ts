/** The engine that started this process: what is said goes to it, and when it ends so does this. */
import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export interface Engine {
  /** Shows a line to the person at the terminal, beside the resource where there is one. */
  log(line: string, urn?: string): void;
}

/** How often the engine is looked at. */
const pause = 1000;

export function connectEngine(address: string, ended: () => void): Engine {
  const client = new EngineClient(address, credentials.createInsecure());
  const channel = client.getChannel();
  setInterval(() => {
    // A process that listens no more refuses: on every system, and whatever stands between it and this one.
    if (channel.getConnectivityState(true) === connectivityState.TRANSIENT_FAILURE) ended();
  }, pause).unref();
  return {
    log(line, urn = "") {
      const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(line).setUrn(urn);
      client.log(request, () => undefined);
    },
  };
}
