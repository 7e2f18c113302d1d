/** The engine that started this process: it receives log lines, and this process exits when it ends. */
import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export interface Engine {
  /** Shows a line to the user, with the resource if there is one. */
  log(line: string, urn?: string): void;
}

/** Interval of the check whether the engine still runs. */
const pause = 1000;

export function connectEngine(address: string, ended: () => void): Engine {
  const client = new EngineClient(address, credentials.createInsecure());
  const channel = client.getChannel();
  setInterval(() => {
    // A refused connection means on every system that the engine has ended.
    if (channel.getConnectivityState(true) === connectivityState.TRANSIENT_FAILURE) ended();
  }, pause).unref();
  return {
    log(line, urn = "") {
      const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(line).setUrn(urn);
      client.log(request, () => undefined);
    },
  };
}
