import { describeReadings, startSimulator } from "codearts-simulator";
import { createCaller } from "./caller";
import { answerProblems, operations } from "./contract";
import { data, steps, walk } from "./walk";

async function problemsOfWalk(readings: Record<string, string>): Promise<string[]> {
  const simulator = await startSimulator({ seed: "walk", readings, data, strict: true });
  try {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const walked = await walk(simulator, createCaller(simulator.url, simulator.credentials));
    return walked.flatMap(({ operation, reply }) =>
      reply.status === operation.status
        ? answerProblems(operation, reply.body)
        : [`${operation.id} answered ${reply.status} ${reply.text.slice(0, 200)}`],
    );
  } finally {
    await simulator.close();
  }
}

test("the walk has every operation of the contract once", () => {
  const walked = steps.map(({ id }) => id);
  expect(operations).toHaveLength(142);
  expect([...walked].sort()).toEqual(operations.map(({ id }) => id).sort());
});

test("every operation answers success that fits the contract", async () => {
  expect(await problemsOfWalk({})).toEqual([]);
});

/** The second value of every reading, then the third where there is one: every value is walked. */
const readings = describeReadings();
const rounds = Array.from({ length: Math.max(...readings.map(({ values }) => values.length)) - 1 }, (_, round) =>
  Object.fromEntries(readings.map(({ name, values }) => [name, values[Math.min(round + 1, values.length - 1)] ?? ""])),
);

test.each(rounds)("so it does under the other readings: %j", async (round) => {
  expect(await problemsOfWalk(round)).toEqual([]);
});
