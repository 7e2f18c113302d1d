import { cpus } from "node:os";
import { cliVersion } from "../pulumi/paths";
import type { Verdict } from "./cell";
import { type Cell, dimensions } from "./cells";

const names = Object.keys(dimensions) as (keyof Cell)[];

/** docs/compatibility.md: the table of a run, by value and cell by cell. */
export function compatibilityPage(verdicts: Verdict[]): string {
  const failed = verdicts.filter(({ problem }) => problem);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown CPU"}, ${process.platform} ${process.arch}`;
  return [
    "# Where it runs",
    "",
    "Written by `npm run matrix`. In each cell both packages are installed from their tarballs, and a stack is previewed, deployed, deployed",
    "again without changes, refreshed after a change by someone else, checked by a policy pack and destroyed, under the real Pulumi CLI.",
    "",
    `${new Date().toISOString().slice(0, 10)}, Pulumi CLI ${cliVersion}, ${machine}: ${verdicts.length - failed.length} of ${verdicts.length} cells passed.`,
    "",
    "| | value | passed |",
    "| --- | --- | --- |",
    ...names.flatMap((name) => dimensions[name].map((value) => summaryRow(name, value, verdicts))),
    "",
    `| ${names.join(" | ")} | result |`,
    `| ${names.map(() => "---").join(" | ")} | --- |`,
    ...verdicts.map(({ cell, problem }) => `| ${names.map((name) => cell[name]).join(" | ")} | ${problem ? "FAILED" : "ok"} |`),
    "",
    notes,
  ].join("\n");
}

function summaryRow(name: keyof Cell, value: string, verdicts: Verdict[]): string {
  const of = verdicts.filter(({ cell }) => cell[name] === value);
  return `| ${name} | ${value} | ${of.filter(({ problem }) => !problem).length} of ${of.length} |`;
}

const notes = `## Notes
- Node 20 takes @pulumi/pulumi 3.248; its later releases ask for Node 22. Node 20.19 is the oldest that we run on.
- Yarn Plug'n'Play: the Pulumi CLI starts node by itself, so \`NODE_OPTIONS\` has to name \`.pnp.cjs\` (and \`.pnp.loader.mjs\` for ES modules), as
  \`yarn run\` sets it: start \`pulumi\` through a script of package.json.
- pnpm: list \`@pulumi/pulumi\` and \`pulumi-codearts\` among the direct dependencies of the program's package.
- ES modules in TypeScript need ts-node 10 in the project, or \`nodeargs: "--import tsx"\` with \`typescript: false\` in Pulumi.yaml.
- TypeScript 7 has no JavaScript API, which ts-node needs; @pulumi/pulumi's peer range keeps it out. Precompiled programs are free to use it.
`;
