import * as pulumi from "@pulumi/pulumi";

/**
 * The names of the parameters in the program's order, if that differs from the order in which Pulumi sorts them. Names are not
 * secret, even if their values are.
 */
export function orderOf({ parameters }: { parameters?: unknown }): { __parameterOrder?: pulumi.Input<string[]> } {
  if (typeof parameters !== "object" || parameters === null) return {};
  if (pulumi.Output.isInstance(parameters) || parameters instanceof Promise)
    return { __parameterOrder: pulumi.unsecret(pulumi.output(parameters).apply((known) => Object.keys(known ?? {}))) };
  const names = Object.keys(parameters);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  return isSorted ? {} : { __parameterOrder: names };
}
