export { typeOf } from "../provider/pulumi-wire";

/** Names that `pulumi-codearts/provider` exports. State holds them, so none is ever renamed or removed. */
export type Handled = "buildJob" | "buildTemplate" | "notice" | "keystore" | "cicdConfiguration" | "buildRun";

/**
 * What a resource carries into state as its provider: a text that the provider process evaluates. It is the same for every
 * release and every machine, because old texts go on running for years; it finds the package from the project's folder,
 * which works with npm, workspaces, pnpm and Yarn PnP.
 */
export const handleOf = (kind: Handled): string =>
  `exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-codearts/provider").${kind};`;
