/** Reports that are too large for one text are written in pieces. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { harmlessInLog } from "../../../cli/commands/review/ci-output";
import { createSecrets } from "../../../cli/commands/review/model/secrets";
import { stripTerminal } from "../../../cli/commands/review/model/words";
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

test.each([
  ["escape sequences without an end in an error text", () => stripTerminal("\u001b]".repeat(500_000))],
  ["line breaks in a log of GitHub Actions", () => [...harmlessInLog(["\n".repeat(1_000_000)], { GITHUB_ACTIONS: "true" })]],
  ["line breaks in an error that may hold a secret", () => masked(`${"  \n".repeat(300_000)}x`)],
  ["spaces in an error that may hold a secret", () => masked(`${" ".repeat(1_000_000)}\nx`)],
])("a megabyte of %s takes linear time", (_what, work) => {
  const used = process.cpuUsage();
  work();
  expect(process.cpuUsage(used).user).toBeLessThan(1_500_000);
});

function masked(text: string): string {
  const secrets = createSecrets();
  secrets.add("made-up-value-7f3a");
  return secrets.scrub(text);
}

test("titles of terminals are removed, however they end", () => {
  expect(stripTerminal("a\u001b]0;title\u0007b\u001b]8;;https://example.org\u001b\\c\u001b[31md")).toBe("abcd");
});
