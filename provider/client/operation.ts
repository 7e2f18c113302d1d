/** What the client has to know of an operation of the contract: one row of the generated table. */

export type ServiceName = "build" | "hss" | "iam";

/** Whether a call may be sent again when its outcome is unknown: reads and repeatable writes may, those sent once may not. */
export type Effect = "read" | "repeatable" | "once";

export type JsonType = "object" | "array" | "string" | "number" | "boolean" | "null";

export interface Operation {
  service: ServiceName;
  method: string;
  path: string;
  /** Query parameters: name to whether it is required. */
  query: Record<string, boolean>;
  request: "json" | "multipart" | null;
  /** null: an empty body is a good answer. */
  response: "json" | "binary" | null;
  /** The answer is an envelope of result, error and status. */
  envelope: boolean;
  /** Types that the contract allows for what the caller gets; absent when nothing is expected. */
  result?: readonly JsonType[];
  effect: Effect;
  /** A success may have no body where the contract has an object. */
  silent?: boolean;
  /** Other names of fields of the answer → the contract's name. */
  otherNames?: Readonly<Record<string, string>>;
  /** A header of the answer that belongs to what the caller gets, under its name. */
  answerHeader?: string;
  /** Needs no credentials. */
  open?: boolean;
}

/** Values of one call, as the generic form takes them. */
export interface OperationInput {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** How one call is made. */
export interface CallOptions {
  /** Cancels the call, wherever it stands: in the queue, on the wire, between two attempts. */
  signal?: AbortSignal;
  /** Budget of the whole call with its retries, in milliseconds. Default: `timeouts.overall` of the client. */
  timeout?: number;
  /** Called while a download arrives. */
  onProgress?: (progress: Progress) => void;
}

export interface CicdOptions extends CallOptions {
  /** IAM project of the region (not a CodeArts project). Default: looked up once by the region's name. */
  iamProjectId?: string;
}

/** Bytes that have arrived; total is known only when the service says it and the body is not compressed. */
export interface Progress {
  transferred: number;
  total?: number;
}
