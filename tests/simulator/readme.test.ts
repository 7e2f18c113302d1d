import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeReadings } from "codearts-simulator";
import { withTables } from "../../tools/generate/simulator-readme";
import { operations } from "./contract";

const text = readFileSync(join(__dirname, "..", "..", "simulator", "README.md"), "utf8");

test("the tables of the README are those of the contract and the readings", () => {
  expect(withTables(text)).toBe(text);
  expect(text).toContain("142 of 142 operations.");
  for (const { id, method, path } of operations) expect(text).toContain(`| ${id} | \`${method} ${path}\` | yes |`);
  for (const { name } of describeReadings()) expect(text).toContain(`| \`${name}\` |`);
});
