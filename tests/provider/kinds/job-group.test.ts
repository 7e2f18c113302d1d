/** What is particular to job groups: moves, contents, and groups that somebody else has. */
import type { Simulator } from "codearts-simulator";
import type { Client } from "../../../provider/client";
import { jobGroup } from "../../../provider/index";
import { clientOf } from "../../helpers/estate";
import { configurationOf, drive, type Resource } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";

interface Scene {
  simulator: Simulator;
  client: Client;
  /** Makes a group of somebody else's and gives its id. */
  group(name: string, parent_id?: string): Promise<string>;
  resource(name?: string): Promise<Resource>;
}

const scene = (work: (scene: Scene) => Promise<void>): Promise<void> =>
  withSimulator(async (simulator) => {
    const client = clientOf(simulator);
    const group = async (name: string, parent_id?: string) =>
      String((await client.groups.create(simulator.projectId, { name, parent_id }))[0]?.id);
    const resource = (name = "api") => drive(jobGroup, configurationOf(simulator), undefined, { stack: "ours", name });
    await work({ simulator, client, group, resource });
  });

const parentOf = async ({ client, simulator }: Scene, name: string): Promise<string | undefined> => {
  type Node = { name?: string; parent_id?: string; children?: readonly Node[] | null };
  const below = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...below(node.children ?? [])]);
  return below((await client.groups.getTree(simulator.projectId)) as Node[]).find((node) => node.name === name)?.parent_id;
};

test("moves in place to another parent and to the top, with what is in it", () =>
  scene(async (on) => {
    const [backend, web] = [await on.group("Backend"), await on.group("Web")];
    const resource = await on.resource();
    await resource.up({ name: "Java", parentId: backend });
    const id = resource.state()?.id;
    const job = { arch: "x86-64", project_id: on.simulator.projectId, job_name: "api", group_id: id };
    const { job_id } = await on.client.jobs.create(job as never);
    expect((await resource.up({ name: "Java", parentId: web })).paths).toEqual(["parentId"]);
    expect([await parentOf(on, "Java"), resource.state()?.id]).toEqual([web, id]);
    await resource.up({ name: "Java" });
    expect(await parentOf(on, "Java")).toBe("0");
    expect((await on.client.jobs.getConfig(String(job_id), { get_all_params: "true" })).group_id).toBe(id);
  }));

test("a group that a user moved stays there and is listed, unless its parent is declared", () =>
  scene(async (on) => {
    const backend = await on.group("Backend");
    const resource = await on.resource();
    await resource.up({ name: "Java" });
    await on.client.groups.update(on.simulator.projectId, { id: resource.state()?.id, name: "Java", parent_id: backend });
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect(resource.state()?.outputs.undeclared).toEqual(["parentId"]);
    await resource.up({ name: "JVM" });
    expect(await parentOf(on, "JVM")).toBe(backend);
  }));

test("a group cannot be moved into itself, and a move that the service accepts but does not perform is an error", () =>
  scene(async (on) => {
    const resource = await on.resource();
    await resource.up({ name: "Java" });
    const id = String(resource.state()?.id);
    const below = await on.group("Spring", id);
    await expect(resource.up({ name: "Java", parentId: below })).rejects.toThrow(
      "parentId: Java/Spring is inside this group, which cannot be moved into itself",
    );
    const other = await on.group("Backend");
    on.simulator.setFaults([
      { on: "updateJobGroup", respond: { status: 200, body: { result: [], error: null, status: "success" } } },
    ]);
    await expect(resource.up({ name: "Java", parentId: other })).rejects.toThrow(
      /accepted the move but did not move the group Java/,
    );
  }));

test("is deleted only when it is empty; the refusal names what is in it", () =>
  scene(async (on) => {
    const resource = await on.resource();
    await resource.up({ name: "Java" });
    const id = String(resource.state()?.id);
    const inner = await on.group("Spring", id);
    const job = { arch: "x86-64", project_id: on.simulator.projectId, job_name: "api", group_id: id };
    const { job_id } = await on.client.jobs.create(job as never);
    await expect(resource.destroy()).rejects.toThrow(
      /delete codearts:JobGroup "Java" in project \w+: 1 group \(Spring\) and 1 job \(api\) are in it; move or delete them first/,
    );
    await on.client.groups.delete(on.simulator.projectId, { id: inner });
    await on.client.jobs.delete(String(job_id));
    await resource.destroy();
    expect(await parentOf(on, "Java")).toBeUndefined();
  }));

test("a taken name is refused, only under the same parent, and taken over where the program says so", () =>
  scene(async (on) => {
    const backend = await on.group("Backend");
    const theirs = await on.group("Java", backend);
    const resource = await on.resource();
    await expect(resource.up({ name: "Java", parentId: backend })).rejects.toThrow(
      new RegExp(`the name is taken by ${theirs}.*adoptExisting: true`, "s"),
    );
    await resource.up({ name: "Java", parentId: backend, adoptExisting: true });
    expect(resource.state()?.id).toBe(theirs);
    const top = await on.resource("other");
    await top.up({ name: "Java" });
    expect(top.state()?.id).not.toBe(theirs);
  }));

test("another project gets a new group, and the old one goes", () =>
  scene(async (on) => {
    const resource = await on.resource();
    await resource.up({ name: "Java" });
    const { replaces } = await resource.up({ name: "Java", projectId: "b287e712be6c404ca26e5f69040fa12b" });
    expect([replaces, await parentOf(on, "Java")]).toEqual([["projectId"], undefined]);
  }));

test("is read by its id in the configured project; without a project it says so", () =>
  scene(async (on) => {
    const id = await on.group("Java");
    const read = (config: object) =>
      drive(jobGroup, config as never).then(() => jobGroup.read?.(id, { region: on.simulator.region }));
    const config = configurationOf(on.simulator);
    expect(await read(config)).toMatchObject({ id, props: { name: "Java", projectId: on.simulator.projectId } });
    const { "codearts:projectId": _, ...without } = config;
    await expect(read(without)).rejects.toThrow(/projectId is missing; write it here, or once for the stack/);
  }));
