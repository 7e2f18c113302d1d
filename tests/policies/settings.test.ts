import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeartsPolicySettings, codeartsPolicies, evaluate, rules } from "pulumi-codearts/policies";
import { policiesPage } from "../../tools/generate/policies";
import { resource } from "./example";

/** Settings as JavaScript and policy-config.json can have them, unhindered by types. */
function pack(json: string) {
  const settings: CodeartsPolicySettings = JSON.parse(json);
  return codeartsPolicies(settings);
}

describe("mistakes are refused with the rule, the key and the nearest name", () => {
  test.each([
    ['{"timeout-requird": "advisory"}', 'unknown rule "timeout-requird"; did you mean "timeout-required"?'],
    ['{"al": "advisory"}', 'unknown rule "al"; did you mean "all"?'],
    ['{"all": "manditory"}', 'all: unknown level "manditory"; did you mean "mandatory"?'],
    [
      '{"all": {"enforcementLevel": "advisory"}}',
      'all: {"enforcementLevel":"advisory"} is not a level; the levels are: advisory, mandatory',
    ],
    ['{"job-naming": {"pattern": ""}}', 'rule job-naming: pattern: "" is not a regular expression'],
    ['{"timeout-required": "advice"}', "rule timeout-required: unknown level"],
    [
      '{"timeout-required": {"enforcementLevel": "mandatry"}}',
      'rule timeout-required: enforcementLevel: unknown level "mandatry"; did you mean "mandatory"?',
    ],
    ['{"timeout-required": {"maxMinuts": 5}}', 'rule timeout-required: unknown key "maxMinuts"; did you mean "maxMinutes"?'],
    [
      '{"timeout-required": {"maxMinutes": "60"}}',
      'rule timeout-required: maxMinutes: "60" is not a whole number from 1 to 1440',
    ],
    ['{"timeout-required": {"maxMinutes": 0}}', "is not a whole number from 1 to 1440"],
    ['{"timeout-required": 5}', "rule timeout-required: neither a level nor an object"],
    ['{"arch-allowed": {"archs": ["x86"]}}', 'rule arch-allowed: archs[0]: unknown value "x86"'],
    ['{"scm-allowed-hosts": {"hosts": "a"}}', 'rule scm-allowed-hosts: hosts: "a" is not a list of strings'],
    ['{"flavor-allowed": {"maxFlavor": "big"}}', 'rule flavor-allowed: maxFlavor: "big" is not a string such as "4u8g"'],
    ['{"job-naming": {"pattern": "^(a"}}', 'rule job-naming: pattern: the regular expression "^(a" does not compile: '],
    ['{"job-naming": {"pattern": "(?=a)"}}', "RE2 syntax: no look-around"],
    ['{"step-disabled": "remediate"}', 'this rule has no automatic fix; write "mandatory"'],
    ['{"step-disabled": {"exclude": [{"name": "a"}]}}', "rule step-disabled: exclude[0]: reason is missing"],
    ['{"step-disabled": {"exclude": [{"reason": "a"}]}}', "exclude[0]: set either name"],
    ['{"step-disabled": {"exclude": [{"name": "a", "urn": "b", "reason": "c"}]}}', "exclude[0]: set either name"],
    [
      '{"step-disabled": {"exclude": [{"name": "a", "reason": "c", "untill": "2026-01-01"}]}}',
      'exclude[0]: unknown key "untill"; did you mean "until"?',
    ],
    [
      '{"step-disabled": {"exclude": [{"name": "a", "reason": "c", "until": "2026-02-30"}]}}',
      'exclude[0]: until is not a day such as "2026-12-31"',
    ],
  ])("%s", (json, message) => expect(() => pack(json)).toThrow(message));
});

describe("a rule that needs a setting", () => {
  const needing = rules.filter((rule) => "needs" in rule && rule.needs !== undefined);
  const has = (settings: object) => pack(JSON.stringify(settings)).length;

  test.each(needing.map((rule) => [rule.name, rule] as const))("%s is refused without it, wherever it is named", (name, rule) => {
    const needs = "needs" in rule ? (rule.needs ?? []).join(" or ") : "";
    const sentence = `rule ${name} needs ${needs}: without this setting it judges nothing.`;
    for (const given of ["advisory", "mandatory", {}, { enforcementLevel: "mandatory" }, { exclude: [] }])
      expect(() => has({ [name]: given })).toThrow(sentence);
    const empty = Object.fromEntries((("needs" in rule && rule.needs) || []).map((key) => [key, null]));
    expect(() => has({ [name]: empty })).toThrow(sentence);
    expect(has({ [name]: "disabled" })).toBe(rules.length);
    expect(has({ [name]: { enforcementLevel: "disabled", exclude: [] } })).toBe(rules.length);
    expect(has({ [name]: "exampleConfig" in rule ? rule.exampleConfig : {} })).toBe(rules.length);
  });

  test("all: what lacks its setting is off, and is said to be where it was to stop a deployment", () => {
    const written = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      for (const all of ["mandatory", "remediate"]) {
        expect(has({ all })).toBe(rules.length);
        const line = String(written.mock.lastCall?.[0]);
        for (const { name } of needing) expect(line).toContain(name);
      }
      written.mockClear();
      expect(has({ all: "advisory" })).toBe(rules.length);
      expect(written).not.toHaveBeenCalled();
    } finally {
      written.mockRestore();
    }
    const off = Object.fromEntries(needing.map(({ name }) => [name, "disabled"]));
    expect(has({ all: "mandatory", ...off })).toBe(rules.length);
    const configured = needing.map((rule) => [rule.name, "exampleConfig" in rule ? rule.exampleConfig : {}]);
    expect(has({ all: "mandatory", ...Object.fromEntries(configured) })).toBe(rules.length);
    for (const all of ["advisory", "disabled"]) expect(has({ all })).toBe(rules.length);
  });
});

test("levels: the rule's own, then all, then what is named", () => {
  const level = (policies: ReturnType<typeof codeartsPolicies>, rule: string) =>
    policies.find(({ name }) => name === rule)?.enforcementLevel;
  expect(level(codeartsPolicies(), "scm-url-no-credentials")).toBe("mandatory");
  expect(level(codeartsPolicies(), "timeout-required")).toBe("advisory");
  expect(level(codeartsPolicies(), "group-required")).toBe("disabled");
  const policies = codeartsPolicies({
    all: "advisory",
    "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 },
    "step-disabled": "disabled",
  });
  expect(policies).toHaveLength(rules.length);
  expect(level(policies, "scm-url-no-credentials")).toBe("advisory");
  expect(level(policies, "timeout-required")).toBe("mandatory");
  expect(level(policies, "step-disabled")).toBe("disabled");
  expect(policies.find(({ name }) => name === "timeout-required")?.configSchema?.properties.maxMinutes).toMatchObject({
    default: 60,
  });
});

test("metadata has the form of @pulumi/policy", () => {
  for (const policy of codeartsPolicies())
    expect(policy).toMatchObject({
      severity: expect.stringMatching(/low|medium|high|critical/),
      remediationSteps: expect.any(String),
      url: expect.any(String),
    });
  expect(codeartsPolicies()[0]?.framework).toMatchObject({ name: "AWS Security Hub", reference: "CodeBuild.2" });
});

describe("exceptions", () => {
  const job = resource("BuildJob", "legacy-api", { hostType: "old-pool" });
  const at = (exclude: object[], day: string) => {
    const settings: CodeartsPolicySettings = JSON.parse(
      JSON.stringify({ all: "disabled", "executor-allowed": { enforcementLevel: "mandatory", exclude } }),
    );
    return evaluate([job], settings, new Date(`${day}T12:00:00Z`)).map(({ outcome, level, message }) => ({
      outcome,
      level,
      message,
    }));
  };

  test("in force, by name or URN: no violation, one line that says so", () => {
    for (const where of [{ name: "legacy-*" }, { name: "legacy-api" }, { urn: "urn:pulumi:*::shop::*::legacy-api" }])
      expect(at([{ ...where, reason: "moves", until: "2026-05-31" }], "2026-05-31")).toEqual([
        {
          outcome: "exception",
          level: "advisory",
          message: expect.stringMatching(/^exception in use for "legacy-api": .*until 2026-05-31: moves$/),
        },
      ]);
  });

  test("ended: fires again, says so, and asks to be removed", () => {
    expect(at([{ name: "legacy-*", reason: "moves", until: "2026-05-31" }], "2026-06-01")).toEqual([
      {
        outcome: "violation",
        level: "mandatory",
        message: expect.stringContaining('the exception for this resource has ended: "legacy-*", until 2026-05-31: moves'),
      },
      { outcome: "unused", level: "advisory", message: expect.stringContaining("an exception has ended; remove it") },
    ]);
  });

  test("unused: reported, and the violation of another resource stays", () => {
    expect(at([{ name: "other", reason: "moves" }], "2026-06-01").map(({ outcome }) => outcome)).toEqual(["violation", "unused"]);
  });

  test("a name is not found in the middle of another", () => {
    expect(at([{ name: "api", reason: "moves" }], "2026-06-01").map(({ outcome }) => outcome)).toEqual(["violation", "unused"]);
  });
});

test("a pathological pattern takes linear time", () => {
  const started = performance.now();
  const name = `${"a".repeat(114)}!`;
  expect(
    evaluate([resource("BuildJob", name, { name })], {
      all: "disabled",
      "job-naming": { enforcementLevel: "advisory", pattern: "^(a+)+$" },
    }),
  ).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("docs/policies.md is what the rules say", () => {
  expect(readFileSync(join(__dirname, "../../docs/policies.md"), "utf8")).toBe(policiesPage());
  for (const { name } of rules) expect(policiesPage()).toContain(`### ${name}\n`);
});
