import * as pulumi from "@pulumi/pulumi";

interface Kind {
  readonly __pulumiType: string;
  readonly prototype: object;
}

/** A second view of a resource that is registered already. */
class Copy extends pulumi.CustomResource {}

/** What makes Pulumi register outputs that the arguments do not name. */
export const unset = (outputs: readonly string[]): Record<string, undefined> =>
  Object.fromEntries(outputs.map((output) => [output, undefined]));

/**
 * Lets people read outputs that are there only where the program wrote the input of that name, without registering each:
 * Pulumi spends about 0.1 ms on every registered output, more than on anything else in a large program. What was not
 * registered is asked of the engine when it is read, which is exact also where a transform or `ignoreChanges` put it there.
 */
export function readOnDemand(kind: Kind, outputs: readonly string[]): void {
  const copies = new WeakMap<pulumi.Resource, Copy>();
  const copyOf = (resource: pulumi.Resource, urn: pulumi.URN) => {
    const copy = copies.get(resource) ?? new Copy(kind.__pulumiType, "copy", unset(outputs), { urn });
    copies.set(resource, copy);
    return copy;
  };
  const keep = (resource: object, output: string, value: unknown) =>
    Object.defineProperty(resource, output, { value, enumerable: true, configurable: true, writable: true });
  for (const output of outputs) {
    Object.defineProperty(kind.prototype, output, {
      configurable: true,
      get() {
        if (!pulumi.Resource.isInstance(this)) return undefined;
        const value = this.urn.apply((urn) => Reflect.get(copyOf(this, urn), output));
        keep(this, output, value);
        return value;
      },
      set(value) {
        keep(this, output, value);
      },
    });
  }
}
