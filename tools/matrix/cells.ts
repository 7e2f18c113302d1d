/** The places where users install us, as a table of dimensions. */
export const dimensions = {
  manager: ["npm", "pnpm", "yarn", "yarn-pnp"],
  layout: ["alone", "workspace"],
  module: ["cjs", "esm"],
  language: ["ts-node", "tsx", "precompiled", "javascript"],
  node: ["20", "22", "24", "26"],
} as const;

type Dimensions = typeof dimensions;
export type Cell = { [Name in keyof Dimensions]: Dimensions[Name][number] };
const names = Object.keys(dimensions) as (keyof Dimensions)[];

/** Every combination: 256. */
export function everyCell(): Cell[] {
  let cells: Record<string, string>[] = [{}];
  for (const name of names) cells = cells.flatMap((cell) => dimensions[name].map((value) => ({ ...cell, [name]: value })));
  return cells as Cell[];
}

/** A small set in which each value of a dimension meets each value of every other one at least once. */
export function everyPair(): Cell[] {
  const all = everyCell();
  const open = new Set(all.flatMap(pairsOf));
  const chosen: Cell[] = [];
  while (open.size > 0) {
    const gain = (cell: Cell) => pairsOf(cell).filter((pair) => open.has(pair)).length;
    const best = all.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    for (const pair of pairsOf(best)) open.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(cell: Cell): string[] {
  return names.flatMap((a, index) => names.slice(index + 1).map((b) => `${a}=${cell[a]} ${b}=${cell[b]}`));
}

/** The corners: every package manager, module system, language and Node line once, in four cells. */
export const corners: Cell[] = [
  { manager: "npm", layout: "alone", module: "cjs", language: "ts-node", node: "20" },
  { manager: "pnpm", layout: "workspace", module: "esm", language: "tsx", node: "22" },
  { manager: "yarn", layout: "workspace", module: "cjs", language: "precompiled", node: "24" },
  { manager: "yarn-pnp", layout: "alone", module: "esm", language: "javascript", node: "26" },
];

export function nameOf(cell: Cell): string {
  return `${cell.manager} ${cell.layout} ${cell.module} ${cell.language} node ${cell.node}`;
}
