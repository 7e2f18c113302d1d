import * as pulumi from "@pulumi/pulumi";
import { packageOfType } from "../provider/pulumi-wire";

/** Whether the stack's configuration selects the plugin, for resources whose provider does not decide. */
export const isPluginConfigured = (): boolean => pulumi.runtime.getConfig("codearts:plugin") === "true";

/** Whether the plugin serves a resource: decided by its own provider, its parent's, or else the stack's configuration. */
export function usesPlugin(
  types: { dynamic: string; plugin: string },
  { provider, parent }: pulumi.CustomResourceOptions,
): boolean {
  const near = provider ?? parent?.getProvider(types.plugin);
  if (near) return Reflect.get(near, "__pulumiType") === `pulumi:providers:${packageOfType(types.plugin)}`;
  return parent?.getProvider(types.dynamic) === undefined && isPluginConfigured();
}
