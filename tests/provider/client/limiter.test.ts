/** The queue, over real sockets. */
import { createLimiter } from "../../../provider/client/limiter";
import { clientOf, projectId, success, withService } from "./service";

test("1,000 list calls open at most as many sockets as there are requests in flight", async () => {
  const answering = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return { body: { jobs: [], total: 0 } };
  };
  await withService(answering, async (service) => {
    const client = clientOf(service, { requestsInFlight: 8, timeout: 60 });
    const page = { page_index: 0, page_size: 100 };
    await Promise.all(Array.from({ length: 1_000 }, () => client.jobs.listProject(projectId, page)));
    expect(service.asked).toHaveLength(1_000);
    expect(service.sockets.opened).toBeLessThanOrEqual(8);
    expect(service.sockets.opened).toBeGreaterThan(1);
  });
});

test("after a throttled answer all calls wait as long as it says, and go out slower", async () => {
  let throttled = 0;
  const answering = (_: unknown, index: number) => {
    if (index >= 4) return success(true);
    throttled += 1;
    return { status: 429, headers: { "retry-after": "1" }, body: {} };
  };
  await withService(answering, async (service) => {
    const client = clientOf(service, { requestsInFlight: 4 });
    await Promise.all(Array.from({ length: 12 }, () => client.jobs.checkCountLimit()));
    const [first, ...others] = service.asked.map(({ at }) => at);
    const second = others.slice(3);
    expect(throttled).toBe(4);
    expect((second[0] ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(950);
    // 12 calls at a pace of 50 ms, give or take the lateness of timers.
    expect((second.at(-1) ?? 0) - (second[0] ?? 0)).toBeGreaterThanOrEqual(500);
  });
});

test("the bound holds, in order, and a failed task gives its place back", async () => {
  const limiter = createLimiter(2);
  const begun: number[] = [];
  let inFlight = 0;
  let most = 0;
  const task = (index: number) => async () => {
    begun.push(index);
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    if (index % 2 === 0) throw new Error("failed");
  };
  await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => limiter.run(task(index))));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test("a cancelled request leaves the queue, and the others stay", async () => {
  const limiter = createLimiter(1);
  const controller = new AbortController();
  let release = () => {};
  const first = limiter.run(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const second = limiter.run(async () => "second", controller.signal);
  const third = limiter.run(async () => "third");
  controller.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  release();
  await first;
  expect(await third).toBe("third");
});

test("when the last one in the queue is cancelled, nothing keeps the process alive", async () => {
  const limiter = createLimiter(1);
  limiter.throttled(3_600_000);
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const controller = new AbortController();
  const waiting = limiter.run(async () => "never", controller.signal);
  expect(timers()).toBe(before + 1);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  expect(timers()).toBe(before);
});
