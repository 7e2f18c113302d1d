/** No rule takes long, whatever a job says. Measured in a Node.js of its own on a bundle: Jest's loader makes the parser ten times slower. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { run } from "../../tools/lib/process";
import { repository } from "../../tools/pulumi/paths";
import { hostileShapes, type Slowest } from "../../tools/trials/bench/hostile";

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "codearts-time-"));
  bundle = join(folder, "hostile.cjs");
  const entry = join(repository, "tools", "trials", "bench", "hostile.ts");
  const esbuild = join(repository, "node_modules", ".bin", "esbuild");
  const options = [
    "--bundle",
    "--platform=node",
    "--format=cjs",
    "--external:@pulumi/*",
    "--log-level=error",
    `--outfile=${bundle}`,
  ];
  const { code, stderr } = await run(esbuild, [entry, ...options], { cwd: repository, env: process.env });
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function slowest(size: number, shapes: readonly string[]): Promise<Slowest> {
  const env = { ...process.env, NODE_OPTIONS: "", NODE_PATH: join(repository, "node_modules") };
  const ended = await run(process.execPath, [bundle, String(size), JSON.stringify(shapes)], {
    cwd: folder,
    env,
    timeout: 300_000,
  });
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout);
}

/** Two seconds on a machine that does the fixed piece of work in 0.04 s; on a slower machine, or a busy one, as much longer. */
const mostTimesTheFloor = 50;

test("a megabyte of each hostile shape takes a rule less than two seconds", async () => {
  const found = await slowest(1_000_000, hostileShapes);
  const ratio = found.seconds / found.floor;
  process.stdout.write(
    `slowest rule on 1 MB: ${found.rule}, ${found.seconds.toFixed(2)} s (${ratio.toFixed(1)} x the floor of ${found.floor.toFixed(3)} s) on ${JSON.stringify(found.shape)}\n`,
  );
  expect(ratio).toBeLessThan(mostTimesTheFloor);
}, 300_000);

test("ten megabytes of one character neither take longer nor overflow the stack", async () => {
  const found = await slowest(10_000_000, ["(", "x"]);
  expect({ ...found, isFast: found.seconds / found.floor < mostTimesTheFloor }).toEqual({ ...found, isFast: true });
}, 300_000);

test("nor do shapes that are put together from these and from any text", async () => {
  const piece = fc.oneof(fc.constantFrom(...hostileShapes), fc.string({ minLength: 1, maxLength: 20, unit: "binary" }));
  const shapes = fc.sample(
    fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join("")),
    { seed: 20, numRuns: 40 },
  );
  const found = await slowest(300_000, shapes);
  expect({ ...found, isFast: found.seconds / found.floor < mostTimesTheFloor }).toEqual({ ...found, isFast: true });
}, 300_000);
