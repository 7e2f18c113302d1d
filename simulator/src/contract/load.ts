/** The contract as data, from the copy that the build puts beside the code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OperationId } from "../wire";

export type Service = "build" | "hss" | "iam";
export type Schema = Record<string, unknown>;

export interface OperationParameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  id: OperationId;
  service: Service;
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  tag: string;
  summary: string;
  deprecated: boolean;
  /** Status of success: 201 for tokens, else 200. */
  status: number;
  parameters: OperationParameter[];
  body?: { type: string; schema: Schema; required: boolean };
  /** Absent if the response has no body. */
  answer?: { type: string; schema: Schema };
}

export interface Contract {
  operations: Operation[];
  schemas: Record<Service, Record<string, Schema>>;
  errorCodes: { status: number; code: string; meaning: string }[];
}

let loaded: Contract | undefined;

/** Reads the copy once per process. */
export function contract(): Contract {
  // Generated from the contract by tools/generate.
  loaded ??= JSON.parse(readFileSync(join(__dirname, "..", "..", "generated", "contract.json"), "utf8")) as Contract;
  return loaded;
}
