/** Whatever goes wrong between here and the service: one sentence with action, kind and name, never a stack trace or a secret. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultRule } from "codearts-simulator";
import { configurationOf, drive } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";
import { buildJobContract } from "./build-job";

const secret = "made-up-secret-value";
const job = { name: "api", parameters: { token: { default: secret, private: true } } };

/** What the terminal shows: the engine's own message, and what the provider process prints of an error. */
async function shown(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("no error"),
    (failure: Error) => failure,
  );
  return `${error.message}\n---\n${error}: ${error.stack}`;
}

const faults: [string, FaultRule, RegExp][] = [
  ["a page instead of JSON", { on: "build", html: 200 }, /a page .* instead of JSON/],
  ["an answer that is cut off", { on: "build", truncate: 20 }, /./],
  [
    "HTTP 200 with an error code",
    { on: "build", errorCode: { code: "CB.00060200", message: "made-up" } },
    /CB\.00060200 made-up \(HTTP 200\).*[Rr]equest id [0-9a-f]+/,
  ],
  [
    "a refused credential",
    {
      on: "build",
      respond: { status: 401, body: { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication information" } },
    },
    /APIGW\.0301/,
  ],
  [
    "no permission",
    { on: "build", respond: { status: 403, body: { error_code: "CB.00010002", error_msg: "no rights" } } },
    /permission.*CB\.00010002/,
  ],
  [
    "a refusal that repeats what was sent",
    { on: "build", errorCode: { code: "CB.1", message: `bad value ${secret}` } },
    /bad value \[secret\]|bad value \*+/,
  ],
];

test.each(faults)("%s", (_, fault, words) =>
  withSimulator(async (simulator) => {
    const resource = await drive(buildJobContract.provider(), { ...configurationOf(simulator), "codearts:retries": "0" });
    await resource.up(job);
    simulator.setFaults([fault]);
    const said = {
      read: await shown(resource.refresh()),
      update: await shown(resource.up({ ...job, flavor: "4u8g" })),
      delete: await shown(resource.destroy()),
    };
    for (const [action, text] of Object.entries(said)) {
      expect(text).toMatch(new RegExp(`^${action} codearts:BuildJob "api" in project [0-9a-z]{32}: `));
      expect(text).toMatch(words);
      expect(text).not.toMatch(/\n\s+at |\.[jt]s:\d+/);
      expect(text).not.toContain(secret);
    }
    expect(resource.state()).toBeDefined();
  }),
);

test("an endpoint that does not listen is named, and nothing is recorded", () =>
  withSimulator(async (simulator) => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const endpoint = `http://127.0.0.1:${port}`;
    const config = { ...configurationOf(simulator), "codearts:endpoints": endpoint, "codearts:retries": "0" };
    const resource = await drive(buildJobContract.provider(), config);
    const text = await shown(resource.up(job));
    expect(text).toMatch(/^create codearts:BuildJob "api" in project [0-9a-z]{32}: /);
    expect(text).toContain(`127.0.0.1:${port}`);
    expect(text).not.toMatch(/\n\s+at |\.[jt]s:\d+/);
    expect(resource.state()).toBeUndefined();
  }));

test("an internal error says so and requests a report, without a stack trace", async () => {
  const provider = buildJobContract.provider();
  const text = await shown(Promise.resolve(provider.diff?.("id", null as never, { name: "api" })));
  expect(text).toMatch(/a bug in pulumi-codearts; please report it with this line: TypeError/);
  expect(text).not.toMatch(/\n\s+at /);
});
