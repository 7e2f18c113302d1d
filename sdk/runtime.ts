/**
 * One sentence where neither programs nor the command are tried: Bun and Deno take Node's place without being it, and what then
 * fails, fails deep inside. Undefined under Node.
 */
export function unsupportedRuntime(): string | undefined {
  const { bun, deno } = process.versions;
  const found = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : undefined;
  return (
    found &&
    `pulumi-codearts runs on Node.js 20.19 or later, and this is ${found}: set runtime: nodejs in Pulumi.yaml, and start commands with node or npx (Bun and Deno may install the packages).`
  );
}
