/** What is particular to job permissions: what stays, what comes back, and what the service keeps. */
import type { Simulator } from "codearts-simulator";
import { jobPermissions } from "../../../provider/index";
import { clientOf } from "../../helpers/estate";
import { configurationOf, drive, type Resource } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";

type Rights = { [right: string]: unknown };

interface Scene {
  simulator: Simulator;
  jobId: string;
  resource: Resource;
  rights(role: string): Promise<Rights>;
  /** Somebody else sets rights of a role. */
  give(role: string, rights: object): Promise<unknown>;
  said: string[];
}

const developer = {
  is_view: true,
  is_execute: true,
  is_modify: true,
  is_delete: true,
  is_copy: true,
  is_forbidden: true,
  is_manager: false,
};

const scene = (work: (scene: Scene) => Promise<void>): Promise<void> =>
  withSimulator(async (simulator) => {
    const client = clientOf(simulator);
    const { projectId: project_id } = simulator;
    const { job_id } = await client.jobs.create({ arch: "x86-64", project_id, job_name: "api" });
    const jobId = String(job_id);
    const rights = async (role: string): Promise<Rights> => {
      const row = (await client.permissions.listJobRoles({ job_id: jobId })).find(({ role_name }) => role_name === role);
      return Object.fromEntries(Object.entries(row ?? {}).filter(([key]) => key.startsWith("is_")));
    };
    const give = (role_name: string, set: object) =>
      client.permissions.updateJobs({
        project_id,
        job_ids: [jobId],
        project_switch: false,
        permissions: [{ role_name, ...set }],
      });
    const said: string[] = [];
    const write = jest.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
    try {
      await work({ simulator, jobId, resource: await drive(jobPermissions, configurationOf(simulator)), rights, give, said });
    } finally {
      write.mockRestore();
    }
  });

test("only the named rights of the named roles change, and deletion returns the job to its project's permissions", () =>
  scene(async ({ simulator, jobId, resource, rights }) => {
    const viewer = await rights("viewer");
    await resource.up({ jobId, permissions: { developer: { delete: false } } });
    expect(await rights("developer")).toEqual({ ...developer, is_delete: false });
    expect(await rights("viewer")).toEqual(viewer);
    expect(resource.state()?.outputs).toMatchObject({
      followedProject: true,
      previous: { developer: { delete: true, copy: true } },
    });
    simulator.clearJournal();
    await resource.destroy();
    expect(simulator.journal({ operation: "setProjectPermissionSwitch" })[0]?.requestBody).toMatchObject({
      project_switch: true,
    });
    expect(await rights("developer")).toEqual(developer);
  }));

test("a job with permissions of its own gets them back, those of others stay", () =>
  scene(async ({ simulator, jobId, resource, rights, give }) => {
    await give("viewer", { is_execute: true });
    await resource.up({ jobId, permissions: { developer: { delete: false, copy: false } } });
    expect(resource.state()?.outputs.followedProject).toBe(false);
    // A right that is no longer named is given back at once.
    await resource.up({ jobId, permissions: { developer: { delete: false }, viewer: { copy: true } } });
    expect(await rights("developer")).toEqual({ ...developer, is_delete: false });
    simulator.clearJournal();
    await resource.destroy();
    expect(simulator.journal({ operation: "setProjectPermissionSwitch" })).toEqual([]);
    expect(await rights("developer")).toEqual(developer);
    expect(await rights("viewer")).toMatchObject({ is_execute: true, is_copy: false });
  }));

test("permissions set in the meantime keep the job on its own permissions, and the deployment reports it", () =>
  scene(async ({ jobId, resource, rights, give, said }) => {
    await resource.up({ jobId, permissions: { developer: { delete: false } } });
    await give("viewer", { is_execute: true });
    await resource.destroy();
    expect(said.join("")).toContain("the job keeps its own permissions, because those of viewer were set elsewhere");
    expect([await rights("developer"), (await rights("viewer")).is_execute]).toEqual([developer, true]);
  }));

test("where what was before is not known, the roles get what the project gives them, and the deployment says so", () =>
  scene(async ({ jobId, resource, rights, give, said }) => {
    await give("developer", { is_delete: false });
    await resource.up({ jobId, permissions: { developer: { delete: false } }, adoptExisting: true });
    await resource.destroy();
    expect(said.join("")).toContain(
      "what the permissions of developer were before is not known: the job gets the permissions of its project",
    );
    expect(await rights("developer")).toEqual(developer);
  }));

test("adoptExisting that changes something remembers what was there, and deletion gives it back", () =>
  scene(async ({ jobId, resource, rights, give }) => {
    await give("developer", { is_delete: false });
    await resource.up({ jobId, permissions: { developer: { copy: false } }, adoptExisting: true });
    await resource.destroy();
    expect(await rights("developer")).toEqual({ ...developer, is_delete: false });
  }));

test("a role that the project does not have is refused with the nearest; nothing is sent", () =>
  scene(async ({ simulator, jobId, resource }) => {
    await expect(resource.up({ jobId, permissions: { developr: { delete: false } } })).rejects.toThrow(
      'permissions["developr"]: the project has no role with this name; did you mean "developer"?',
    );
    expect(simulator.journal({ operation: "updateJobPermissions" })).toEqual([]);
  }));

test("a right that the service keeps is an error each time, not a change that never ends", () =>
  scene(async ({ jobId, resource }) => {
    const declared = { jobId, permissions: { project_admin: { delete: false } } };
    const kept =
      'permissions["project_admin"].delete: the service accepted the change but did not apply it; remove it from the program';
    await expect(resource.up(declared)).rejects.toThrow(kept);
    await expect(resource.up(declared)).rejects.toThrow(kept);
  }));
