import * as pulumi from "@pulumi/pulumi";
import { classOfType, urnOf } from "../provider/pulumi-wire";
import { handleOf } from "./handle";
import { isMocked } from "./mocks";
import { refuseOddValues } from "./plain-values";
import { unsupportedRuntime } from "./runtime";

const noImport =
  "the option import does not work for the resources of pulumi-codearts: take the object over with `npx pulumi-codearts adopt`, which writes it into a program and into the stack, set adoptExisting: true, or have the plugin serve it (docs/plugin.md)";

interface ProvidedBy {
  /** Names the provider of a dynamic resource; the plugin needs no such text. */
  __provider?: string;
  /** Which resource of which stack this is: for the journal of creates, and for messages. The provider keeps it out of state. */
  __origin?: pulumi.Input<{ organization: string; urn: string }>;
}

/**
 * The property by which a resource names its provider, and who asks. Throws one sentence where the program does not run on Node, or wants to
 * import: Pulumi reads an object that is imported without its provider (pulumi/pulumi#16175). So it does for an argument that Pulumi cannot carry.
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
    // What is only looked up, or stands under mocks, is not made.
    const origin = options?.id || options?.urn || isMocked() ? undefined : originOf(type, name, options?.parent);
    return { ...(handle !== undefined && { __provider: handleOf(handle) }), ...(origin && { __origin: origin }) };
  }
  const error = new pulumi.RunError(sentence);
  // Who starts the program without Pulumi sees what is thrown, and a stack says nothing more.
  error.stack = sentence;
  throw error;
}

function originOf(type: string, name: string, parent: pulumi.Resource | undefined): ProvidedBy["__origin"] {
  const organization = pulumi.getOrganization();
  if (!parent) {
    const place = { stack: pulumi.getStack(), project: pulumi.getProject() };
    return { organization, urn: urnOf({ ...place, types: type, name }) };
  }
  // A promise, because an output of the parent would make the resource depend on the parent, and so on itself.
  return new Promise((resolve) =>
    pulumi.createUrn(name, type, parent).apply((urn) => {
      resolve({ organization, urn });
    }),
  );
}
