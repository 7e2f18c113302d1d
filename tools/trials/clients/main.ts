/**
 * `npm run clients`: the official SDKs of three languages log in to the simulator and use it, each in a temporary folder.
 * Requires Python, Go, a JDK with Maven, and access to their registries; `-- go` runs one language. A missing language is a failure.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "codearts-simulator";
import { run } from "../../lib/process";
import { environmentFor } from "../../lib/simulator-environment";

/** The commands of each language; the last one is the client. */
const languages: Record<string, string[][]> = {
  python: [
    ["python3", "-m", "venv", "venv"],
    ["venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
    ["venv/bin/python", "client.py"],
  ],
  go: [["go", "build", "-o", "client", "."], ["./client"]],
  java: [
    ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"],
    ["javac", "-cp", "lib/*", "Client.java"],
    ["java", "-cp", "lib/*:.", "Client"],
  ],
};

/** The output of the client; each step begins with "ok" or "failed". Throws if an earlier command fails. */
async function tryLanguage(language: string, commands: string[][], environment: Record<string, string>): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), `codearts-client-${language}-`));
  try {
    cpSync(join(__dirname, language), cwd, { recursive: true });
    writeFileSync(join(cwd, "made-up.pem"), "made up\n");
    const env = { ...process.env, ...environment, KEYSTORE_FILE: join(cwd, "made-up.pem") };
    let printed = "";
    for (const [program = "", ...args] of commands) {
      const ended = await run(program, args, { cwd, env, timeout: 900_000 });
      if (ended.code !== 0) throw new Error(`${program} ended with ${ended.code}\n${ended.stdout}${ended.stderr}`);
      printed = ended.stdout;
    }
    return printed.trim().split("\n");
  } finally {
    rmSync(cwd, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((language) => !(language in languages));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: not one of ${Object.keys(languages).join(", ")}`);
  const simulator = await startSimulator({ checkAnswers: true });
  try {
    for (const [language, commands] of Object.entries(languages)) {
      if (wanted.length > 0 && !wanted.includes(language)) continue;
      const steps = await tryLanguage(language, commands, environmentFor(simulator));
      const failed = steps.filter((step) => !step.startsWith("ok "));
      process.stdout.write(
        `${language}: ${steps.length - failed.length} of ${steps.length} steps\n${failed.map((step) => `  ${step}\n`).join("")}`,
      );
      if (failed.length > 0) process.exitCode = 1;
    }
    const wrong = simulator.journal().filter(({ answerProblems }) => answerProblems.length > 0);
    for (const { operation, answerProblems } of wrong) process.stdout.write(`${operation}: ${JSON.stringify(answerProblems)}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await simulator.close();
  }
}

void main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
