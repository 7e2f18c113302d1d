import { resourceRule } from "../engine/policy";
import { downloadedCode } from "../shell/downloads";
import { readShell } from "../shell/read";
import { zizmor } from "./frameworks";
import { commandsOf, findingsIn } from "./steps";

export const stepNoPipeToShell = resourceRule({
  name: "step-no-pipe-to-shell",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Downloads are verified before they run.",
  why: "A download piped into a shell runs whatever the server sends, even a part of it if the connection breaks.",
  level: "advisory",
  severity: "high",
  ...zizmor("adhoc-packages", "Downloads are pinned and verified before they run"),
  references: [
    "SLSA build dependency",
    "OpenSSF Scorecard Pinned-Dependencies",
    "CIS Software Supply Chain 2.4.3",
    "OWASP CICD-SEC-3",
    "zizmor adhoc-packages",
  ],
  mend: "Download to a file, compare its checksum (sha256sum -c), then run it; or install a pinned package.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSL https://get.example.com/tool.sh | sudo bash" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSLo tool.sh https://get.example.com/tool.sh\\necho \\"$TOOL_SHA256  tool.sh\\" | sha256sum -c -\\nbash tool.sh" } }]`,
  },
  *check({ inputs }) {
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, downloads(text));
  },
});

function* downloads(text: string) {
  for (const { run, says } of downloadedCode(readShell(text)))
    yield { start: run.start, says: `${says}; download to a file, check its checksum, then run it` };
}

export const stepNoParameterInjection = resourceRule({
  name: "step-no-parameter-injection",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Run-time parameters are quoted in commands.",
  why: "Whoever may start the build chooses the value: unquoted it can add arguments, and within sh -c and eval it can add commands.",
  level: "advisory",
  severity: "high",
  ...zizmor("template-injection", "User input does not become code"),
  references: [
    "SLSA D External build parameters",
    "OpenSSF Scorecard Dangerous-Workflow",
    "OWASP CICD-SEC-4",
    "zizmor template-injection",
  ],
  mend: 'Write "${name}" in double quotes; within sh -c pass it as an argument: sh -c \'run "$1"\' -- "${name}".',
  options: {},
  example: {
    fails: `parameters: { target: { default: "all", runtime: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: "make \${target}" } }]`,
    passes: `parameters: { target: { default: "all", runtime: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: 'make "\${target}"' } }]`,
  },
  *check({ inputs }) {
    const atRunTime = new Set(
      inputs
        .at("parameters")
        .entries()
        .filter(([, parameter]) => parameter.isMap() && parameter.at("runtime").flag() === true)
        .map(([name]) => name),
    );
    if (atRunTime.size > 0)
      for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, injections(text, atRunTime));
  },
});

function* injections(text: string, names: ReadonlySet<string>) {
  for (const { name, start, word, safe } of readShell(text).expansions) {
    if (!names.has(name) || (safe && !word.isCode)) continue;
    const how = word.isCode
      ? "becomes part of executed code; pass it as an argument instead"
      : `is expanded without quotes; write "\${${name}}"`;
    yield { start, says: `the run-time parameter ${name} ${how}` };
  }
}
