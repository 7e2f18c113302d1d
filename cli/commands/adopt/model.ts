/** What the parts of `adopt` hand to each other. */
import { kinds } from "../../../sdk/generated/kinds";
import type { Code } from "./code";

export type KindName = (typeof kinds)[keyof typeof kinds]["handle"];

/** The kinds that can be adopted by their word on the command line, which names files of the program too. */
export const kindByWord: ReadonlyMap<string, KindName> = new Map(
  Object.values(kinds).flatMap(({ handle, page, isAdoptable }) => (isAdoptable ? [[page.replace(/^build-/, ""), handle]] : [])),
);
const wordByKind = new Map([...kindByWord].map(([word, kind]) => [kind, word]));
export const wordOf = (kind: KindName): string => wordByKind.get(kind) ?? kind;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A live object as the provider would hold it, had the program made it. */
export interface Adoptable {
  kind: KindName;
  id: string;
  /** As people call it; for a notice, its channel. */
  name: string;
  /** CodeArts project; kinds of the tenant have none. */
  projectId?: string;
  /** Names of the job's groups from the root down. */
  group?: string[];
  /** A notice's job. */
  jobId?: string;
  /** Name for the resource, when it is given (a Terraform address). */
  resourceName?: string;
  /** The key of a Terraform address, which names of constants keep. */
  key?: string;
  inputs: JsonObject;
  outputs: JsonObject;
  /** Live fields that no input stands for, without places in lists, such as `steps[].actions`. */
  noInput?: string[];
  /** The inputs without the marks of secrets. */
  plain?: JsonObject;
  /** The same object, had the program declared this of it, with further paths that are secret. */
  redeclare?(own: JsonObject, secrets: string[][]): { inputs: JsonObject; outputs: JsonObject };
}

/** A value that the program takes from the stack's configuration. */
export interface Secret {
  /** Key in the configuration of the program's own namespace. */
  key: string;
  /** Undefined where the service does not show it. */
  value?: string;
  /** What stands in state and configuration until somebody sets the value. */
  placeholder: string;
  /** Where it is used: resource and property, for SECRETS.md. */
  uses: { resource: string; property: string }[];
}

/** A resource of the program. */
export interface Declaration {
  adoptable: Adoptable;
  resourceName: string;
  /** Name of its constant; undefined when nothing refers to it. */
  identifier: string;
  /** Arguments as written, before anything is lifted out of them. */
  args: { [key: string]: Code };
  ignoreChanges: string[];
  /** Path of its module, without suffix, relative to the program's root. */
  module: string;
}

export interface ImportResource {
  type: string;
  name: string;
  id: string;
  inputs: JsonObject;
  outputs: JsonObject;
}
