/** The places where users install the packages, as a table of dimensions. */
import { type ProgramLanguage, programLanguages } from "./programs";

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
function everyCell(): Cell[] {
  let cells: Record<string, string>[] = [{}];
  for (const name of names) cells = cells.flatMap((cell) => dimensions[name].map((value) => ({ ...cell, [name]: value })));
  return cells as Cell[];
}

/** A small set that pairs each value of a dimension with each value of every other one at least once. */
function everyPair(): Cell[] {
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

/** The corners: every package manager, module system, language and Node version once, in four cells. */
export const corners: Cell[] = [
  { manager: "npm", layout: "alone", module: "cjs", language: "ts-node", node: "20" },
  { manager: "pnpm", layout: "workspace", module: "esm", language: "tsx", node: "22" },
  { manager: "yarn", layout: "workspace", module: "cjs", language: "precompiled", node: "24" },
  { manager: "yarn-pnp", layout: "alone", module: "esm", language: "javascript", node: "26" },
];

/** Known limits of other tools: the cell runs anyway, and this explains the expected failure. */
const limits: { cells: (cell: Cell) => boolean; failure: string; sentence: string }[] = [
  {
    cells: ({ manager, module, language }) => manager === "yarn-pnp" && module === "esm" && language === "ts-node",
    failure: "entrypointFallback",
    sentence: "the ES module loader of ts-node does not find files through that of Plug'n'Play",
  },
  {
    cells: ({ manager, module, language, node }) =>
      manager === "yarn-pnp" && module === "esm" && language === "tsx" && node === "22",
    failure: "spdxLicenseIds.map is not a function",
    sentence:
      "with the loaders of Plug'n'Play and tsx, a dependency of @pulumi/pulumi does not load on Node 22 (spdxLicenseIds.map is not a function)",
  },
  {
    cells: ({ manager, module, node }) => manager === "yarn-pnp" && module === "esm" && node === "22",
    failure: "The resolveSync() method is not implemented",
    sentence: "Node 22 with the ES module loader of Plug'n'Play does not load the CommonJS files of @pulumi/pulumi",
  },
  {
    cells: ({ manager, module, node }) => manager === "yarn-pnp" && module === "esm" && node === "22",
    failure: "reading '.js'",
    sentence:
      "Node 22 with the ES module loader of Plug'n'Play has no require.extensions, which ts-node requires, and so does Pulumi when it starts a policy pack (everything before that passed)",
  },
];

/** The explanation, if a known limit of another tool stopped the cell. */
export function limitOf(cell: Cell, problem: string): string | undefined {
  return limits.find(({ cells, failure }) => cells(cell) && problem.includes(failure))?.sentence;
}

/** The values of a cell in the order of the dimensions, as `npm run matrix -- ` accepts them. */
export function cellNameOf(cell: Cell): string {
  return names.map((name) => cell[name]).join(" ");
}

/** A set of cells, and its description for the page. */
export interface CellSelection {
  cells: Cell[];
  /** Programs in other languages that run as well. */
  programs: ProgramLanguage[];
  form: string;
  /** Whether this is one of the three complete forms, which write the page. */
  whole: boolean;
}

/** The cells that the arguments select: none, `--pairs`, `--corners`, or values, such as `yarn esm 24`; and the programs: all, or the named ones. */
export function choose(words: string[]): CellSelection {
  const asked = words.join(" ");
  const all = [...programLanguages];
  if (asked === "") return { cells: everyCell(), programs: all, form: "every combination", whole: true };
  if (asked === "--pairs") return { cells: everyPair(), programs: all, form: pairsForm, whole: true };
  if (asked === "--corners") return { cells: corners, programs: all, form: "the corners: each value at least once", whole: true };
  const programs = all.filter((language) => words.includes(language));
  const values = words.filter((word) => !programs.some((language) => language === word));
  return { cells: values.length === 0 ? [] : cellsWith(values), programs, form: asked, whole: false };
}

function cellsWith(words: string[]): Cell[] {
  const unknown = words.find((word) => !names.some((name) => (dimensions[name] as readonly string[]).includes(word)));
  if (unknown === "--pairs" || unknown === "--corners") throw new Error(`${unknown} cannot be combined with other arguments`);
  if (unknown !== undefined)
    throw new Error(
      `"${unknown}" is not one of ${[...names.flatMap((name) => dimensions[name]), ...programLanguages].join(", ")}`,
    );
  const fits = (cell: Cell, name: keyof Cell) => {
    const wanted = words.filter((word) => (dimensions[name] as readonly string[]).includes(word));
    return wanted.length === 0 || wanted.includes(cell[name]);
  };
  return everyCell().filter((cell) => names.every((name) => fits(cell, name)));
}

const pairsForm = "pairs: each value of a dimension with each value of every other one";
