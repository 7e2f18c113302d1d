#!/usr/bin/env node
/** The pulumi-codearts command. One file per verb; a verb's own modules are loaded when it runs. */
import { createRequire } from "node:module";
import { Command } from "commander";

/** A package may require itself by name, from the sources and from dist/ alike. */
const { version } = createRequire(__filename)("pulumi-codearts/package.json") as { version: string };

async function main(argv: string[]): Promise<void> {
  const program = new Command("pulumi-codearts").version(version).description("Build jobs of Huawei Cloud CodeArts as code");
  await program.parseAsync(argv);
}

void main(process.argv);
