/** What the Terraform provider of the same cloud gets wrong with these kinds; the rows about build jobs are in build-job/rival.test.ts. */
import type { Simulator } from "codearts-simulator";
import { clientFor } from "../../../provider/config";
import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import type { Cloud } from "../../../provider/lifecycle/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { adopted } from "../../../provider/lifecycle/read";
import { withSimulator } from "../../helpers/simulator";
import { begin, type Verbs } from "../../helpers/verbs";

const cloudOf = (): Cloud => ({ client: clientFor(), userId: async () => undefined, note: () => {} });
const inSimulator = (work: (simulator: Simulator) => Promise<void>) => withSimulator(work);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

async function same(verbs: Verbs, taken: { id: string; inputs: object; outputs: object }): Promise<void> {
  const held = { id: taken.id, inputs: plain(taken.inputs), outputs: plain(taken.outputs) };
  expect(await verbs.diff(held, plain(taken.inputs))).toBe("same");
  const seen = await verbs.refresh(held);
  expect(seen?.inputs).toEqual(plain(taken.inputs));
}

test("7: an imported template keeps its step properties, and nothing is planned afterwards", () =>
  inSimulator(async (simulator) => {
    const verbs = await begin(lifecycle(buildTemplate), simulator);
    const steps = [
      {
        module_id: "devcloud2018.codeci_action_20043.action",
        name: "Build",
        enable: true,
        properties: { command: "mvn", retries: 2 },
      },
    ];
    const { uuid = "" } = await clientFor().templates.create({
      name: "theirs",
      description: "",
      tool_type: "maven",
      template: { steps },
    });
    const live = await buildTemplate.read(cloudOf(), uuid, {});
    const taken = adopted(buildTemplate, uuid, live as NonNullable<typeof live>, simulator.region);
    expect(taken.inputs).toMatchObject({ steps: [{ properties: { command: "mvn", retries: 2 } }] });
    await same(verbs, taken);
  }));

test("8: the enterprise project survives an import", () =>
  inSimulator(async (simulator) => {
    const verbs = await begin(lifecycle(cicdConfiguration), simulator);
    const place = { enterprise_project_id: "made-up-enterprise-project" };
    const { cicd_id = "" } = await clientFor().cicd.addConfiguration({ cicd_name: "gate", image_whitelist: ["a"] }, place);
    const live = await cicdConfiguration.read(cloudOf(), cicd_id, { enterpriseProjectId: place.enterprise_project_id });
    const taken = adopted(cicdConfiguration, cicd_id, live as NonNullable<typeof live>, simulator.region);
    expect(taken.inputs).toMatchObject({ enterpriseProjectId: place.enterprise_project_id, imageWhitelist: ["a"] });
    await same(verbs, taken);
  }));

test("16: the lists of a scan configuration have no order", () =>
  inSimulator(async (simulator) => {
    const verbs = await begin(lifecycle(cicdConfiguration), simulator);
    const held = await verbs.create({ name: "gate", vulnerabilityBlocklist: ["b", "a", "c"] });
    await clientFor().cicd.modifyConfiguration(held.id, {
      vulnerability_blocklist: ["c", "b", "a"],
      vulnerability_whitelist: [],
      image_whitelist: [],
    });
    const seen = await (await begin(lifecycle(cicdConfiguration), simulator)).refresh(held);
    expect(seen?.inputs).toEqual(held.inputs);
  }));

test("2, 3: a list that fails with HTTP 200 proves nothing: refresh fails, and no second object is made", () =>
  inSimulator(async (simulator) => {
    const verbs = await begin(lifecycle(cicdConfiguration), simulator);
    const held = await verbs.create({ name: "gate" });
    simulator.setFaults([{ on: "listCicdConfigurations", errorCode: { code: "HSS.9999", message: "made-up failure" } }]);
    const later = await begin(lifecycle(cicdConfiguration), simulator);
    await expect(later.refresh(held)).rejects.toThrow(/read codearts:CicdConfiguration "gate".*HSS\.9999 made-up failure/s);
    await expect(later.create({ name: "gate" })).rejects.toThrow("HSS.9999");
    expect(simulator.journal({ operation: "addCicdConfiguration" })).toHaveLength(1);
  }));

test("18: a service that does not answer ends in an error, in time", () =>
  inSimulator(async (simulator) => {
    simulator.setFaults([{ on: "listCustomTemplates", delay: 4_000 }]);
    const verbs = await begin(lifecycle(buildTemplate), simulator, { timeout: "1" });
    const before = Date.now();
    await expect(verbs.create({ name: "service" })).rejects.toThrow(
      /create codearts:BuildTemplate "service".*listCustomTemplates/s,
    );
    expect(Date.now() - before).toBeLessThan(3_500);
  }));

test("19: a list that ignores its page ends, and is ignored", () =>
  inSimulator(async (simulator) => {
    const verbs = await begin(lifecycle(buildTemplate), simulator);
    const items = Array.from({ length: 100 }, (_, n) => ({ uuid: `u${n}`, name: `t${n}` }));
    const body = { result: { total_size: 1_000_000, items }, status: "success", error: null };
    simulator.setFaults([{ on: "listCustomTemplates", respond: { status: 200, body } }]);
    await expect(verbs.create({ name: "service" })).rejects.toThrow(/listCustomTemplates/);
    expect(simulator.journal({ operation: "listCustomTemplates" }).length).toBeLessThan(5);
    expect(simulator.journal({ operation: "createTemplate" })).toEqual([]);
  }));
