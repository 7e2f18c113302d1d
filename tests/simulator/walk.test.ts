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
        ? // A live stop answers nothing.
          reply.text === "" && operation.id.startsWith("stop")
          ? []
          : answerProblems(operation, reply.body)
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

const readings = describeReadings();
const alone = readings.flatMap(({ name, values }) => values.slice(1).map((value) => [name, value] as const));

test.each(alone)("so it does when %s is %s", async (name, value) => {
  expect(await problemsOfWalk({ [name]: value })).toEqual([]);
});

/** The second value of every reading at once, then the third where there is one. */
const rounds = Array.from({ length: Math.max(...readings.map(({ values }) => values.length)) - 1 }, (_, round) =>
  Object.fromEntries(readings.map(({ name, values }) => [name, values[Math.min(round + 1, values.length - 1)] ?? ""])),
);

test.each(rounds.map((round, index) => [index + 2, round] as const))(
  "and with value %i of every reading together",
  async (_, round) => {
    expect(await problemsOfWalk(round)).toEqual([]);
  },
);
