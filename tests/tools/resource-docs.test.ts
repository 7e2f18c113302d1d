import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceDocs } from "../../tools/generate/resource-docs";
import { repository } from "../../tools/pulumi/paths";

const pages = [...resourceDocs()];

test.each(pages)("docs/resources/%s is what the doc comments say (npm run generate)", (name, text) => {
  expect(readFileSync(join(repository, "docs/resources", name), "utf8")).toBe(text);
});

test.each(pages)("%s: every input has a type, a meaning, a default and what a change does", (_, text) => {
  const rows = text.split("\n").filter((line) => /^\| `/.test(line) && !/^\| `(credentials|un|ref|conf|notF|thr|inv)/.test(line));
  expect(rows.length).toBeGreaterThan(6);
  for (const row of rows) expect(row).toMatch(/^\| `[^`]+` \| `[^`]+` \| [^|]{10,}.* \| \S.*\|$/);
});
