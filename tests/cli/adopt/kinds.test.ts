/** What adopt and look-ups see of an object beside its configuration: whether and why a job is disabled, and who may use a file. */
import { readJob, readObject } from "../../../cli/commands/adopt/kinds";
import { buildJob } from "../../../provider/kinds/build-job/kind";
import { withSimulator } from "../../helpers/simulator";
import { clientOf } from "../../provider/lifecycle/contract";

test("a disabled job keeps its reason, in adopt and in get", () =>
  withSimulator(async (simulator) => {
    const client = clientOf(simulator);
    const { region, projectId } = simulator;
    const { job_id } = await client.jobs.create({ arch: "x86-64", project_id: projectId, job_name: "api" });
    const id = String(job_id);
    await client.jobs.setDisabled(id, { disabled: true, reason: "moved" });
    const [job] = await readJob({ client, region }, { id, job_name: "api", disabled: true }, { name: "api", projectId });
    expect(job?.plain?.disabled).toEqual({ reason: "moved" });
    const cloud = { client, userId: client.userId, note: () => undefined };
    const live = await buildJob.read(cloud, id, {});
    expect(live && buildJob.view(live, undefined, id, region).inputs.disabled).toEqual({ reason: "moved" });
  }));

test("an adopted file keeps its permissions; the user id, which the service does not return, is asterisks", () =>
  withSimulator(async (simulator) => {
    const client = clientOf(simulator);
    const file = { name: "a.jks", content: Buffer.from("made-up bytes") };
    const { keystore_id } = await client.keystores.upload({ privacy: "true", description: "", file });
    const reader = { user_name: "reader", user_id: "33333333c0de5a1ec0de5a1ec0de5a1e" };
    const rights = { usage: true, modify: true, delete: false, setting: false, can_absent: true };
    await client.keystores.addPermission({ keystore_id: String(keystore_id), ...reader, ...rights });
    const [adopted] = await readObject(
      "keystore",
      { client, region: simulator.region },
      { id: String(keystore_id), name: "a.jks" },
    );
    expect(adopted?.plain?.permissions).toEqual({
      reader: { userId: "*****", use: true, modify: true, delete: false, manage: false },
    });
  }));
