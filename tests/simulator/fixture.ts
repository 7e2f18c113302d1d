/** What the tests of the simulator share: one started, checked and closed, and a job to create. */
import { type Simulator, type SimulatorOptions, startSimulator } from "codearts-simulator";
import { type Caller, createCaller, type Reply } from "./caller";

export const project = "a287e712be6c404ca26e5f69040fa12b";
export function jobBody(name: string, extra: object = {}): object {
  return {
    arch: "x86-64",
    project_id: project,
    job_name: name,
    steps: [{ module_id: "devcloud2018.codeci_action_20043.action", name: "Maven", properties: { command: "mvn verify" } }],
    scms: [
      { url: "git@example.com:a/b.git", repo_id: "1", web_url: "https://example.com/a/b", scm_type: "codehub", branch: "main" },
    ],
    ...extra,
  };
}

export function parameter(name: string, defaultValue: string, isPrivate = false): object {
  const values = { name, type: "normalparam", defaultValue, sensitiveVar: String(isPrivate) };
  return {
    name: "hudson.model.StringParameterDefinition",
    params: Object.entries(values).map(([key, value]) => ({ name: key, value })),
  };
}

export async function withSimulator(
  work: (call: Caller, simulator: Simulator) => Promise<void>,
  options: SimulatorOptions = {},
): Promise<void> {
  const simulator = await startSimulator({ seed: "fixture", checkAnswers: true, ...options });
  try {
    await work(createCaller(simulator.url, simulator.credentials), simulator);
    expect(simulator.journal().flatMap((entry) => entry.answerProblems)).toEqual([]);
  } finally {
    await simulator.close();
  }
}

export function at(reply: Reply, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    reply.body,
  );
}

export async function create(call: Caller, name: string, extra: object = {}): Promise<string> {
  const reply = await call({ method: "POST", path: "/v1/job/create", body: jobBody(name, extra) });
  expect(reply.body).toMatchObject({ status: "success" });
  return String(at(reply, "result", "job_id"));
}
