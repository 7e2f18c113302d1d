import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildEstate } from "../helpers/estate";
import { withSimulator } from "../helpers/simulator";
import { withSources } from "../helpers/sources";

jest.setTimeout(60_000);

const state = (ids: string[]) => ({
  version: 3,
  deployment: {
    resources: ids.map((id) => ({
      urn: `urn:pulumi:dev::p::pulumi-nodejs:dynamic/codearts:BuildJob::${id}`,
      type: "pulumi-nodejs:dynamic/codearts:BuildJob",
      id,
    })),
  },
});

test("jobs that no state declares, as JSON and as a table; only reads", () =>
  withSimulator(async (simulator, env) => {
    const { jobIds } = await buildEstate(simulator, { jobs: 5, steps: 1, odd: false });
    simulator.clearJournal();
    await withSources(env, async ({ folder, codearts }) => {
      writeFileSync(join(folder, "one.json"), JSON.stringify(state(jobIds.slice(0, 2))));
      writeFileSync(join(folder, "two.json"), JSON.stringify(state(jobIds.slice(2, 3))));
      const found = await codearts(["orphans", "--state", "one.json", "two.json", "--json"]);
      const { orphans, jobs } = JSON.parse(found.stdout) as { orphans: { id: string }[]; jobs: number };
      expect([found.code, jobs, orphans.map(({ id }) => id).sort()]).toEqual([1, 5, jobIds.slice(3).sort()]);
      const table = await codearts(["orphans", "--state", "one.json"]);
      expect(table.stdout).toContain("3 of 5 jobs not declared by one.json");
      expect(table.stdout).toContain("to adopt them: pulumi-codearts adopt");
      writeFileSync(join(folder, "all.json"), JSON.stringify(state(jobIds)));
      const none = await codearts(["orphans", "--state", "all.json"]);
      expect([none.code, none.stdout]).toEqual([0, expect.stringContaining("5 jobs, all declared by all.json")]);
      expect(simulator.journal({}).every(({ method }) => method === "GET")).toBe(true);
    });
  }));

test("what is no state is named", () =>
  withSimulator((_simulator, env) =>
    withSources(env, async ({ folder, codearts }) => {
      writeFileSync(join(folder, "notes.json"), "[]");
      const { code, stderr } = await codearts(["orphans", "--state", "notes.json"]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(
          "notes.json does not hold the state of a stack: it holds a list\n  save one with: pulumi stack export",
        ),
      ]);
      const missing = await codearts(["orphans", "--state", "missing.json"]);
      expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("missing.json cannot be read")]);
    }),
  ));
