/** Commands that the pages show, in shell samples and within sentences. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "unbash";
import { repository } from "../../tools/pulumi/paths";
import { pages, samplesOf } from "./pages";

export interface ShownCommand {
  place: string;
  words: string[];
}

/** Commands of a script with their words. */
function commandsIn(text: string): string[][] {
  const found: string[][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("type" in node && node.type === "Command" && "name" in node && node.name) {
      const { name, suffix = [] } = node as unknown as { name: { text: string }; suffix?: { text?: string }[] };
      found.push([name.text, ...suffix.map((word) => word.text ?? "")]);
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(parse(text));
  return found;
}

export const scripts: { place: string; commands: string[][] }[] = pages
  .flatMap(samplesOf)
  .filter(({ language }) => language === "sh")
  .map(({ page, line, text }) => ({ place: `${page}:${line}`, commands: commandsIn(text) }));

export const commandsInSamples: ShownCommand[] = scripts.flatMap(({ place, commands }) =>
  commands.map((words) => ({ place, words })),
);

/** Calls of the Pulumi CLI, those within sentences too. */
export const pulumiCalls: ShownCommand[] = [
  ...commandsInSamples.filter(({ words }) => words[0] === "pulumi"),
  ...pages.flatMap((page) =>
    [...readFileSync(join(repository, page), "utf8").matchAll(/`(pulumi [a-z][^`\n]*)`/g)].map(([, call = ""]) => ({
      place: page,
      words: call.split(" "),
    })),
  ),
];
