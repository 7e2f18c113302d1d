import { type Simulator, type SimulatorOptions, startSimulator } from "codearts-simulator";
import { environmentFor } from "../../tools/lib/simulator-environment";

/** A simulator on a free port of loopback with a fixed seed, that also checks its own answers; closed whatever happens. */
export async function withSimulator<Result>(
  work: (simulator: Simulator, env: Record<string, string>) => Promise<Result>,
  options: SimulatorOptions = {},
): Promise<Result> {
  const simulator = await startSimulator({ seed: "tests", checkAnswers: true, ...options });
  try {
    return await work(simulator, environmentFor(simulator));
  } finally {
    await simulator.close();
  }
}
