/** Types of every operation, derived from the contract, so that no wire field is written twice. */
import type { Download } from "./download";
import type { components as BuildComponents, operations as BuildOperations } from "./generated/build";
import type { OnceOperation, ReadOperation } from "./generated/effects";
import type { components as HssComponents, operations as HssOperations } from "./generated/hss";
import type { components as IamComponents, operations as IamOperations } from "./generated/iam";
import type { UploadFile } from "./multipart";
import type { CallOptions } from "./operation";

export interface Operations extends BuildOperations, HssOperations, IamOperations {}

/** operationId of the contract. */
export type OperationId = keyof Operations;

/** Named schemas of the contract: `Schemas["BuildJobConfig"]`. */
export type Schemas = BuildComponents["schemas"] & HssComponents["schemas"] & IamComponents["schemas"];

type Field<Holder, Name> = Name extends keyof Holder ? NonNullable<Holder[Name]> : never;
type ParametersIn<Id extends OperationId, In extends "path" | "query"> = Field<Operations[Id]["parameters"], In>;

/** Values in the path. */
export type Path<Id extends OperationId> = ParametersIn<Id, "path">;

/** Values in the query. */
export type Query<Id extends OperationId> = ParametersIn<Id, "query">;

type RequestContent<Id extends OperationId> = Field<Operations[Id], "requestBody">;

type BodyOf<Content> = [Content] extends [never]
  ? never
  : Content extends { content: { "application/json": infer Json } }
    ? Json
    : Content extends { content: { "multipart/form-data": infer Form } }
      ? Omit<Form, "file"> & { file: UploadFile }
      : never;

/** The request body. A file of a form is `{ name, content }`. */
export type Body<Id extends OperationId> = BodyOf<RequestContent<Id>>;

type Answers<Id extends OperationId> = Operations[Id]["responses"];
type Success<Id extends OperationId> =
  Answers<Id> extends { 200: infer Ok } ? Ok : Answers<Id> extends { 201: infer Made } ? Made : never;

/** Reads and creates always have a result: a missing one is an error. Other writes may have none. */
type Sure<Id extends OperationId, Result> = Id extends OnceOperation | ReadOperation ? Result : Result | undefined;

type Unwrapped<Id extends OperationId, Json> = "status" extends keyof Json
  ? Result<Id, Json>
  : "success" extends keyof Json
    ? Result<Id, Json>
    : Json;

/** The token is in a response header. */
type AnswerHeader<Id extends OperationId> = Id extends "createUserToken" ? { "X-Subject-Token": string } : unknown;

type Result<Id extends OperationId, Json> = Json extends { result?: infer Inner }
  ? Sure<Id, Exclude<Inner, undefined>>
  : undefined;

/** The result of a call: the `result` of an envelope, else the body, a Download for bytes, or undefined. */
export type Answer<Id extends OperationId> =
  Success<Id> extends { content: { "application/json": infer Json } }
    ? Unwrapped<Id, Json> & AnswerHeader<Id>
    : Success<Id> extends { content: { "application/octet-stream": unknown } }
      ? Download
      : undefined;

type Given<Name extends string, Value> = [Value] extends [never] ? unknown : { [Key in Name]: Value };
type Optional<Name extends string, Value> = [Value] extends [never] ? unknown : { [Key in Name]?: Value };
type QueryInput<Id extends OperationId> = Operations[Id]["parameters"] extends { query: infer Values }
  ? Given<"query", Values>
  : Optional<"query", Query<Id>>;
/** The IAM project of HSS paths is looked up by default. */
type PathInput<Id extends OperationId> = Id extends keyof HssOperations ? { path?: Partial<Path<Id>> } : Given<"path", Path<Id>>;

/** All values of one call, by location. */
export type Input<Id extends OperationId> = PathInput<Id> & QueryInput<Id> & Given<"body", Body<Id>>;

/** Makes one typed call. */
export type Call = <Id extends OperationId>(operation: Id, input: Input<Id>, options?: CallOptions) => Promise<Answer<Id>>;
