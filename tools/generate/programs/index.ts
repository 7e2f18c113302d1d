/** A kind's example in every language: for a page, for the plugin's schema, and for the doc comment of its class. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../pulumi/paths";
import type { KindModel } from "../kinds/model";
import { exampleOf } from "./example";
import { goOf } from "./go";
import { pythonOf } from "./python";
import { typescriptOf } from "./typescript";

interface Program {
  title: string;
  /** Language of the fenced block, in Markdown and in Pulumi's schema. */
  fence: string;
  pulumis: string;
  text: string;
}

export function programsOf(page: string): Program[] {
  const example = exampleOf(page);
  return [
    { title: "TypeScript", fence: "ts", pulumis: "typescript", text: typescriptOf(example) },
    { title: "YAML", fence: "yaml", pulumis: "yaml", text: example.text },
    { title: "Python", fence: "python", pulumis: "python", text: pythonOf(example) },
    { title: "Go", fence: "go", pulumis: "go", text: goOf(example) },
  ];
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** The description with its example after the first paragraph. */
function withExample(description: string, example: string): string {
  const [first, ...others] = description.split("\n\n");
  return [first, example, ...others].join("\n\n");
}

/** In Markdown: TypeScript is shown, the others are collapsed; the site turns the blocks between the marks into tabs. */
function folded(page: string): string {
  const [first, ...others] = programsOf(page).map(({ title, fence, text }) => ({ title, block: fenced(fence, text) }));
  const details = others.map(({ title, block }) => `<details><summary>${title}</summary>\n\n${block}\n\n</details>`);
  return ["<!-- languages -->", first?.block, ...details, "<!-- /languages -->"].join("\n\n");
}

/** For the page of a kind. */
export const pageText = ({ page, description }: KindModel): string =>
  withExample(description, `${folded(page)}\n\nPrograms in YAML, Python and Go use [the plugin](../plugin.md).`);

/** With the language chooser of the Registry's pages. */
function chooser(page: string): string {
  const programs = programsOf(page);
  const choices = programs.map(
    ({ pulumis, fence, text }) => `{{% choosable language ${pulumis} %}}\n\n${fenced(fence, text)}\n\n{{% /choosable %}}`,
  );
  const languages = programs.map(({ pulumis }) => pulumis).join(",");
  return [`{{< chooser language "${languages}" >}}`, ...choices, "{{< /chooser >}}"].join("\n");
}

/** Handwritten pages that show an example, with the example inserted. */
export function pagesWithExamples(): Map<string, string> {
  const job = (text: string) => text.replace(/^<!-- languages -->$.*?^<!-- \/languages -->$/ms, () => folded("build-job"));
  const notice = (text: string) => text.replace(/^\{\{< chooser .*^\{\{< \/chooser >\}\}$/ms, () => chooser("notice"));
  const regions = { "README.md": job, "README.zh-CN.md": job, "docs/_index.md": notice };
  return new Map(
    Object.entries(regions).map(([path, put]) => [path, put(readFileSync(join(repository, path), "utf8"))] as const),
  );
}

export function writeExamples(): void {
  for (const [path, text] of pagesWithExamples()) writeFileSync(join(repository, path), text);
}

/** For the schema: Pulumi's generators and the Registry show the block of the reader's language. */
export function schemaText({ page, description }: KindModel): string {
  const blocks = programsOf(page).map(({ pulumis, text }) => fenced(pulumis, text));
  const example = ["{{% examples %}}", "## Example Usage", "{{% example %}}", ...blocks, "{{% /example %}}", "{{% /examples %}}"];
  return `${description}\n\n${example.join("\n\n")}`;
}

/** For the class. */
export function commentText({ page, description }: KindModel): string {
  return withExample(description, fenced("ts", typescriptOf(exampleOf(page))));
}
