/** `npm run sdks`: writes the SDKs of other languages to `sdks/` and compiles each whose compiler is installed. They are not committed. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pluginSchema } from "../../generate/plugin/schema";
import { run } from "../../lib/process";
import { repository } from "../../pulumi/paths";
import { type SdkLanguage, sdkLanguages, writeSdk } from "../../pulumi/sdks";

/** The command that shows whether a compiler is installed, and the command that compiles the SDK. */
const compilers: Record<SdkLanguage, { ask: string[]; compile: string[] }> = {
  nodejs: {
    ask: ["node", "--version"],
    compile: [process.execPath, require.resolve("typescript/bin/tsc"), "--noEmit", "--types", "node", "-p", "."],
  },
  python: { ask: ["python3", "--version"], compile: ["python3", "-m", "compileall", "-q", "."] },
  go: { ask: ["go", "version"], compile: ["go", "build", "-mod=mod", "./..."] },
  dotnet: { ask: ["dotnet", "--version"], compile: ["dotnet", "build", "--nologo", "-v", "quiet"] },
};

async function main(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  for (const language of sdkLanguages) {
    const folder = join(repository, "sdks", language);
    await writeSdk(language, pluginSchema(), folder, say);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
    const { ask, compile } = compilers[language];
    const [program = "", ...args] = ask;
    if (spawnSync(program, args).status !== 0) {
      say(`${language}: ${files} files, not compiled: there is no ${program} on PATH`);
      continue;
    }
    const [compiler = "", ...flags] = compile;
    const ended = await run(compiler, flags, { cwd: folder, env: process.env, timeout: 900_000 });
    say(`${language}: ${files} files, ${ended.code === 0 ? "compiled" : `FAILED\n${ended.stdout}${ended.stderr}`}`);
    if (ended.code !== 0) process.exitCode = 1;
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
