/** A client that sends nothing: it records every request and returns the minimal answer that its caller needs. */

import type { Client } from "../../../provider/client";
import { nounsOf } from "../../../provider/client/generated/calls";
import { operations } from "../../../provider/client/generated/operations";
import type { Operation, OperationInput } from "../../../provider/client/operation";
import type { Call } from "../../../provider/client/types";
import { notKnown } from "../../../provider/kinds/table";
import { own } from "../../../provider/lifecycle/values";

export interface Request {
  operation: string;
  method: string;
  path: string;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function createRecorder(
  region: string,
  answers: { readonly [operation: string]: unknown } = {},
): { client: Client; requests: Request[] } {
  const requests: Request[] = [];
  const record = async (id: string, input: OperationInput): Promise<unknown> => {
    const { method, path } = own<Pick<Operation, "method" | "path">>(operations, id) ?? { method: "?", path: id };
    // Reads depend on the live state and change nothing.
    if (method !== "GET") {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(input.path?.[name] ?? notKnown));
      const { query, body } = input;
      requests.push({
        operation: id,
        method,
        path: filled,
        ...(query === undefined ? {} : { query }),
        ...(body === undefined ? {} : { body }),
      });
    }
    return answers[id] ?? {};
  };
  // As in the client: the types of all operations come from the contract, this function serves them all.
  const call = record as Call;
  const client: Client = {
    region,
    request: call,
    each: async function* () {},
    iamProjectId: async () => notKnown,
    userId: async () => undefined,
    clockOffset: () => undefined,
    listenToClock: async () => {},
    ...nounsOf(call),
  };
  return { client, requests };
}
