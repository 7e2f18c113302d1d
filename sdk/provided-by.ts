import * as pulumi from "@pulumi/pulumi";
import { classOfType, urnOf } from "../provider/pulumi-wire";
import { handleOf } from "./handle";
import { isMocked } from "./mocks";
import { refuseOddValues } from "./plain-values";
import { unsupportedRuntime } from "./runtime";

const noImport =
  "the option import does not work for the resources of pulumi-codearts: adopt the object with `npx pulumi-codearts adopt`, which writes it into a program and imports it into the stack, set adoptExisting: true, or use the plugin (docs/plugin.md)";

interface ProvidedBy {
  /** The provider text of a dynamic resource; the plugin needs none. */
  __provider?: string;
  /** The resource and stack, for the journal of creates and for messages. The provider does not store it in state. */
  __origin?: pulumi.Input<{ organization: string; urn: string }>;
}

/**
 * The property with a resource's provider and its origin. Throws one sentence if the program does not run on Node.js, if it
 * uses the import option (Pulumi reads imported objects without their dynamic provider, pulumi/pulumi#16175), or for an argument
 * that Pulumi cannot represent.
 */
export function providedBy(
  handle: string | undefined,
  type: string,
  name: string,
  options: pulumi.CustomResourceOptions | undefined,
  args: object,
): ProvidedBy {
  const sentence = unsupportedRuntime() ?? (options?.import === undefined || handle === undefined ? undefined : noImport);
  if (sentence === undefined) {
    refuseOddValues(classOfType(type) ?? type, name, args);
    // Resources read by `get`, or under mocks, are not created.
    const origin = options?.id || options?.urn || isMocked() ? undefined : originOf(type, name, options?.parent);
    return { ...(handle !== undefined && { __provider: handleOf(handle) }), ...(origin && { __origin: origin }) };
  }
  const error = new pulumi.RunError(sentence);
  // Without Pulumi the user sees the thrown error, to which a stack trace would add nothing.
  error.stack = sentence;
  throw error;
}

function originOf(type: string, name: string, parent: pulumi.Resource | undefined): ProvidedBy["__origin"] {
  const organization = pulumi.getOrganization();
  if (!parent) {
    const place = { stack: pulumi.getStack(), project: pulumi.getProject() };
    return { organization, urn: urnOf({ ...place, types: type, name }) };
  }
  // A promise, because an Output of the parent would make the resource depend on the parent, and so on itself.
  return new Promise((resolve) =>
    pulumi.createUrn(name, type, parent).apply((urn) => {
      resolve({ organization, urn });
    }),
  );
}
