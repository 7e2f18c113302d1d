/** What Terraform leaves of a few resources, in both of its forms: `terraform show -json`, and the state file of version 4. */

export interface TerraformResource {
  type: string;
  name: string;
  /** Module addresses as Terraform writes them, such as `module.ci["web"]`. */
  module?: string;
  key?: string | number;
  values: { [attribute: string]: unknown };
}

const providerOf = (type: string) => (type.startsWith("huaweicloud_") ? "huaweicloud/huaweicloud" : "hashicorp/random");

/** A data source and a deposed object beside each other are in every state; nobody may take them for resources. */
const readOnly = { type: "huaweicloud_codearts_build_task", name: "looked_up", values: { id: "f".repeat(32), region: "r" } };

export function shownState(resources: TerraformResource[]): object {
  const shown = ({ type, name, module = "", key, values }: TerraformResource, mode = "managed") => ({
    address: `${module === "" ? "" : `${module}.`}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
    mode,
    type,
    name,
    ...(key === undefined ? {} : { index: key }),
    provider_name: `registry.terraform.io/${providerOf(type)}`,
    schema_version: 0,
    values,
    sensitive_values: {},
  });
  const module = (address: string): object => {
    const inside = [...new Set(resources.map(({ module: own = "" }) => own))].flatMap((own) => parents(own));
    const children = [...new Set(inside)].filter((own) => own !== address && parents(own).at(-2) === (address || undefined));
    return {
      ...(address === "" ? {} : { address }),
      resources: [
        ...resources.filter(({ module: own = "" }) => own === address).map((resource) => shown(resource)),
        ...(address === "" ? [shown(readOnly, "data"), { ...shown(readOnly), deposed_key: "0a1b2c3d" }] : []),
      ],
      ...(children.length === 0 ? {} : { child_modules: children.map(module) }),
    };
  };
  return { format_version: "1.0", terraform_version: "1.9.8", values: { root_module: module("") } };
}

/** `module.a.module.b` → itself and what is above it, from the top. */
function parents(address: string): string[] {
  const steps = address.match(/module\.[^.[]+(?:\["[^"]*"\]|\[\d+\])?/g) ?? [];
  return steps.map((_, index) => steps.slice(0, index + 1).join("."));
}

export function stateFile(resources: TerraformResource[]): object {
  const grouped = new Map<string, TerraformResource[]>();
  for (const resource of resources) {
    const place = `${resource.module}|${resource.type}|${resource.name}`;
    grouped.set(place, [...(grouped.get(place) ?? []), resource]);
  }
  const entry = (mode: string, { type, name, module }: TerraformResource, instances: object[]) => ({
    ...(module === undefined ? {} : { module }),
    mode,
    type,
    name,
    provider: `provider["registry.terraform.io/${providerOf(type)}"]`,
    instances,
  });
  const instance = ({ key, values }: TerraformResource) => ({
    ...(key === undefined ? {} : { index_key: key }),
    schema_version: 0,
    attributes: values,
    sensitive_attributes: [],
    private: "bnVsbA==",
  });
  return {
    version: 4,
    terraform_version: "1.9.8",
    serial: 7,
    lineage: "00000000-0000-0000-0000-000000000000",
    outputs: {},
    resources: [
      ...[...grouped.values()].map((own) => entry("managed", own[0] as TerraformResource, own.map(instance))),
      entry("data", readOnly, [instance(readOnly)]),
      entry("managed", { ...readOnly, name: "replaced" }, [{ ...instance(readOnly), deposed: "0a1b2c3d" }]),
    ],
    check_results: null,
  };
}
