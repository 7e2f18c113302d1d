/** Load time of the main entry beyond that of @pulumi/pulumi. */
import { installation } from "../../lib/installation";
import { bareEnvironment, run } from "../../lib/process";
import { type BenchOptions, figure, type Measurement, median } from "./measure";

const script = `require("@pulumi/pulumi");
const begun = process.hrtime.bigint();
require("pulumi-codearts");
console.log(Number(process.hrtime.bigint() - begun) / 1e6);`;

export async function startUpRows({ runs }: BenchOptions): Promise<Measurement[]> {
  const { folder } = await installation();
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1)
    times.push(Number((await run(process.execPath, ["-e", script], { cwd: folder, env: bareEnvironment(folder) })).stdout));
  return [figure("main entry beyond @pulumi/pulumi", `${median(times).toFixed(1)} ms`, "at most 30 ms")];
}
