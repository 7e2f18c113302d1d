import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modules } from "../../sdk/steps/modules";
import { stepsDoc } from "../../tools/generate/steps-doc";
import { repository } from "../../tools/pulumi/paths";

const text = stepsDoc();

test("docs/steps.md follows from the builders (npm run generate)", () => {
  expect(readFileSync(join(repository, "docs/steps.md"), "utf8")).toBe(text);
});

test("every builder and every setting has a description and its evidence", () => {
  const rows = text.split("\n").filter((line) => /^\| `/.test(line));
  expect(rows).toHaveLength(Object.values(modules).reduce((sum, { properties }) => sum + Object.keys(properties).length, 0));
  for (const row of rows)
    expect(row).toMatch(/^\| `\w+` \| `\w+` \| .{10,} \| [^|]+ \| (live|documented|unproven|assumed): [^|]+ \|$/);
  for (const { id, name } of Object.values(modules))
    expect(text).toMatch(new RegExp(`Step type \`${id}\` \\((live|documented|unproven): [^)]+\\)\\. Name by default: "${name}"`));
});
