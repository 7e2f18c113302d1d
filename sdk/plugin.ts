import * as pulumi from "@pulumi/pulumi";
import { packageOfType } from "../provider/pulumi-wire";

/** Whether the stack's configuration asks for the plugin, where nothing nearer says which of the two serves a resource. */
export const isPluginConfigured = (): boolean => pulumi.runtime.getConfig("codearts:plugin") === "true";

/** The provider of a resource says by which shell it is served: its own, its parent's, or else the stack's. */
export function usesPlugin(
  types: { dynamic: string; plugin: string },
  { provider, parent }: pulumi.CustomResourceOptions,
): boolean {
  const near = provider ?? parent?.getProvider(types.plugin);
  if (near) return Reflect.get(near, "__pulumiType") === `pulumi:providers:${packageOfType(types.plugin)}`;
  return parent?.getProvider(types.dynamic) === undefined && isPluginConfigured();
}
