/** The client's interface for other folders. */

export type { Client } from "./build-client";
export type { Download } from "./download";
export { CodeArtsError, type ErrorKind, type Happened } from "./errors";
export { operations } from "./generated/operations";
export type { ListInput, PagedOperation, Row } from "./lists";
export type { UploadFile } from "./multipart";
export type { CallOptions, CicdOptions, Progress } from "./operation";
export type { ClientOptions } from "./settings";
export type { Answer, Body, Input, OperationId, Path, Query, Schemas } from "./types";
