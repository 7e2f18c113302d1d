/** Reports that are too large for one text are written in pieces. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonPieces } from "../../../cli/commands/review/render/json";
import { writePieces } from "../../../cli/commands/review/write";
import { ending, reportOf, step, whole } from "./events";

test.each([0, 1, 3])("JSON of %i changes is the report, a change in a line, hostile names included", async (count) => {
  const name = '\n      "changes": [ \n  "stacks": [';
  const events = Array.from({ length: count }, (_, index) =>
    step("update", { name: `${name}${index}`, old: { name, steps: [] }, new: { name: `${name}${index}`, steps: [] } }),
  );
  const report = await reportOf([...events, ...ending()]);
  const stacks = [...report.stacks, ...report.stacks];
  const text = whole(jsonPieces({ ...report, stacks }));
  const read = JSON.parse(text);
  expect(read.stacks).toEqual(JSON.parse(JSON.stringify(stacks)));
  expect(read.stacks[1].changes).toHaveLength(count);
  expect(text.match(/^ *\{"urn":/gm) ?? []).toHaveLength(2 * count);
});

test("a file holds all pieces in order, whatever their size and signs", () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-pieces-"));
  try {
    const pieces = ["", "a", "é🚀工".repeat(100_000), ...Array.from({ length: 500 }, (_, index) => `${index}🚀`.repeat(900))];
    writePieces(join(folder, "out"), pieces);
    expect(readFileSync(join(folder, "out"), "utf8") === pieces.join("")).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
