/** Build scripts as people write them when they take care: no rule has a reason to speak. Kept apart by source, in fixtures/build-scripts. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { evaluate, type RuleName, rules } from "pulumi-codearts/policies";
import { resource, secret } from "./example";

const folder = join(__dirname, "../fixtures/build-scripts");
const sources = readdirSync(folder).map((file): [source: string, scripts: string[]] => [
  basename(file, ".txt"),
  readFileSync(join(folder, file), "utf8")
    .split(/^---$/m)
    .map((script) => script.trim()),
]);

/** Dates of support move on; the scripts were written for this day. */
const today = new Date("2026-11-28T12:00:00Z");
/** Parameters of the usual names, one of them of a run. */
const parameters = {
  codeBranch: "main",
  releaseversion: "1.0.0",
  branch: { default: "main", runtime: true },
  deployToken: { default: secret("made up"), private: true },
};
const settings = { all: "advisory" as const, "artifact-signed": "disabled" as const, "sbom-required": "disabled" as const };
const aboutCommands = rules.filter(({ name }) => name.startsWith("step-") || name === "build-job-no-plaintext-secret");

function alarmsOn(command: string): { rule: string; isMandatory: boolean; message: string }[] {
  const steps = [{ module: "devcloud2018.codeci_action_20017.action", name: "Step", version: "1", properties: { command } }];
  const judged = evaluate([resource("BuildJob", "api", { steps, parameters })], settings, today);
  const names: readonly string[] = aboutCommands.map(({ name }) => name);
  return judged
    .filter(({ rule }) => names.includes(rule))
    .map(({ rule, message }) => ({ rule, isMandatory: levelOf(rule) === "mandatory", message }));
}

const levelOf = (name: string) => rules.find((rule): rule is typeof rule & { name: RuleName } => rule.name === name)?.level;

test("no false alarm at mandatory, at most 2 % at advisory", () => {
  const alarms: object[] = [];
  let mandatory = 0;
  let suspected = 0;
  let count = 0;
  for (const [source, scripts] of sources) {
    let ofSource = 0;
    for (const script of scripts) {
      const found = alarmsOn(script);
      if (found.length > 0) ofSource += 1;
      if (found.some(({ isMandatory }) => isMandatory)) mandatory += 1;
      alarms.push(...found.map((alarm) => ({ ...alarm, source, script })));
    }
    process.stdout.write(`build scripts, ${source}: ${ofSource} of ${scripts.length} suspected\n`);
    suspected += ofSource;
    count += scripts.length;
  }
  process.stdout.write(`build scripts, all: ${suspected} of ${count} suspected, ${mandatory} of them at mandatory\n`);
  expect(count).toBeGreaterThanOrEqual(100);
  if (suspected > 0) process.stdout.write(`${JSON.stringify(alarms, undefined, 2)}\n`);
  expect(mandatory).toBe(0);
  expect(suspected / count).toBeLessThanOrEqual(0.02);
});

test("commands in a list are checked", () => {
  const wrong = [
    "curl -k https://x.example.com/a",
    "npm install",
    "curl https://x.example.com/a | sh",
    "docker run --privileged a:1",
  ];
  const scripts = sources.flatMap(([, all]) => all).filter((script) => !script.includes("<<"));
  const missed = wrong.flatMap((command) => scripts.filter((script) => alarmsOn(`${command}\n${script}`).length === 0));
  expect(missed).toEqual([]);
});
