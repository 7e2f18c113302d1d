/**
 * What a program leaves out and what it writes as it would be anyhow are the same to every rule: each default of the tables of the kinds
 * is written and left out in turn, in every example of every rule and in jobs that leave out as much as they can.
 */
import { evaluate, type PlainResource, rules } from "pulumi-codearts/policies";
import { isObject } from "../../provider/pulumi-wire";
import { consoleParameters, kinds, partDefaults } from "../../sdk/generated/kinds";
import { evaluateExample, resource } from "./example";

type Values = Record<string, unknown>;

/** Where the parts of a kind stand, by the input that holds them as a list or a map. */
const places: Record<string, Record<string, keyof typeof partDefaults>> = {
  BuildJob: { scms: "Scm", steps: "Step", schedules: "Schedule", parameters: "ParameterSettings" },
  BuildTemplate: { steps: "TemplateStep", parameters: "ParameterSettings" },
  Keystore: { permissions: "KeystorePermission" },
};

const settings = Object.fromEntries(rules.map((rule) => [rule.name, { enforcementLevel: "advisory", ...rule.exampleConfig }]));

const sparse: PlainResource[] = [
  resource("BuildJob", "prod-sparse", {
    scms: [{ type: "github", url: "https://github.com/example/tool.git", branch: "try" }, { type: "codehub" }],
    steps: [{ module: "a.b", name: "A", properties: { command: "npm install ${target}\ndocker push a:1" } }],
    schedules: [{ cron: "*/5 * * * *" }],
    parameters: { target: { default: "aB3dE6gH9kL2" }, token: { default: "x" } },
  }),
  resource("BuildJob", "yaml", { definition: "YAML", scms: [{ type: "codehub", branch: "${codeBranch}" }], parameters: {} }),
  resource("BuildTemplate", "template", { steps: [{ module: "a.b" }], parameters: { password: { default: "aB3dE6gH9kL2" } } }),
  resource("Notice", "mail", { events: ["buildJobSuccess"] }),
  resource("Keystore", "store", { content: "bWFkZSB1cA==", permissions: { a: {}, b: { modify: true } } }),
  resource("CicdConfiguration", "scan", {}),
];

const examples = rules.flatMap((rule) =>
  [rule.example.fails, rule.example.passes].flatMap((fragment) => evaluateExample(rule, fragment)),
);

/** Each default in each place of the resource: how to write it, and what it is. */
function defaultsIn({ type, inputs }: PlainResource): { path: string; holder: Values; key: string; value: unknown }[] {
  const kind = type.slice(type.lastIndexOf(":") + 1);
  const own = Object.entries(kinds).find(([name]) => name === kind)?.[1].defaults ?? {};
  const within = Object.entries(places[kind] ?? {}).flatMap(([input, part]) =>
    Object.entries(isObject(inputs[input]) || Array.isArray(inputs[input]) ? Object(inputs[input]) : {}).flatMap(
      ([at, holder]) =>
        isObject(holder)
          ? Object.entries(partDefaults[part]).map(([key, value]) => ({ path: `${input}.${at}.${key}`, holder, key, value }))
          : [],
    ),
  );
  return [...Object.entries(own).map(([key, value]) => ({ path: key, holder: inputs, key, value })), ...within];
}

function said(one: PlainResource): string[] {
  return evaluate([one], JSON.parse(JSON.stringify(settings))).map(({ rule, path, message }) => `${rule} ${path} ${message}`);
}

test("every rule reads what is left out as the tables have it", () => {
  const differing: string[] = [];
  const tried = new Set<string>();
  const changed = new Set<string>();
  for (const base of [...examples, ...sparse])
    for (const { path, holder, key, value } of defaultsIn(base)) {
      const before = holder[key];
      const under = (given: unknown): string[] => {
        if (given === undefined) delete holder[key];
        else holder[key] = given;
        return said(base);
      };
      const [absent, written] = [under(undefined), under(value)];
      const opposite = typeof value === "boolean" ? under(!value) : absent;
      if (before === undefined) delete holder[key];
      else holder[key] = before;
      const place = path.replace(/\.[^.]+\./, ".*.");
      tried.add(place);
      if (opposite.join() !== absent.join()) changed.add(place);
      if (absent.join() !== written.join()) differing.push(`${base.urn} ${path}: ${[...absent, "—", ...written].join("\n")}`);
    }
  expect(differing).toEqual([]);
  expect(tried.size).toBeGreaterThanOrEqual(20);
  // Rules look at these: the comparison is not one of nothing with nothing.
  expect([...changed]).toEqual(
    expect.arrayContaining(["buildOnCodeUpdate", "scms.*.buildOnPush", "steps.*.enabled", "disabled"]),
  );
});

test("every part with defaults is among those that are tried", () => {
  const withDefaults = Object.entries(partDefaults).filter(([, defaults]) => Object.keys(defaults).length > 0);
  const known: string[] = Object.values(places).flatMap((parts) => Object.values(parts));
  expect(withDefaults.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([]);
});

test("a branch that is left out is the console's parameter", () => {
  const branches = (parameters: Values) =>
    evaluate([resource("BuildJob", "a", { scms: [{ type: "codehub" }], parameters })], {
      all: "disabled",
      "scm-auto-build-branch": { enforcementLevel: "advisory", branches: ["main"] },
    }).map(({ message }) => message);
  const expected = expect.stringContaining(`a push to ${JSON.stringify(consoleParameters.codeBranch)} starts a build`);
  expect(branches({})).toEqual([expected]);
  expect(branches({ codeBranch: consoleParameters.codeBranch })).toEqual([expected]);
  expect(branches({ codeBranch: "main" })).toEqual([]);
});
