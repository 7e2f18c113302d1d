import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceDocs } from "../../tools/generate/kinds/docs";
import { repository } from "../../tools/pulumi/paths";

const pages = [...resourceDocs()];

test.each(pages)("docs/resources/%s follows from the tables (npm run generate)", (name, text) => {
  expect(readFileSync(join(repository, "docs/resources", name), "utf8")).toBe(text);
});

test.each(pages)("%s: every input and output has a type and a meaning, and the page says how to import", (_, text) => {
  const rows = text.split("\n").filter((line) => /^\| `/.test(line) && !/^\| `(credentials|un|ref|conf|notF|thr|inv)/.test(line));
  expect(rows.length).toBeGreaterThan(5);
  for (const section of ["Inputs", "Outputs", "Import"]) expect(text).toContain(`## ${section}\n`);
  for (const row of rows) expect(row).toMatch(/^\| `[^`]+` \| \[?`[^`]+`(\]\(#\w+\))? \| [^|]{10,}/);
});
