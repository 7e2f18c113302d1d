/** The resources of `pulumi import --file`, with inputs and outputs as a deployment would have left them. */
import { handleOf } from "../../../sdk/handle";
import type { Declaration, ImportResource, KindName } from "./model";
import { classNames } from "./modules";
import { sealed } from "./secrets";

export function typeOf(kind: KindName): string {
  return `pulumi-nodejs:dynamic/codearts:${classNames[kind]}`;
}

export function createImportResource({ adoptable, resourceName }: Declaration): ImportResource {
  const { kind, id, inputs, outputs } = adoptable;
  const handle = { __provider: handleOf(kind) };
  return {
    type: typeOf(kind),
    name: resourceName,
    id,
    inputs: { ...sealed(inputs), ...handle },
    outputs: { ...sealed(outputs), ...handle },
  };
}
