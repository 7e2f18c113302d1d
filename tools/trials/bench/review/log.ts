/** A large event log, identical for the same numbers: jobs with steps and commands, most unchanged, some changed, as in a real estate. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";

const type = "pulumi-nodejs:dynamic/codearts:BuildJob";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };

function inputs(index: number, mark: string): Record<string, unknown> {
  const command = Array.from(
    { length: 14 },
    (_, line) => `echo "line ${line} of job ${index}" && ${line === 7 ? mark : "true"}`,
  ).join("\n");
  return {
    __provider:
      'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-codearts/provider").buildJob;',
    projectId: "0123456789abcdef0123456789abcdef",
    name: `job-${index}`,
    timeout: { minutes: mark === "a" ? 30 : 45 },
    parameters: { codeBranch: "main", signingKey: { default: secret, private: true } },
    steps: [
      { module: "devcloud2018.codeci_action_20043.action", name: "Build", properties: { command } },
      { module: "devcloud2018.codeci_action_20057.action", name: "Upload", properties: { objectKey: "./" } },
    ],
  };
}

function events(index: number, changedOf: number): object[] {
  const urn = `urn:pulumi:prod::estate::${type}::job-${index}`;
  const changed = index % 10 < changedOf;
  const state = (mark: string, id: string) => ({
    type,
    urn,
    custom: true,
    id,
    parent: "",
    inputs: inputs(index, mark),
    outputs: {},
    provider: "",
  });
  const metadata = {
    op: changed ? "update" : "same",
    urn,
    type,
    old: state("a", `id-${index}`),
    new: state(changed ? "b" : "a", ""),
    ...(changed && {
      diffs: ["steps", "timeout"],
      detailedDiff: {
        "steps[0].properties.command": { diffKind: "update", inputDiff: true },
        "timeout.minutes": { diffKind: "update", inputDiff: true },
      },
    }),
    logical: true,
    provider: "",
  };
  const at = { sequence: index, timestamp: 1_790_000_000 };
  return [
    { ...at, resourcePreEvent: { metadata, planning: true } },
    { ...at, resOutputsEvent: { metadata: { ...metadata, old: state("a", `id-${index}`), new: undefined }, planning: true } },
  ];
}

/** Writes the log; `changedOf` in ten resources change. */
export async function writeLog(file: string, resources: number, changedOf: number): Promise<number> {
  const out = createWriteStream(file, { mode: 0o600 });
  let bytes = 0;
  const updates = Array.from({ length: resources }, (_, index) => index).filter((index) => index % 10 < changedOf).length;
  const resourceChanges = { ...(updates > 0 && { update: updates }), ...(updates < resources && { same: resources - updates }) };
  for (let index = 0; index < resources; index += 1) {
    const text = events(index, changedOf)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join("");
    bytes += text.length;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end(
    `${JSON.stringify({ summaryEvent: { resourceChanges, PolicyPacks: {}, result: "succeeded", isPreview: true, durationSeconds: 60 } })}\n{"cancelEvent":{}}\n`,
  );
  await once(out, "close");
  return bytes;
}
