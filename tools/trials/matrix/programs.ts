/** Programs in other languages: copies of the examples with the plugin of the installed package. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, startSimulator } from "codearts-simulator";
import { pluginSchema } from "../../generate/plugin/schema";
import { type Ended, run } from "../../lib/process";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import { repository } from "../../pulumi/paths";
import { writeSdk } from "../../pulumi/sdks";
import { demand } from "./life";

export const programLanguages = ["python", "go"] as const;
export type ProgramLanguage = (typeof programLanguages)[number];

export interface ProgramVerdict {
  language: ProgramLanguage;
  /** What runs it, such as `Python 3.11.7`. */
  by: string;
  /** Empty if everything passed. */
  problem: string;
  seconds: number;
}

interface Steps {
  /** Prints the version of what runs the program. */
  version: string[];
  /** The commands that a reader runs, in order, in the folder of the project. */
  install: string[][];
  /** Environment variables that the program needs in addition to the default ones. */
  env: () => Record<string, string>;
}

const languages: Record<ProgramLanguage, Steps> = {
  python: {
    version: ["python3", "--version"],
    install: [
      ["python3", "-m", "venv", "venv"],
      ["venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
    ],
    env: () => ({}),
  },
  go: {
    version: ["go", "version"],
    install: [["go", "build", "-mod=mod", "-o", "/dev/null", "."]],
    // The caches of this machine: the SDK is compiled once.
    env: () => JSON.parse(spawnSync("go", ["env", "-json", "GOCACHE", "GOMODCACHE", "GOFLAGS"], { encoding: "utf8" }).stdout),
  },
};

/** Installs and runs the example of a language: preview, up, up again, destroy. */
export async function runProgram(language: ProgramLanguage, say: (line: string) => void): Promise<ProgramVerdict> {
  const begun = Date.now();
  const {
    version: [program = "", ...args],
    env,
  } = languages[language];
  const asked = spawnSync(program, args, { encoding: "utf8" });
  const verdict = (problem: string) => ({
    language,
    by: asked.status === 0 ? asked.stdout.trim().replace(/^go version go(\S+).*/, "Go $1") : `no ${program}`,
    problem,
    seconds: (Date.now() - begun) / 1000,
  });
  if (asked.status !== 0) return verdict(`there is no ${program} on PATH`);
  const simulator = await startSimulator({ checkAnswers: true });
  try {
    const settings = { env: { ...environmentFor(simulator), ...env() }, config: { [`codearts-${language}:token`]: { secret } } };
    await withStack({ program: filesOf(language), ...settings }, async (stack) => {
      await writeSdk(language, pluginSchema(), join(stack.folder, "sdks", "codearts"), say);
      await install(language, stack);
      await programLife(stack, simulator);
    });
    return verdict("");
  } catch (error) {
    return verdict((error as Error).message);
  } finally {
    await simulator.close();
  }
}

const secret = "made-up-secret-token";

function filesOf(language: ProgramLanguage): Record<string, string> {
  const folder = join(repository, "examples", language);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]));
}

async function install(language: ProgramLanguage, { folder }: TestStack): Promise<void> {
  for (const [program = "", ...args] of languages[language].install) {
    const ended: Ended = await run(program, args, { cwd: folder, env: process.env, timeout: 900_000 });
    demand(`${program} ${args.join(" ")}`, ended);
  }
}

async function programLife(stack: TestStack, simulator: Simulator): Promise<void> {
  const preview = await stack.preview();
  const seen = preview.steps.map(({ op, type }) => `${op} ${type.split(":").at(-1)}`).join(", ");
  if (seen !== "create BuildJob, create Notice") throw new Error(`preview: ${seen || "no steps"}`);
  await stack.up();
  const { jobId, sizes } = await stack.outputs();
  if (typeof jobId !== "string" || !Array.isArray(sizes) || sizes.length === 0)
    throw new Error(`outputs: ${JSON.stringify({ jobId, sizes })}`);
  if ((await stack.pulumi("stack", "export")).stdout.includes(secret))
    throw new Error("the state holds the secret in plain text");
  const again = await stack.up();
  if (Object.keys(again.changes).join() !== "same") throw new Error(`up again: ${JSON.stringify(again.changes)}`);
  await stack.destroy();
  const deleted = simulator.journal({ operation: "deleteJob" }).length;
  if (deleted !== 1) throw new Error(`destroy: ${deleted} jobs deleted, not 1`);
}
