/** A job as it stands on a live tenant: taken over, changed in one field, refreshed and destroyed, with nothing lost and nothing written needlessly. */
import { readEstate } from "../../../../cli/commands/adopt/estate";
import { editJob } from "../../../../tools/lib/console";
import { buildJobContract } from "../../lifecycle/build-job";
import { inScene } from "../../lifecycle/contract";

type Config = Record<string, unknown>;
type Rows = Config[];

/** What the console has put into it, in fields that a program has an input for and in others (SERVICE, seen on a real tenant). */
function asLive(config: Config): void {
  const [scm] = config.scms as Rows;
  const [step] = config.steps as Rows;
  const [channel] = config.parameters as { params: Rows }[];
  Object.assign(config, {
    flavor: "DEFAULT",
    build_config_type: "ACTION",
    build_environment_type: "docker",
    cluster_selected: { id: "1", name: "pool", resource_type: "self-hosted" },
    limit_time: "",
    description: "nightly",
    timeout: { limit: "30", unit: "minute" },
  });
  Object.assign(scm ?? {}, { is_auto_build: true, enable_git_lfs: true, is_show: true, depth: "5" });
  Object.assign(step ?? {}, { propertiesVersion: "2", actions: [] });
  const limits = [
    { disable: "0", display_name: "Beta ring", name: "beta", order: 1 },
    { disable: "1", display_name: "", name: "stable", order: 2 },
  ];
  const carrier = channel?.params.find(({ name }) => name === "defaultValue");
  Object.assign(carrier ?? {}, { limits });
}

const made = {
  arch: "x86-64",
  job_name: "api",
  scms: [
    {
      url: "git@example.invalid:team/api.git",
      repo_id: "2111746211",
      web_url: "https://example.invalid/team/api",
      scm_type: "Repo",
      branch: "main",
    },
  ],
  parameters: [
    {
      name: "hudson.model.StringParameterDefinition",
      params: [
        { name: "name", value: "channel" },
        { name: "type", value: "normalparam" },
        { name: "defaultValue", value: "beta" },
      ],
    },
  ],
  steps: [
    {
      module_id: "devcloud2018.codeci_action_20017.action",
      name: "Shell",
      enable: true,
      properties: { command: "exit 0", n: 1 },
    },
  ],
  triggers: [
    {
      name: "hudson.triggers.TimerTrigger",
      parameters: [
        { name: "spec", value: "53 15 * * 1,2,3,4,5" },
        { name: "timeZoneId", value: "Asia/Shanghai" },
        { name: "timeZone", value: "China_Standard_Time" },
        { name: "isDST", value: "false" },
      ],
    },
  ],
};

test.each(["observed", "filled", "left-out"])("under service-defaults: %s", (defaults) =>
  inScene(
    buildJobContract,
    async ({ resource, client, simulator, calls }) => {
      const { job_id: id = "" } = await client.jobs.create({ ...made, project_id: simulator.projectId } as never);
      await editJob(client, id, asLive);
      const read = () => client.jobs.getConfig(id, { get_all_params: "true" });
      const before = await read();
      calls();

      const { objects, leftOut } = await readEstate(
        { client, region: simulator.region },
        { projectIds: [simulator.projectId], kinds: new Set(["buildJob"]), matches: () => true, groups: [] },
      );
      const [job] = objects;
      expect(leftOut).toEqual([
        { what: "scms[].is_show (1 job), steps[].propertiesVersion (1 job)", why: expect.any(String), isLoss: false },
      ]);
      expect(job?.plain).toMatchObject({
        scms: [{ type: "Repo", buildOnPush: true, lfs: true, depth: 5 }],
        agentPool: { id: "1", name: "pool", resourceType: "self-hosted" },
        description: "nightly",
        raw: { build_environment_type: "docker" },
      });
      resource.setState({ id, inputs: { ...job?.plain }, outputs: { ...job?.outputs, __provider: "text" } });
      expect((await resource.up({ ...job?.plain })).operation).toBe("same");
      expect(calls().filter((operation) => /update|create|set/i.test(operation))).toEqual([]);

      const next = { ...job?.plain, timeout: { minutes: 45 } };
      expect((await resource.up(next)).operation).toBe("update");
      expect(await read()).toEqual({ ...before, timeout: { limit: "45", unit: "minute" } });
      expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
      expect((await resource.up(next)).operation).toBe("same");
      await resource.destroy();
      expect(await buildJobContract.count({ client, simulator })).toBe(0);
    },
    { "service-defaults": defaults },
  ),
);
