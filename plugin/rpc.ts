/** Handlers of the protocol, and the form of their errors. */
import { type handleUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { LifecycleError, PartiallyCreatedError, reasonOf } from "../provider/lifecycle/errors";
import { sent } from "./wire";

/** A handler from a function that returns or throws. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(failure(error)),
      );
  };
}

export function failure(error: unknown): ServiceError {
  const message = error instanceof LifecycleError ? error.message : reasonOf(error);
  const metadata = new Metadata();
  // Created but not finished: the engine stores this detail in state.
  if (error instanceof PartiallyCreatedError)
    metadata.add("grpc-status-details-bin", Buffer.from(detailOf(error).serializeBinary()));
  return Object.assign(new Error(message), { code: status.UNKNOWN, details: message, metadata });
}

function detailOf({ id, properties, reasons, message }: PartiallyCreatedError): Status {
  const detail = new ErrorResourceInitFailed().setId(id).setProperties(sent(properties)).setReasonsList(reasons);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  return new Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([packed]);
}
