/**
 * An error message for unsupported runtimes: Bun and Deno imitate Node.js, and failures would otherwise appear deep inside.
 * Undefined under Node.js.
 */
export function unsupportedRuntime(): string | undefined {
  const { bun, deno } = process.versions;
  const found = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : undefined;
  return (
    found &&
    `pulumi-codearts runs on Node.js 20.19 or later, and this is ${found}: set runtime: nodejs in Pulumi.yaml, and start commands with node or npx (Bun and Deno may install the packages).`
  );
}
