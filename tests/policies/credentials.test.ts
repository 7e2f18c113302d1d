import { evaluate } from "pulumi-codearts/policies";
import { credentialIn } from "../../policies/secrets/credentials";
import { credentials, innocents, missedOnce, suspectedOnce } from "../fixtures/credentials";
import {
  innocentBesideNames,
  innocentInCommands,
  leaksBesideNames,
  leaksInCommands,
} from "../fixtures/credentials-by-name-and-command";
import { resource } from "./example";

const isFound = ([name, value]: readonly [string, string]) => credentialIn(name, value) !== undefined;

test.each([
  ["known formats and everyday leaks", credentials, 98],
  ["kinds that were once missed", missedOnce, 60],
  ["beside telling names", leaksBesideNames, 75],
  ["options and inputs of commands", leaksInCommands, 140],
] as const)("leaks, %s: at least 95 %% are found", (source, leaks, least) => {
  const found = leaks.filter(isFound);
  process.stdout.write(`leaks, ${source}: ${found.length} of ${leaks.length} found\n`);
  expect(leaks.length).toBeGreaterThanOrEqual(least);
  expect(found.length / leaks.length).toBeGreaterThanOrEqual(0.95);
});

test.each([
  ["everyday parameters and commands", innocents, 155],
  ["values that were once suspected", suspectedOnce, 40],
  ["beside names that seem to tell", innocentBesideNames, 85],
  ["commands without a credential", innocentInCommands, 120],
] as const)("innocent values, %s: none is taken for a leak", (source, values, least) => {
  const alarms = values.filter(isFound);
  process.stdout.write(`innocent values, ${source}: ${alarms.length} of ${values.length} suspected\n`);
  expect(values.length).toBeGreaterThanOrEqual(least);
  expect(alarms).toEqual([]);
});

test("no answer holds the value", () => {
  const shown = [...credentials, ...missedOnce, ...leaksBesideNames, ...leaksInCommands].filter(([name, value]) =>
    credentialIn(name, value)?.includes(value),
  );
  expect(shown).toEqual([]);
});

describe("places of credentials", () => {
  const key = ["gh", "p_", "made0Up1For2The3Tests4Of5Policies6Abc7"].join("");
  const password = "mAdeUp4-9f2kQz";
  const list = (inputs: Record<string, unknown>) => {
    const steps = [{ module: "m", name: "s", version: "1", properties: inputs }];
    return { steps };
  };
  test.each([
    [list({ envs: [{ name: "DB_PASSWORD", value: password }] }), "steps[0].properties.envs[0].value"],
    [list({ headers: [{ headerKey: "Private-Token", headerValue: key }] }), "steps[0].properties.headers[0].headerValue"],
    [
      list({ variables: { list: [{ key: "clientSecret", defaultValue: `${password}Zz81kdQ` }] } }),
      "steps[0].properties.variables.list[0].defaultValue",
    ],
    [{ triggers: [{ name: "other", parameters: { apiToken: key } }] }, 'triggers[0].parameters["apiToken"]'],
    [{ raw: { some_field: { password } } }, "raw.some_field.password"],
    [{ raw: { variables: [{ name: "DB_PASSWORD", value: password }] } }, "raw.variables[0].value"],
    [{ parameters: { token: { default: "a", options: ["a", key] } } }, 'parameters["token"].options[1]'],
    [{ parameters: { channel: { default: "a", description: `密码：${password}` } } }, 'parameters["channel"].description'],
    [{ parameters: { WX_APPSECRET: "0f1e2d3c4b5a69788796a5b4c3d2e1f0" } }, 'parameters["WX_APPSECRET"]'],
    [{ description: `token=${key}` }, "description"],
  ] as const)("%j", (inputs, path) => {
    const found = evaluate([resource("BuildJob", "api", inputs)], {
      all: "disabled",
      "build-job-no-plaintext-secret": "mandatory",
    });
    expect(found.map((one) => [one.outcome, one.path])).toEqual([["violation", path]]);
    expect(JSON.stringify(found)).not.toMatch(/made0Up1|mAdeUp4/);
  });
});
