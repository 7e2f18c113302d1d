/** Calls that return the raw answer, because envelopes, codes and bodies are what the probe is about. */
import { buildClient, type Client } from "../../../provider/client/build-client";
import { CodeArtsError } from "../../../provider/client/errors";
import { createLimiter } from "../../../provider/client/limiter";
import type { Settings } from "../../../provider/client/settings";
import { createTransport, type Incoming } from "../../../provider/client/transport";
import type { Input, OperationId } from "../../../provider/client/types";

export interface Reply {
  status: number;
  text: string;
  /** The parsed body; undefined if it is not JSON. */
  body: unknown;
  /** The service refused the call. */
  error?: CodeArtsError;
}

export type Send = <Id extends OperationId>(operation: Id, input: Input<Id>) => Promise<Reply>;

export interface ProbeCalls {
  client: Client;
  send: Send;
}

/** Failures that answer a question; all others (no network, no credentials, Ctrl+C) end the probe. */
const answers: ReadonlySet<string> = new Set(["notFound", "refused", "forbidden", "conflict", "invalidAnswer"]);

/** One call at a time, so that the last answer received belongs to it. */
export function openCalls(settings: Settings, signal: AbortSignal): ProbeCalls {
  const transport = createTransport({ requestsInFlight: 1, proxy: settings.proxy });
  const received: Incoming[] = [];
  const recording = {
    ...transport,
    async send(request: Parameters<typeof transport.send>[0]) {
      const answer = await transport.send(request);
      received.push(answer);
      return answer;
    },
  };
  const limits = { ...settings.limits, retries: Math.min(settings.limits.retries, 2) };
  const client = buildClient({ ...settings, limits }, { transport: recording, limiter: createLimiter(1) });
  const send: Send = async (operation, input) => {
    received.length = 0;
    const error = await client.request(operation, input, { signal }).then(
      () => undefined,
      (thrown: unknown) => {
        if (thrown instanceof CodeArtsError && answers.has(thrown.kind)) return thrown;
        throw thrown;
      },
    );
    const answer = received.at(-1);
    const text = answer?.body.toString("utf8") ?? "";
    return { status: answer?.status ?? 0, text, body: parsed(text), ...(error && { error }) };
  };
  return { client, send };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? JSON.parse(value) : value;
  } catch {
    return undefined;
  }
}
