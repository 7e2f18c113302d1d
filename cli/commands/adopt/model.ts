/** The data that the parts of `adopt` pass to each other. */
import { kinds } from "../../../sdk/generated/kinds";
import type { Code } from "./code";

export type KindName = (typeof kinds)[keyof typeof kinds]["handle"];

/** The adoptable kinds by their command-line name, which also names files of the program. */
export const kindByWord: ReadonlyMap<string, KindName> = new Map(
  Object.values(kinds).flatMap(({ handle, page, isAdoptable }) => (isAdoptable ? [[page.replace(/^build-/, ""), handle]] : [])),
);
const wordByKind = new Map([...kindByWord].map(([word, kind]) => [kind, word]));
export const wordOf = (kind: KindName): string => wordByKind.get(kind) ?? kind;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A live object as the provider would store it after a create. */
export interface Adoptable {
  kind: KindName;
  id: string;
  /** The display name; for a notice, its channel. */
  name: string;
  /** CodeArts project; undefined for kinds of the account. */
  projectId?: string;
  /** Names of the job's groups from the root down. */
  group?: string[];
  /** A notice's job. */
  jobId?: string;
  /** Resource name derived from a Terraform address. */
  resourceName?: string;
  /** The key of a Terraform address, kept in the names of constants. */
  key?: string;
  inputs: JsonObject;
  outputs: JsonObject;
  /** Live fields without an input, without list indexes, such as `steps[].actions`. */
  noInput?: string[];
  /** The inputs without secret marks. */
  plain?: JsonObject;
  /** The same object with these inputs declared, and with further secret paths. */
  redeclare?(own: JsonObject, secrets: string[][]): { inputs: JsonObject; outputs: JsonObject };
}

/** A value that the program reads from the stack's configuration. */
export interface Secret {
  /** Configuration key in the program's own namespace. */
  key: string;
  /** Undefined if the service does not return it. */
  value?: string;
  /** Placeholder in state and configuration until the value is set. */
  placeholder: string;
  /** Where it is used: resource and property, for SECRETS.md. */
  uses: { resource: string; property: string }[];
}

/** A resource of the program. */
export interface Declaration {
  adoptable: Adoptable;
  resourceName: string;
  /** Name of its constant; undefined if nothing refers to it. */
  identifier: string;
  /** Arguments before shared parts are extracted. */
  args: { [key: string]: Code };
  ignoreChanges: string[];
  /** Path of its module relative to the program's root, without suffix. */
  module: string;
}

export interface ImportResource {
  type: string;
  name: string;
  id: string;
  inputs: JsonObject;
  outputs: JsonObject;
}
