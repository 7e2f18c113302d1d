/** Argument and result of an operation's handler. */

import type { Caller } from "./auth/identify";
import type { Operation } from "./contract/load";
import type { Simulation } from "./simulation";
import type { AnswerOf, BodyOf, OperationId, PathOf, QueryOf } from "./wire";

export interface UploadedFile {
  name: string;
  content: Buffer;
}

export interface Call<Id extends OperationId> {
  simulation: Simulation;
  operation: Operation;
  caller: Caller;
  path: PathOf<Id>;
  query: QueryOf<Id>;
  body: BodyOf<Id>;
  file?: UploadedFile;
  /** URL under which the caller reached the simulator. */
  origin: string;
}

/** A response other than JSON with the operation's status. */
export class Raw {
  constructor(
    readonly body: Buffer | string,
    readonly headers: Record<string, string>,
  ) {}
}

export class WithHeaders<Body> {
  constructor(
    readonly body: Body,
    readonly headers: Record<string, string>,
  ) {}
}

/** A success without a body although the contract has one. */
export class NoBody {
  readonly kind = "no body";
}

type Given<Id extends OperationId> = [AnswerOf<Id>] extends [never] ? Raw : AnswerOf<Id> | WithHeaders<AnswerOf<Id>> | NoBody;

export type Handler<Id extends OperationId> = (call: Call<Id>) => Given<Id>;
export type Handlers<Ids extends OperationId> = { [Id in Ids]: Handler<Id> };

/** A call of which only the caller and the location matter. */
export type AnyCall = Pick<Call<OperationId>, "simulation" | "caller">;
