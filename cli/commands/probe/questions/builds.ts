/** Questions that need builds, which are stopped at once. */
import { createJob, dig, found, must, oneOf, type QuestionGroup, refusal, resultOf, type Scene, shell, unclear } from "../scene";

export const builds: QuestionGroup = {
  readings: ["run-envelope", "stop-answer", "page-total"],
  builds: true,
  async ask(scene) {
    const { send } = scene;
    const job_id = await createJob(scene, { steps: [shell("sleep 60")] });
    const numbers: number[] = [];
    try {
      const runs = [];
      for (let run = 0; run < 3; run += 1) {
        const started = must(await send("runJob", { body: { job_id } }));
        runs.push(started);
        numbers.push(Number(dig(resultOf(started), "actual_build_number")));
      }
      const [first] = runs;
      const build_no = numbers[0] ?? 1;
      const stopped = await send("stopBuildV3", { path: { job_id, build_no } });
      const query = { ...window(), page_index: 1, page_size: 2 };
      const total = dig(resultOf(must(await send("listBuildInfoRecords", { path: { job_id }, query }))), "total_page");
      return {
        "run-envelope": oneOf(
          {
            bare: dig(first?.body, "actual_build_number") !== undefined,
            result: dig(first?.body, "result", "actual_build_number") !== undefined,
          },
          "the answer names no build",
        ),
        "stop-answer": stopped.error ? unclear(refusal(stopped.error)) : found(stopped.text === "" ? "empty" : "object"),
        "page-total": oneOf(
          { rows: Number(total) === 3, pages: Number(total) === 2 },
          `3 builds on pages of 2 give ${String(total)}`,
        ),
      };
    } finally {
      await stopAll(scene, job_id, numbers);
    }
  },
};

/** Stops builds that still run; ended ones refuse, and the job is deleted next. */
async function stopAll({ send }: Scene, job_id: string, numbers: readonly number[]): Promise<void> {
  for (const build_no of numbers) await send("stopBuild", { path: { job_id }, query: { build_no } });
}

/** From yesterday to tomorrow, in the service's local time. */
function window() {
  const day = (offset: number) => `${new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)} 00:00:00`;
  return { start_time: day(-1), end_time: day(2) };
}
