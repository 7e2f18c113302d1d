import { machine } from "../../lib/machine";
import type { CellVerdict } from "./cell";
import { type Cell, dimensions } from "./cells";
import type { ProgramVerdict } from "./programs";

/** docs/compatibility.md: the table of a run. */
export function compatibilityPage(verdicts: CellVerdict[], form: string): string {
  return [
    "# Where it runs",
    "",
    "Written by `npm run matrix`. In each cell both packages are installed from their tarballs, and under the real Pulumi CLI a stack is",
    "previewed, deployed, deployed again without a change, refreshed after a change by someone else, brought back under policy packs, and",
    "destroyed: by the cell's Node, with the simulator of that installation as the service.",
    "",
    `${machine()}.`,
    `Cells: ${form}. ${counts(verdicts)}`,
    "",
    table(verdicts),
    "",
    ...limitsOf(verdicts),
    "A dash is a combination that this run did not test. To run one line again: `npm run matrix -- yarn workspace cjs precompiled 24`; several: `npm run",
    "matrix -- pnpm esm`; `-- --corners` runs four cells, `-- --pairs` about twenty; without arguments all 256 run.",
    "",
    notes,
  ].join("\n");
}

const othersTitle = "## Other languages";

/** The page with the results of programs in other languages, which may come from a separate run. */
export function withPrograms(page: string, verdicts: ProgramVerdict[]): string {
  const section = [
    othersTitle,
    "",
    "The examples in [Python](../examples/python/__main__.py) and [Go](../examples/go/main.go) with [the plugin](plugin.md) and SDKs from Pulumi's",
    "code generators: previewed, deployed, deployed again without a change, destroyed.",
    "",
    `${machine()}.`,
    "",
    "| language | by | |",
    "| --- | --- | --- |",
    ...verdicts.map(({ language, by, problem }) => `| ${language} | ${by} | ${problem ? "FAILED" : "ok"} |`),
    "",
    "",
  ].join("\n");
  const before = page.slice(0, page.indexOf(page.includes(othersTitle) ? othersTitle : "## Notes"));
  return `${before}${section}${page.slice(page.indexOf("## Notes"))}`;
}

export function counts(verdicts: CellVerdict[]): string {
  const failed = verdicts.filter(({ problem }) => problem).length;
  const limited = verdicts.filter(({ limit }) => limit).length;
  return `${verdicts.length - failed - limited} of ${verdicts.length} passed, ${failed} failed, ${limited} stopped by a limit of another tool.`;
}

function limitsOf(verdicts: CellVerdict[]): string[] {
  const sentences = [...new Set(verdicts.flatMap(({ limit }) => limit ?? []))];
  return sentences.length === 0 ? [] : [...sentences.map((sentence) => `"limit": ${sentence}.`), ""];
}

/** One row per place, one column per Node version. */
export function table(verdicts: CellVerdict[]): string {
  const places = [...new Set(verdicts.map(({ cell }) => placeOf(cell)))].sort(byDimension);
  const entry = (place: string, node: string) => {
    const found = verdicts.find(({ cell }) => placeOf(cell) === place && cell.node === node);
    if (!found) return "–";
    if (found.limit) return "limit";
    return found.problem ? "FAILED" : "ok";
  };
  return [
    `| manager | layout | modules | language | ${dimensions.node.map((node) => `Node ${node}`).join(" | ")} |`,
    `| --- | --- | --- | --- | ${dimensions.node.map(() => "---").join(" | ")} |`,
    ...places.map((place) => `| ${place} | ${dimensions.node.map((node) => entry(place, node)).join(" | ")} |`),
  ].join("\n");
}

function placeOf({ manager, layout, module, language }: Cell): string {
  return [manager, layout, module, language].join(" | ");
}

/** The order in which the dimensions list their values. */
function byDimension(one: string, other: string): number {
  const order = Object.values(dimensions).flat() as string[];
  const [a, b] = [one, other].map((place) => place.split(" | ").map((word) => order.indexOf(word)));
  const index = a?.findIndex((value, at) => value !== b?.[at]) ?? -1;
  return index < 0 ? 0 : (a?.[index] ?? 0) - (b?.[index] ?? 0);
}

const notes = `## Notes
- Node 20 uses @pulumi/pulumi 3.248; later releases require Node 22. Node 20.19 is the oldest supported version.
- Workspaces may keep packages at their root: the ready policy pack is then \`../../node_modules/pulumi-codearts/policy-pack\` for a
  program two folders below it. Yarn Plug'n'Play keeps packages in archives: there the matrix tests a pack of the project (docs/policies.md).
- Yarn Plug'n'Play: the Pulumi CLI starts Node.js itself, so \`NODE_OPTIONS\` must load \`.pnp.cjs\`, and for ES modules also \`.pnp.loader.mjs\`:
  start \`pulumi\` through a script of package.json, for which \`yarn run\` sets them. For CommonJS set \`pnpEnableEsmLoader: false\` in .yarnrc.yml,
  because with the second loader ts-node and tsx fail on Node 22; tsx is then \`nodeargs: "--require tsx/cjs"\`.
- pnpm: list \`@pulumi/pulumi\` and \`pulumi-codearts\` among the direct dependencies of the program's package.
- ES modules in TypeScript need ts-node 10 in the project, or \`nodeargs: "--import tsx"\` with \`typescript: false\` in Pulumi.yaml.
- TypeScript 7 has no JavaScript API, which ts-node needs; @pulumi/pulumi's peer range excludes it. Precompiled programs can use it.
`;
