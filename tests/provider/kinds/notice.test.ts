import type { Simulator } from "codearts-simulator";
import { clientFor } from "../../../provider/config";
import { notice } from "../../../provider/kinds/notice/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { withSimulator } from "../../helpers/simulator";
import { begin, operationsOf, type Verbs } from "../../helpers/verbs";

const webhook = "https://robot.example.com/send?access_token=made-up-token";
const everything = ["buildJobFail", "buildJobSuccess", "deleteJob", "forbiddenJob", "updateConfigJob"];

interface Parts {
  notices: Verbs;
  jobId: string;
  simulator: Simulator;
  /** One channel as the service has it. */
  live(channel: string): Promise<{ events: string[]; config: unknown }>;
  /** What somebody does in the console. */
  console(channel: string, events: string[], config?: string): Promise<unknown>;
}

async function inJob(work: (parts: Parts) => Promise<void>, readings: Record<string, string> = {}) {
  await withSimulator(
    async (simulator) => {
      const notices = await begin(lifecycle(notice), simulator);
      const { job_id } = await clientFor().jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "api" });
      const jobId = String(job_id);
      const live = async (channel: string) => {
        const item = (await clientFor().notices.list(jobId)).find(({ notice_type }) => notice_type === channel);
        const events = Object.entries(item?.enable_map ?? {}).filter(([, on]) => on);
        return { events: events.map(([event]) => event).sort(), config: item?.param_config || null };
      };
      const console = (channel: string, events: string[], config?: string) =>
        clientFor().notices.update(jobId, {
          notice_type: channel,
          enabled_event_type_names: events,
          param_config: config,
        } as never);
      simulator.clearJournal();
      await work({ notices, jobId, simulator, live, console });
    },
    { readings },
  );
}

test("one call makes it, a second look shows nothing, and deletion leaves a fresh channel", async () => {
  await inJob(async ({ notices, jobId, simulator, live }) => {
    const args = { jobId, channel: "DING_TALK", events: ["buildJobFail", "deleteJob"], webhook, signingKey: "SEC-made-up" };
    const held = await notices.create(args);
    expect(held.id).toBe(`${jobId}/DING_TALK`);
    expect(operationsOf(simulator)).toEqual(["listJobNotices", "updateJobNotice", "listJobNotices"]);
    expect((await live("DING_TALK")).events).toEqual(["buildJobFail", "deleteJob"]);
    expect(await notices.diff(held, { ...args, events: ["deleteJob", "buildJobFail"] })).toBe("same");
    expect((await notices.refresh(held))?.inputs).toEqual(held.inputs);
    await (await begin(lifecycle(notice), simulator)).remove(held);
    expect(await live("DING_TALK")).toEqual({ events: [], config: null });
  });
});

test.each(["off", "kept"])(
  "every channel has just the declared events, and is as fresh after deletion (events left out: %s)",
  async (reading) => {
    await inJob(
      async ({ notices, jobId, live, simulator }) => {
        for (const channel of ["MESSAGE", "MAIL"]) {
          const fresh = await live(channel);
          const held = await notices.create({ jobId, channel, events: ["forbiddenJob"] });
          expect((await live(channel)).events).toEqual(["forbiddenJob"]);
          const fewer = await notices.update(held, { jobId, channel, events: [] });
          expect((await live(channel)).events).toEqual([]);
          await (await begin(lifecycle(notice), simulator)).remove(fewer);
          expect(await live(channel)).toEqual(fresh);
        }
        const robot = await notices.create({ jobId, channel: "WECOM", events: everything, webhook });
        const quieter = await notices.update(robot, { jobId, channel: "WECOM", events: ["buildJobFail"], webhook });
        expect((await live("WECOM")).events).toEqual(["buildJobFail"]);
        await (await begin(lifecycle(notice), simulator)).remove(quieter);
        expect(await live("WECOM")).toEqual({ events: [], config: null });
      },
      { "notice-events-omitted": reading },
    );
  },
);

test.each(["as-sent", "masked"])(
  "a change in the console is found where declared and left alone elsewhere (webhook %s)",
  async (reading) => {
    await inJob(
      async ({ notices, jobId, live, console, simulator }) => {
        const mail = await notices.create({ jobId, channel: "MAIL", events: ["buildJobFail"] });
        await console("MAIL", ["buildJobFail"], "team@example.com");
        const later = await begin(lifecycle(notice), simulator);
        const seen = await later.refresh(mail);
        expect(seen?.inputs).toEqual(mail.inputs);
        expect(seen?.outputs.undeclared).toEqual(["webhook"]);
        if (seen) await later.update(seen, { jobId, channel: "MAIL", events: ["deleteJob"] });
        simulator.setReading("param-config", "as-sent");
        expect(await live("MAIL")).toEqual({ events: ["deleteJob"], config: "team@example.com" });

        simulator.setReading("param-config", reading);
        const robot = await notices.create({ jobId, channel: "FEISHU", events: ["buildJobFail"], webhook });
        await console("FEISHU", ["buildJobFail", "buildJobSuccess"]);
        const drifted = await (await begin(lifecycle(notice), simulator)).refresh(robot);
        expect(drifted?.inputs.events).toEqual(["buildJobFail", "buildJobSuccess"]);
        expect(drifted?.inputs.webhook).toBe(webhook);
      },
      { "param-config": reading },
    );
  },
);

test("another webhook set in the console is detected, and reverted together with the robot's other settings", async () => {
  await inJob(async ({ notices, jobId, live, console }) => {
    const args = { jobId, channel: "DING_TALK", events: ["buildJobFail"], webhook, signingKey: "SEC-made-up" };
    const held = await notices.create(args);
    const form = JSON.parse(String((await live("DING_TALK")).config));
    await console(
      "DING_TALK",
      ["buildJobFail"],
      JSON.stringify({ ...form, webhook_url: "https://example.com/other", atAll: true }),
    );
    const seen = await notices.refresh(held);
    expect(seen?.inputs).toEqual({ ...held.inputs, webhook: "https://example.com/other" });
    if (seen) await notices.update(seen, args);
    expect(JSON.parse(String((await live("DING_TALK")).config))).toEqual({ ...form, atAll: true });
  });
});

test("five channels of a job share one list", async () => {
  await inJob(async ({ notices, jobId, simulator }) => {
    const robots = ["DING_TALK", "WECOM", "FEISHU"].map((channel) => ({ jobId, channel, events: ["buildJobFail"], webhook }));
    const all = await Promise.all(
      [{ jobId, channel: "MAIL", events: ["buildJobFail"] }, { jobId, channel: "MESSAGE", events: everything }, ...robots].map(
        notices.create,
      ),
    );
    const later = await begin(lifecycle(notice), simulator);
    simulator.clearJournal();
    await Promise.all(all.map(later.refresh));
    expect(operationsOf(simulator)).toEqual(["listJobNotices"]);
  });
});

test("1,000 notices of 200 jobs: 200 lists to refresh them all", async () => {
  await withSimulator(async (simulator) => {
    await begin(lifecycle(notice), simulator);
    const job = (n: number) => ({ arch: "x86-64" as const, project_id: simulator.projectId, job_name: `job-${n}` });
    const made = await Promise.all(Array.from({ length: 200 }, (_, n) => clientFor().jobs.create(job(n))));
    const later = await begin(lifecycle(notice), simulator);
    simulator.clearJournal();
    const held = made.flatMap(({ job_id: jobId }) =>
      ["MESSAGE", "MAIL", "DING_TALK", "WECOM", "FEISHU"].map((channel) => {
        const inputs = { region: simulator.region, jobId, channel, events: [] };
        return { id: `${jobId}/${channel}`, inputs, outputs: { ...inputs, undeclared: [], __version: 1 } };
      }),
    );
    expect(await Promise.all(held.map(later.refresh))).not.toContain(undefined);
    expect(operationsOf(simulator)).toEqual(Array(200).fill("listJobNotices"));
  });
});

test("the job is gone: the notice is too, and deletion is no error", async () => {
  await inJob(async ({ notices, jobId, simulator }) => {
    const held = await notices.create({ jobId, channel: "MAIL", events: [] });
    await clientFor().jobs.delete(jobId);
    expect(await (await begin(lifecycle(notice), simulator)).refresh(held)).toBeUndefined();
    await (await begin(lifecycle(notice), simulator)).remove(held);
  });
});

test("a second notice for the same channel in one run is refused, and nothing is sent", async () => {
  await inJob(async ({ notices, jobId, simulator }) => {
    await notices.create({ jobId, channel: "MAIL", events: [] });
    simulator.clearJournal();
    await expect(notices.create({ jobId, channel: "MAIL", events: ["deleteJob"] })).rejects.toThrow(
      /MAIL of job .*another Notice of this program manages this channel/,
    );
    expect(operationsOf(simulator)).toEqual([]);
  });
});

test("a user who may read but not write gets an error that says so", async () => {
  await withSimulator(async (simulator) => {
    await begin(lifecycle(notice), simulator);
    const { job_id: jobId } = await clientFor().jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "api" });
    const { accessKey, secretKey } = simulator.users.reader as { accessKey: string; secretKey: string };
    const reader = await begin(lifecycle(notice), simulator, { accessKey, secretKey });
    await expect(reader.create({ jobId, channel: "MAIL", events: [] })).rejects.toThrow(
      /create codearts:Notice "MAIL of job .*": .*updateJobNotice/s,
    );
  });
});

const jobId = "0123456789abcdef0123456789abcdef";
test.each([
  [
    { events: ["buildJobFailed"] },
    'events[0]: "buildJobFailed"; write "buildJobSuccess", "buildJobFail", "updateConfigJob", "deleteJob" or "forbiddenJob"; did you mean "buildJobFail"?',
  ],
  [{ channel: "DINGTALK" }, 'did you mean "DING_TALK"?'],
  [{ channel: "WECOM" }, "webhook: missing; WECOM needs the address of the group's robot"],
  [{ channel: "MAIL", webhook }, "webhook: MAIL has no robot"],
  [{ channel: "WECOM", webhook: "oapi.dingtalk.com/robot" }, "webhook: not a URL"],
  [{ channel: "WECOM", paramConfig: "{}", webhook }, "paramConfig: replaces webhook and signingKey"],
  [{ channel: "MAIL", signingKey: "k" }, "signingKey: belongs to a robot; also write its address"],
  [{ jobId: "api" }, "jobId: not the id of a build job (32 letters and digits); write job.id"],
  [{ events: undefined }, "events: missing; write a list"],
  [{ event: "x" }, 'event: unknown input; did you mean "events"?'],
])("check of %j", async (change, message) => {
  await withSimulator(async (simulator) => {
    const notices = await begin(lifecycle(notice), simulator);
    await expect(notices.check({ jobId, channel: "MAIL", events: [], ...change })).rejects.toThrow(message);
  });
});

test("what is not known yet passes", async () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  await withSimulator(async (simulator) => {
    const notices = await begin(lifecycle(notice), simulator);
    const args = { jobId: unknown, channel: "WECOM", events: ["buildJobFail", unknown], webhook: unknown };
    expect(await notices.check(args)).toEqual({ ...args, region: simulator.region });
  });
});
