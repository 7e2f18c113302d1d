/** What commands install, from where, and over what connection. */
import { type CodeartsPolicySettings, evaluate } from "pulumi-codearts/policies";
import * as commands from "../fixtures/package-commands";
import { resource } from "./example";

function messages(rule: string, command: string, config: object = {}, more: Record<string, unknown> = {}): string[] {
  const steps = [{ module: "devcloud2018.codeci_action_20017.action", name: "Step", version: "1", properties: { command } }];
  const settings: CodeartsPolicySettings = JSON.parse(
    JSON.stringify({ all: "disabled", [rule]: { enforcementLevel: "advisory", ...config } }),
  );
  return evaluate([resource("BuildJob", "api", { steps, ...more })], settings).map(({ message }) => message);
}

const allowed = { registries: ["*.example.com"] };

test.each([
  ["step-tls-verified", {}, commands.withoutTls, commands.withTls],
  ["step-clone-secure-scheme", {}, commands.plainClones, commands.goodClones],
  ["step-lock-file-used", {}, commands.looseInstalls, commands.lockedInstalls],
  ["step-registry-allowed", allowed, commands.otherRegistries, commands.ownRegistries],
])("%s finds each of these commands and suspects no other", (rule, config, wrong, right) => {
  const missed = wrong.filter((command) => messages(rule, command, config).length !== 1);
  const suspected = right.filter((command) => messages(rule, command, config).length > 0);
  process.stdout.write(
    `${rule}: ${wrong.length - missed.length} of ${wrong.length} found, ${suspected.length} of ${right.length} suspected\n`,
  );
  expect({ missed, suspected }).toEqual({ missed: [], suspected: [] });
});

describe("settings", () => {
  test("hosts that may be reached without", () => {
    const own = { exceptHosts: ["*.corp.example.com"] };
    expect(messages("step-tls-verified", "curl -k https://files.corp.example.com/a", own)).toEqual([]);
    expect(messages("step-tls-verified", "curl -k https://localhost/a", own)).toHaveLength(1);
    expect(messages("step-tls-verified", "pip install --trusted-host pypi.corp.example.com x", own)).toEqual([]);
    expect(messages("step-clone-secure-scheme", "git clone http://git.corp.example.com/a.git", own)).toEqual([]);
  });

  test.each([
    ["pip install -r requirements.txt", 1],
    ["pip install requests==2.32.4", 1],
    ["uv pip install requests==2.32.4", 1],
    ["python3 -m pip download requests", 1],
    ["pip install --require-hashes -r requirements.txt", 0],
    ["pip install --no-index --find-links wheels app", 0],
    ["pip install .", 0],
    ["pip install dist/app-1.0-py3-none-any.whl", 0],
    ["pip list", 0],
  ])("hashes of pip where they are asked for: %s", (command, count) => {
    expect(messages("step-lock-file-used", command, { pipHashes: true })).toHaveLength(count);
    expect(messages("step-lock-file-used", command)).toEqual([]);
  });

  test("Go's way around registries, by name", () => {
    const command = "export GOPROXY=https://go.example.com,direct";
    expect(messages("step-registry-allowed", command, { registries: ["*.example.com", "direct"] })).toEqual([]);
    expect(messages("step-registry-allowed", command, allowed)[0]).toMatch(/directly from their repositories \(direct\)/);
  });

  test("parameters are variables of the build", () => {
    const parameters = { NODE_TLS_REJECT_UNAUTHORIZED: "0", npm_config_registry: { default: "https://registry.example.org" } };
    expect(messages("step-tls-verified", "npm ci", {}, { parameters })).toEqual([
      expect.stringMatching(/^parameters\["NODE_TLS_REJECT_UNAUTHORIZED"\]: .*every step/),
    ]);
    expect(messages("step-registry-allowed", "npm ci", allowed, { parameters })).toEqual([
      expect.stringMatching(/^parameters\["npm_config_registry"\]\.default: packages come from registry\.example\.org/),
    ]);
  });
});

test("the line and what to write instead are named", () => {
  expect(messages("step-lock-file-used", "set -e\nnpm install\nnpm run build\n")).toEqual([
    "steps[0].properties.command: line 2: npm install may install versions other than those of the lock file; write npm ci",
  ]);
});

test("no message holds the user information of an address", () => {
  const command =
    "git clone http://ci:s3cretOfNobody@git.example.com/a.git\nnpm ci --registry https://ci:s3cretOfNobody@registry.example.org";
  for (const [rule, config] of [
    ["step-clone-secure-scheme", {}],
    ["step-registry-allowed", allowed],
  ] as const) {
    const said = messages(rule, command, config);
    expect(said).toHaveLength(1);
    expect(said.join()).not.toMatch(/s3cretOfNobody/);
  }
});
