/** The objects that a Terraform state manages: `terraform show -json`, or the state file itself (version 4). */
import { isObject } from "../../../provider/pulumi-wire";
import { readJsonFile } from "../../lib/json";
import { CliError } from "../../lib/terminal";
import type { KindName } from "./model";

export interface TerraformObject {
  kind: KindName;
  id: string;
  /** Full address, for messages. */
  address: string;
  /** Name for the Pulumi resource: module, name and key of the address. */
  resourceName: string;
  /** The key from `for_each` or `count`. */
  key?: string;
  region?: string;
  projectId?: string;
  /** Values of private parameters, which the service does not return: name → value. */
  privateValues: Map<string, string>;
}

export interface TerraformState {
  objects: TerraformObject[];
  /** Types that are not adopted, with their count. */
  others: Map<string, number>;
}

const kinds: { [type: string]: KindName } = {
  huaweicloud_codearts_build_task: "buildJob",
  huaweicloud_codearts_build_template: "buildTemplate",
  huaweicloud_hss_cicd_configuration: "cicdConfiguration",
};

type Attributes = { [key: string]: unknown };

interface Instance {
  type: string;
  name: string;
  /** Address of its module, such as `module.ci["web"]`; empty at the root. */
  module: string;
  key?: string | number;
  attributes: Attributes;
}

export function readTerraform(file: string): TerraformState {
  const state = readJsonFile(file, {
    what: "a Terraform state",
    advice: "terraform show -json prints one; a state file of version 4 also works",
    take: (value) => (isObject(value) && isState(value) ? value : undefined),
  });
  return collect(instancesOf(file, state));
}

/** The output may contain other JSON, such as log lines of tools. */
function isState(value: Attributes): boolean {
  return ["planned_values", "values", "format_version", "resources", "terraform_version", "version"].some((key) => key in value);
}

function instancesOf(file: string, state: Attributes): Instance[] {
  if ("planned_values" in state)
    throw new CliError(`${file} is a plan; use the state instead: terraform show -json without a plan file`);
  if (typeof state.format_version === "string") {
    if (!/^[01]\./.test(state.format_version)) throw unknownVersion(file, `format_version ${state.format_version}`);
    return ofModule(asObject(asObject(state.values).root_module), "");
  }
  if (state.version === 4) return asList(state.resources).flatMap((resource) => ofResource(asObject(resource)));
  if (typeof state.version === "number") throw unknownVersion(file, `version ${state.version}`);
  throw new CliError(
    `${file} is JSON, but not a Terraform state: it has neither format_version nor version\n` +
      "  use the output of terraform show -json, or the state file itself",
  );
}

function unknownVersion(file: string, version: string): CliError {
  return new CliError(
    `${file}: a Terraform state of ${version} is not supported (supported: state version 4, and format_version 0.x and 1.x of terraform show -json)\n` +
      "  use the state file itself, or the output of another version of Terraform",
  );
}

/** `terraform show -json`: modules nest. */
function ofModule(module: Attributes, path: string): Instance[] {
  const own = asList(module.resources)
    .map(asObject)
    .filter(({ mode, deposed_key }) => mode === "managed" && deposed_key === undefined)
    .map(({ type, name, index, values }) => ({
      type: String(type),
      name: String(name),
      module: path,
      ...(index === undefined || index === null ? {} : { key: index as string | number }),
      attributes: asObject(values),
    }));
  const children = asList(module.child_modules)
    .map(asObject)
    .flatMap((child) => ofModule(child, String(child.address ?? "")));
  return [...own, ...children];
}

/** State file: instances of a resource, without deposed ones. */
function ofResource({ mode, type, name, module, instances }: Attributes): Instance[] {
  if (mode !== "managed") return [];
  return asList(instances)
    .map(asObject)
    .filter(({ deposed }) => deposed === undefined)
    .map(({ index_key: key, attributes }) => ({
      type: String(type),
      name: String(name),
      module: typeof module === "string" ? module : "",
      ...(key === undefined || key === null ? {} : { key: key as string | number }),
      attributes: asObject(attributes),
    }));
}

/** `module.ci.module.web["x"]` → `ci`, `web`, `x`. */
function modulePath(address: string): string[] {
  const steps = address.matchAll(/module\.([^.[]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\])?/g);
  return [...steps].flatMap(([, name = "", key, index]) => [name, key?.replace(/\\(.)/g, "$1") ?? index ?? ""]).filter(Boolean);
}

function collect(instances: Instance[]): TerraformState {
  const objects: TerraformObject[] = [];
  const others = new Map<string, number>();
  for (const instance of instances) {
    const kind = kinds[instance.type];
    if (kind === undefined) others.set(instance.type, (others.get(instance.type) ?? 0) + 1);
    else objects.push(toObject(kind, instance));
  }
  return { objects, others };
}

function toObject(kind: KindName, { type, name, module, key, attributes }: Instance): TerraformObject {
  const suffix = key === undefined ? "" : `[${JSON.stringify(key)}]`;
  const prefix = module === "" ? "" : `${module}.`;
  const address = `${prefix}${type}.${name}${suffix}`;
  if (typeof attributes.id !== "string" || attributes.id === "")
    throw new CliError(`${address}: the state has no id for it; refresh the state first`);
  const parts = [...modulePath(module), name, ...(key === undefined ? [] : [String(key)])];
  return {
    kind,
    id: attributes.id,
    address,
    resourceName: parts.join("-"),
    ...(key === undefined ? {} : { key: String(key) }),
    ...(typeof attributes.region === "string" && attributes.region !== "" ? { region: attributes.region } : {}),
    ...(typeof attributes.project_id === "string" && kind === "buildJob" ? { projectId: attributes.project_id } : {}),
    privateValues: kind === "buildJob" ? privateValues(attributes) : new Map(),
  };
}

/** Parameters are lists of name and value pairs; `sensitiveVar` marks a private one. */
function privateValues(attributes: Attributes): Map<string, string> {
  const values = new Map<string, string>();
  for (const parameter of asList(attributes.parameters).map(asObject)) {
    const entries = new Map(
      asList(parameter.params).map((entry) => [String(asObject(entry).name), String(asObject(entry).value ?? "")]),
    );
    const [name, value = ""] = [entries.get("name"), entries.get("defaultValue")];
    if (name !== undefined && entries.get("sensitiveVar") === "true" && value !== "" && !/^\*+$/.test(value))
      values.set(name, value);
  }
  return values;
}

function asObject(value: unknown): Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Attributes) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
