/**
 * The text that a resource stores in state as its provider and that the provider process evaluates. It is the same for every
 * release and machine, because old texts must work for years. It resolves the package from the project's folder, which works with
 * npm, workspaces, pnpm and Yarn PnP.
 */
export const handleOf = (handle: string): string =>
  `exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-codearts/provider").${handle};`;
