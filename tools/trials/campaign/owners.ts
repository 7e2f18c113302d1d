/** Ownership under faults: other users' objects with the declared names, two stacks of one program, and files whose new content is refused. */
import { type FaultRule, type Simulator, startSimulator } from "codearts-simulator";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import { adminOf } from "./estate";
import { type Chance, chance } from "./random";

export interface OwnerResult {
  /** Attempted deployments. */
  runs: number;
  verdict: { strangersTaken: number; sharedByStacks: number; filesLost: number };
  seconds: number;
}

const size = 8;
/** All kinds, with fixed names; only the content of the files changes. */
const program = `const codearts = require("pulumi-codearts");
const { content } = require("./estate.json");
for (let n = 0; n < ${size}; n++) {
  new codearts.BuildJob("job-" + n, { steps: [codearts.steps.maven({ command: "mvn -B verify" })] });
  new codearts.BuildTemplate("template-" + n, { steps: [codearts.steps.maven({ command: "mvn -B verify" })] });
  new codearts.CicdConfiguration("gate-" + n, { vulnerabilityBlocklist: ["CVE-2024-0001"] });
  new codearts.Keystore("file-" + n + ".jks", { content: Buffer.from(content + n).toString("base64") });
}
`;
const files = {
  "Pulumi.yaml": "name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  "index.js": program,
  "estate.json": '{ "content": "first" }',
};

const broken: FaultRule[] = [
  { on: "*", probability: 0.05, drop: "after" },
  { on: "*", probability: 0.05, drop: "before" },
  { on: "*", probability: 0.03, html: 502 },
];
const refused: FaultRule[] = [
  { on: "uploadKeystore", probability: 0.5, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
  // Once: a refused rename is reverted, and the revert is a call of the same kind.
  { on: "updateKeystore", times: 1, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
];

/** One stack creates everything; another stack of the same program then finds objects equal to its own, of the same user. */
export async function ownerCampaign({ seed, rounds }: { seed: number; rounds: number }): Promise<OwnerResult> {
  const begun = Date.now();
  const dice = chance(seed);
  const simulator = await startSimulator({ seed: String(seed) });
  const done = { runs: 0, verdict: { strangersTaken: 0, sharedByStacks: 0, filesLost: 0 } };
  const env = { ...environmentFor(simulator), HW_MAX_RETRIES: "1" };
  try {
    await withStack({ program: files, env }, (first) =>
      withStack({ program: files, env }, async (second) => {
        await first.up();
        const theirs = await idsOf(first);
        const before = await liveIds(simulator);
        for (let round = 0; round < rounds; round += 1) {
          await upBroken(second, simulator, broken, dice);
          const ours = await idsOf(second);
          done.verdict.sharedByStacks += ours.filter((id) => theirs.includes(id)).length;
          await second.destroy({ mayFail: true });
          const live = await liveIds(simulator);
          done.verdict.strangersTaken += before.filter((id) => !live.includes(id)).length;
          done.runs += 2;
        }
        for (let round = 0; round < rounds; round += 1) {
          first.write("estate.json", JSON.stringify({ content: `content-${round}-` }));
          await upBroken(first, simulator, refused, dice);
          done.verdict.filesLost += size - (await filesThere(simulator));
          done.runs += 1;
        }
      }),
    );
    return { ...done, seconds: (Date.now() - begun) / 1000 };
  } finally {
    await simulator.close();
  }
}

async function upBroken(stack: TestStack, simulator: Simulator, faults: FaultRule[], dice: Chance): Promise<void> {
  simulator.setFaults(faults, String(dice.below(1_000_000)));
  await stack.up({ mayFail: true, args: ["--continue-on-error"] });
  simulator.setFaults([]);
}

const idsOf = async (stack: TestStack): Promise<string[]> =>
  ((await stack.export()).deployment.resources ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));

async function liveIds(simulator: Simulator): Promise<string[]> {
  const client = adminOf(simulator);
  const ids: string[] = [];
  const path = { project_id: simulator.projectId };
  for await (const { id } of client.each("listProjectJobs", { path })) ids.push(String(id));
  for await (const { uuid } of client.each("listCustomTemplates", {})) ids.push(String(uuid));
  for await (const { cicd_id } of client.each("listCicdConfigurations", {})) ids.push(String(cicd_id));
  for await (const { id } of client.each("listKeystores", {})) ids.push(String(id));
  return ids;
}

/** Number of files with the declared name: refused new content must leave the old file in place. */
async function filesThere(simulator: Simulator): Promise<number> {
  const names = new Set<string>();
  for await (const { keystore_name } of adminOf(simulator).each("listKeystores", {})) names.add(keystore_name ?? "");
  return Array.from({ length: size }, (_, n) => `file-${n}.jks`).filter((name) => names.has(name)).length;
}
