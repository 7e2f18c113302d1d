/** Wire types of every operation, from the contract. */
import type { components as BuildComponents, operations as BuildOperations } from "./generated/build";
import type { components as HssComponents, operations as HssOperations } from "./generated/hss";
import type { operations as IamOperations } from "./generated/iam";

export type Operations = BuildOperations & HssOperations & IamOperations;
export type OperationId = keyof Operations;
/** A named schema of the Build document. */
export type Build<Name extends keyof BuildComponents["schemas"]> = BuildComponents["schemas"][Name];
/** A named schema of the HSS document. */
export type Hss<Name extends keyof HssComponents["schemas"]> = HssComponents["schemas"][Name];

type Shape<Id extends OperationId> = Operations[Id];
type Parameters<Id extends OperationId> = Shape<Id> extends { parameters: infer P } ? P : never;
type ParametersIn<P, Name extends string> = P extends { [K in Name]?: infer V } ? NonNullable<V> : Record<string, never>;

export type PathOf<Id extends OperationId> = ParametersIn<Parameters<Id>, "path">;
export type QueryOf<Id extends OperationId> = ParametersIn<Parameters<Id>, "query">;
export type BodyOf<Id extends OperationId> = Shape<Id> extends { requestBody: { content: infer C } } ? C[keyof C] : undefined;

type OkOf<R> = R extends { 200: infer A } ? A : R extends { 201: infer B } ? B : never;
type JsonOf<A> = A extends { content: { "application/json": infer J } } ? J : never;
/** The JSON body of the successful answer; `never` for downloads and empty answers. */
export type AnswerOf<Id extends OperationId> = Shape<Id> extends { responses: infer R } ? JsonOf<OkOf<R>> : never;
