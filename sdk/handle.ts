/**
 * What a resource carries into state as its provider: a text that the provider process evaluates. It is the same for every
 * release and every machine, because old texts go on running for years; it finds the package from the project's folder,
 * which works with npm, workspaces, pnpm and Yarn PnP.
 */
export const handleOf = (handle: string): string =>
  `exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-codearts/provider").${handle};`;
