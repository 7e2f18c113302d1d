import { evaluate, rules } from "pulumi-codearts/policies";
import { evaluateExample } from "./example";

/** Every rule documents itself with a program fragment that breaks it and one that does not: both are run here. */
describe.each(rules.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
  const settings = { all: "disabled" as const, [name]: { enforcementLevel: "mandatory", ...rule.exampleConfig } };

  test("fires on the example that fails", () => {
    const judgements = evaluate(evaluateExample(rule, rule.example.fails), settings);
    expect(judgements.map(({ rule: fired, outcome }) => [fired, outcome])).toContainEqual([name, "violation"]);
  });

  test("is silent on the example that passes", () => {
    expect(evaluate(evaluateExample(rule, rule.example.passes), settings)).toEqual([]);
  });
});

test("there are 40 rules, each complete", () => {
  expect(rules).toHaveLength(40);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(40);
  for (const rule of rules) {
    expect(rule).toMatchObject({ remediationSteps: expect.stringMatching(/\.$/), url: expect.stringMatching(/^https:\/\//) });
    expect(rule.description).toMatch(/^[A-Z].*\.$/);
  }
});
