/** The resources for `pulumi import --file`, with the inputs and outputs that a deployment would have stored. */
import { kinds } from "../../../provider/kinds";
import { typeOf } from "../../../provider/pulumi-wire";
import { handleOf } from "../../../sdk/handle";
import type { Declaration, ImportResource, KindName } from "./model";
import { sealed } from "./secrets";

export function typeOfKind(kind: KindName): string {
  return typeOf(kinds[kind].name);
}

export function createImportResource({ adoptable, resourceName }: Declaration): ImportResource {
  const { kind, id, inputs, outputs } = adoptable;
  const handle = { __provider: handleOf(kind) };
  return {
    type: typeOfKind(kind),
    name: resourceName,
    id,
    inputs: { ...sealed(inputs), ...handle },
    outputs: { ...sealed(outputs), ...handle },
  };
}
