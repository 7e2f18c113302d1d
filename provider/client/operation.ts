/** What the client needs to know of an operation: one row of the table generated from the contract. */

export type ServiceName = "build" | "hss" | "iam";

/** Whether a call may be retried when its outcome is unknown: true for reads and repeatable writes. */
export type Effect = "read" | "repeatable" | "once";

export type JsonType = "object" | "array" | "string" | "number" | "boolean" | "null";

export interface Operation {
  service: ServiceName;
  method: string;
  path: string;
  /** Query parameters: name → whether it is required. */
  query: Record<string, boolean>;
  request: "json" | "multipart" | null;
  /** null: an empty body is a valid response. */
  response: "json" | "binary" | null;
  /** The response is an envelope of result, error and status. */
  envelope: boolean;
  /** Types that the contract allows for the result; absent if none is expected. */
  result?: readonly JsonType[];
  effect: Effect;
  /** A success may have no body although the contract has an object. */
  silent?: boolean;
  /** Alternative names of response fields → the contract's name. */
  otherNames?: Readonly<Record<string, string>>;
  /** A response header that becomes part of the result, under its name. */
  answerHeader?: string;
  /** Needs no credentials. */
  open?: boolean;
}

/** Values of one call in generic form. */
export interface OperationInput {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Options of one call. */
export interface CallOptions {
  /** Cancels the call at any point: in the queue, in flight, or between two attempts. */
  signal?: AbortSignal;
  /** Time limit of the call including retries, in milliseconds. Default: `timeouts.overall` of the client. */
  timeout?: number;
  /** Called while a download arrives. */
  onProgress?: (progress: Progress) => void;
}

export interface CicdOptions extends CallOptions {
  /** IAM project of the region (not a CodeArts project). Default: looked up once by the region's name. */
  iamProjectId?: string;
}

/** Bytes received so far; the total is known only if the service sends it and the body is not compressed. */
export interface Progress {
  transferred: number;
  total?: number;
}
