/**
 * The long form of the hostile test: schemathesis generates valid and invalid requests from the contract and reports server errors and
 * answers that violate the contract. `npx tsx tools/trials/fuzz/simulator.ts [examples per operation, default 80]`; 142 operations with
 * 80 examples are over 10,000 cases. Installs schemathesis from PyPI into a temporary folder.
 */
import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../../simulator/src/index";

const contract = join(__dirname, "../../../contract");
const documents = ["codearts-build", "hss-cicd", "iam"];

async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

async function token({ url, region, credentials }: Simulator): Promise<string> {
  const { userName: name, password, domainName } = credentials;
  const identity = { methods: ["password"], password: { user: { name, password, domain: { name: domainName } } } };
  const body = JSON.stringify({ auth: { identity, scope: { project: { name: region } } } });
  const reply = await fetch(`${url}/v3/auth/tokens`, { method: "POST", body, headers: { "content-type": "application/json" } });
  return reply.headers.get("x-subject-token") ?? "";
}

async function fuzz(tool: string, examples: string): Promise<number> {
  const simulator = await startSimulator({ seed: "fuzz", checkAnswers: true, journalLimit: 20_000 });
  let worst = 0;
  try {
    for (const document of documents) {
      const header = `X-Auth-Token: ${await token(simulator)}`;
      const checks = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"];
      const args = ["run", join(contract, `${document}.openapi.yaml`), "--url", simulator.url, "-H", header, "-n", examples];
      const settings = [
        "--checks",
        checks.join(","),
        "--phases",
        "examples,coverage,fuzzing",
        "--seed",
        "1",
        "--continue-on-failure",
      ];
      worst = Math.max(worst, await run(tool, [...args, ...settings, "--no-color"]));
    }
    const bad = simulator.journal().filter(({ status, answerProblems }) => status >= 500 || answerProblems.length > 0);
    console.log(
      `${simulator.journal().at(-1)?.number ?? 0} requests, ${bad.length} of the last 20,000 with a server error or an answer that violates the contract`,
    );
    for (const { operation, status, answerProblems } of bad.slice(0, 10))
      console.log(operation, status, JSON.stringify(answerProblems));
    return Math.max(worst, bad.length > 0 ? 1 : 0);
  } finally {
    await simulator.close();
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "schemathesis-"));
  try {
    const installed =
      (await run("python3", ["-m", "venv", folder])) ||
      (await run(join(folder, "bin", "pip"), ["install", "-q", "schemathesis"]));
    process.exitCode = installed || (await fuzz(join(folder, "bin", "schemathesis"), process.argv[2] ?? "80"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
