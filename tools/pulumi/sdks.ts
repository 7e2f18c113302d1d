/** SDKs of the plugin in other languages, by Pulumi's own code generators; not committed, as they follow from the schema. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/process";
import type { Log } from "./found";
import { goTool } from "./go-tool";
import { repository } from "./paths";

export const sdkLanguages = ["nodejs", "python", "go", "dotnet"] as const;
export type SdkLanguage = (typeof sdkLanguages)[number];

const name = "codearts-sdk";
// In the folder of the YAML host, whose Go module contains the latest generators, including C#.
const goModule = join(__dirname, "yaml");

/** Writes the SDK of a schema into an empty folder. */
export async function writeSdk(language: SdkLanguage, schema: string, folder: string, say: Log): Promise<void> {
  const sources = ["go.mod", "sdk/main.go"].map((file) => readFileSync(join(goModule, file)));
  const digest = createHash("sha256").update(Buffer.concat(sources)).digest("hex").slice(0, 12);
  const built = await goTool({ name, place: `${name}-${digest}`, module: goModule, command: "./sdk" }, say);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const logo = join(repository, "plugin", "files", "logo.png");
  // Not in the output folder: the generator would search its parents for a project and plugins.
  const ended = await run(join(built, name), [language, folder, logo], { cwd: built, env: process.env, input: schema });
  if (ended.code !== 0) throw new Error(`the SDK for ${language} could not be written: ${ended.stderr}`);
}
