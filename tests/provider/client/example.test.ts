/** examples/client, run as its reader would: plain Node, the packed package, the environment of Huawei's tools. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../../tools/lib/installation";
import { bareEnvironment, run } from "../../../tools/lib/process";
import { environmentFor } from "../../../tools/lib/simulator-environment";
import { withSimulator } from "../../helpers/simulator";

const source = join(__dirname, "../../../examples/client/run-job.mjs");

test("ten lines create a job, run it, follow its log, download it and delete the job", async () => {
  const lines = readFileSync(source, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^(import|\/\*\*| \*)/.test(line));
  expect(lines.length).toBeLessThanOrEqual(10);
  const { folder } = await installation();
  const place = mkdtempSync(join(folder, "example-"));
  try {
    await withSimulator(async (simulator) => {
      simulator.setOutcomes([{ milliseconds: 200 }]);
      cpSync(source, join(place, "run-job.mjs"));
      const env = { ...bareEnvironment(place), ...environmentFor(simulator) };
      const ended = await run(process.execPath, ["run-job.mjs", simulator.projectId], { cwd: place, env });
      expect([ended.code, ended.stderr]).toEqual([0, ""]);
      expect(ended.stdout).toContain("Finished: SUCCESS");
      expect(readFileSync(join(place, "build.log"), "utf8")).toBe(ended.stdout);
      const called = new Set(simulator.journal().map(({ operation }) => operation));
      for (const name of ["createJob", "runJob", "getRealTimeLog", "downloadBuildLog", "deleteJob"])
        expect(called).toContain(name);
      expect(simulator.journal({ failed: true })).toEqual([]);
    });
  } finally {
    if (existsSync(place)) rmSync(place, { recursive: true });
  }
}, 600_000);
