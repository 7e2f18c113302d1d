/** One request and its response as data, for the dispatcher, the sender and the journal. */
import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../contract/load";
import type { Problem } from "../contract/validate";
import { bareIntegers } from "./integers";

export interface Exchange {
  readonly requestId: string;
  readonly operation: Operation | undefined;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly pathParameters: Record<string, unknown>;
  readonly origin: string;
  body: Buffer;
  user?: string;
  /** The parsed body, for the journal. */
  shownBody?: unknown;
  problems: Problem[];
  answerProblems: Problem[];
  unknownFields: string[];
  privateNames: ReadonlySet<string>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  errorCode?: string;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json;charset=utf-8", ...headers },
    body: bareIntegers(JSON.stringify(value)),
  };
}
