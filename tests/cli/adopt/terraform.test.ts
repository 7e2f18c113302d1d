import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTerraform, type TerraformState } from "../../../cli/commands/adopt/terraform";
import { shownState, stateFile, type TerraformResource } from "../../helpers/terraform";

function read(content: object): TerraformState {
  const folder = mkdtempSync(join(tmpdir(), "codearts-state-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(content));
    return readTerraform(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const task = "huaweicloud_codearts_build_task";
const region = "cn-north-4";
const resources: TerraformResource[] = [
  { type: task, name: "api", values: { id: "1".repeat(32), region, project_id: "p" } },
  { type: task, name: "many", key: 0, values: { id: "2".repeat(32), region, project_id: "p" } },
  { type: task, name: "many", key: 1, values: { id: "3".repeat(32), region, project_id: "p" } },
  {
    type: task,
    name: "each",
    module: 'module.ci["v1.2"].module.web[0]',
    key: "后端/a.b",
    values: { id: "4".repeat(32), region, project_id: "q" },
  },
  { type: "huaweicloud_codearts_build_template", name: "t", module: "module.ci2", values: { id: "t-1", region } },
  { type: "huaweicloud_hss_cicd_configuration", name: "scan", values: { id: "c-1", region } },
  { type: "huaweicloud_obs_bucket", name: "b", values: { id: "b" } },
  { type: "random_id", name: "r", values: { id: "r" } },
];

test.each([
  ["terraform show -json", shownState(resources)],
  ["a state file", stateFile(resources)],
])("%s: modules, count and for_each; no data source, nothing deposed, nothing of others", (_form, state) => {
  const { objects, others } = read(state);
  const taken = objects.map(({ kind, id, resourceName, address }) => [kind, id, resourceName, address]);
  expect(taken.sort(([, a = ""], [, b = ""]) => a.localeCompare(b))).toEqual([
    ["buildJob", "1".repeat(32), "api", `${task}.api`],
    ["buildJob", "2".repeat(32), "many-0", `${task}.many[0]`],
    ["buildJob", "3".repeat(32), "many-1", `${task}.many[1]`],
    ["buildJob", "4".repeat(32), "ci-v1.2-web-0-each-后端/a.b", `module.ci["v1.2"].module.web[0].${task}.each["后端/a.b"]`],
    ["cicdConfiguration", "c-1", "scan", "huaweicloud_hss_cicd_configuration.scan"],
    ["buildTemplate", "t-1", "ci2-t", "module.ci2.huaweicloud_codearts_build_template.t"],
  ]);
  expect([...others]).toEqual(
    expect.arrayContaining([
      ["huaweicloud_obs_bucket", 1],
      ["random_id", 1],
    ]),
  );
  expect(others.size).toBe(2);
});

test("an object without an id is named by its full address", () => {
  const broken = [{ type: task, name: "api", module: "module.a", key: "x", values: { id: null } }];
  expect(() => read(stateFile(broken))).toThrow(`module.a.${task}.api["x"]: the state has no id for it`);
});
