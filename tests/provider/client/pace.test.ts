/** The pace by itself: times are given, nothing is waited for. */
import { createPace } from "../../../provider/client/pace";

/** A pace that has borne so many requests in the second before `now`. */
function paceAfter(requests: number, now = 10_000) {
  const pace = createPace();
  for (let index = 0; index < requests; index += 1) pace.countAnswer(now - 900 + index);
  return pace;
}

test("requests are not slowed before the service throttles them", () => {
  expect(paceAfter(500).gap(10_000)).toBe(0);
});

test("a throttled answer sets the rate slightly below the accepted one", () => {
  const pace = paceAfter(40);
  pace.throttled(10_000);
  expect(pace.gap(10_000)).toBeCloseTo(25.75);
});

test("requests accepted more than a second ago do not count", () => {
  const pace = paceAfter(40);
  pace.throttled(11_500);
  expect(pace.gap(11_500)).toBe(50);
});

test("without a known rate it slows to 20 a second, then by half each time, and never below one in two seconds", () => {
  const pace = createPace();
  const gaps = Array.from({ length: 8 }, (_, index) => {
    pace.throttled(index * 2_000);
    return pace.gap(index * 2_000);
  });
  expect(gaps).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000]);
});

test("answers that are throttled together slow once", () => {
  const pace = createPace();
  for (let index = 0; index < 10; index += 1) pace.throttled(index * 40);
  expect(pace.gap(400)).toBe(50);
});

test("the pace is kept for 30 seconds, then doubles every five, until nothing slows requests", () => {
  const pace = createPace();
  pace.throttled(0);
  expect([0, 30_000, 35_000, 40_000, 70_000].map((now) => pace.gap(now))).toEqual([50, 50, 25, 12.5, 0]);
});

test("a limit that is met again is not met faster than before", () => {
  const pace = createPace();
  pace.throttled(0);
  for (let index = 0; index < 100; index += 1) pace.countAnswer(1_000 + index);
  pace.throttled(1_200);
  expect(pace.gap(1_200)).toBe(51.5);
});
