/**
 * The corners of `npm run matrix` on the Node that runs the tests: a stack's life where pnpm and both linkers of Yarn install us, in
 * workspaces and alone, as ES modules and CommonJS, by tsx, precompiled and plain JavaScript. All other end-to-end tests
 * are the fourth corner: npm, alone, CommonJS, ts-node.
 */

import { installation } from "../../tools/lib/installation";
import { cellNameOf, corners } from "../../tools/trials/matrix/cells";
import { getMachinery, nodeHere } from "../../tools/trials/matrix/machinery";
import { runCells } from "../../tools/trials/matrix/main";

const cells = corners.filter(({ manager }) => manager !== "npm").map((cell) => ({ ...cell, node: nodeHere }));

// Packing, and getting the package managers, is no part of a test's time.
beforeAll(async () => {
  await installation();
  await getMachinery(cells, () => undefined);
}, 900_000);

test.each(cells.map((cell) => [cellNameOf(cell), cell] as const))(
  "%s: up under policy packs, up again, destroy",
  async (_name, cell) => {
    const [verdict] = await runCells([cell], () => undefined, "short");
    expect(verdict?.problem).toBe("");
  },
  300_000,
);
