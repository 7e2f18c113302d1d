/** Calls of the Pulumi CLI that the pages show are calls that it knows, with options that it has. */
import { run } from "../../../tools/lib/process";
import { pulumiCli } from "../../../tools/pulumi";
import { pulumiCalls } from "../../helpers/shell-samples";

let folder: string;
let executable: string;
beforeAll(async () => {
  ({ folder, executable } = await pulumiCli((line) => process.stderr.write(`${line}\n`)));
}, 1_500_000);

/** What the CLI says of the command that the words begin with. */
async function helpOf(words: string[]): Promise<string> {
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  const { stdout } = await run(executable, [...words, "--help"], {
    cwd: folder,
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_DEBUG_COMMANDS: "true" },
  });
  return stdout;
}

test("every call has a command and options that there are", async () => {
  expect(pulumiCalls.length).toBeGreaterThan(50);
  const verbs = new Set([...(await helpOf([])).matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, verb]) => verb));
  expect(verbs.size).toBeGreaterThan(20);
  const helps = new Map<string, string>();
  const wrong: string[] = [];
  for (const { place, words } of pulumiCalls) {
    const [verb = "", ...others] = words.slice(1);
    const path = [verb, ...others.slice(0, 1).filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith("-"))];
    const key = path.join(" ");
    const help = helps.get(key) ?? (await helpOf(path));
    helps.set(key, help);
    const options = others
      .slice(0, others.includes("--") ? others.indexOf("--") : undefined)
      .filter((word) => /^--[a-z]/.test(word));
    const missing = options.filter((option) => !new RegExp(`${option.split("=")[0]}\\b`).test(help));
    if (!verbs.has(verb) || missing.length > 0) wrong.push(`${place}: pulumi ${key} ${missing.join(" ")}`);
  }
  expect(wrong).toEqual([]);
}, 180_000);
