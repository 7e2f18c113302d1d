/** The reports of `review` on a stack's next deployment in every format: one with its own preview, the others from a saved event log. */
import { join } from "node:path";
import type { TestStack } from "../../lib/stack";

const formats = ["text", "markdown", "html", "json"] as const;

/** The output of the command, by format. */
export type Reports = Record<(typeof formats)[number], string>;

export async function reportsOf(stack: TestStack): Promise<Reports> {
  const log = join(stack.root, "events-review.json");
  await stack.pulumi("preview", "--stack", "test", "--event-log", log);
  const review = async (format: string, ...source: string[]) => {
    const { code, stdout, stderr } = await stack.command("pulumi-codearts", "review", ...source, "--format", format);
    if (code !== 0) throw new Error(`review --format ${format} ended with ${code}\n${stdout}\n${stderr}`);
    return stdout + stderr;
  };
  const [text, html, json] = await Promise.all(["text", "html", "json"].map((format) => review(format, "--events", log)));
  return { text: text ?? "", markdown: await review("markdown", "--stack", "test"), html: html ?? "", json: json ?? "" };
}
