/** Which secret values a program wrote in clear, whatever of it is an Output, a promise or a secret as a whole. */
import * as pulumi from "@pulumi/pulumi";
import { clearText } from "../../sdk/clear-text";

const job = ["stepSecrets"];
const hidden = pulumi.secret("made-up");

async function pathsOf(args: object, secretInputs: readonly string[] = job): Promise<string[]> {
  const { __clearText: found = [] } = clearText(args, secretInputs);
  return new Promise((done) => void pulumi.output(found).apply(done));
}

test.each<[string, object, string[]]>([
  ["nothing", {}, []],
  ["plain values", { parameters: { a: "x", b: { default: "y" }, c: { default: "z", private: false } } }, []],
  ["private in clear", { parameters: { "a b": { default: "x", private: true } } }, ['parameters["a b"].default']],
  ["private without a value", { parameters: { a: { private: true } } }, []],
  ["private and secret", { parameters: { a: { default: hidden, private: true } } }, []],
  ["private as an Output", { parameters: { a: { default: "x", private: pulumi.output(true) } } }, ['parameters["a"].default']],
  ["a value as a promise", { parameters: { a: { default: Promise.resolve("x"), private: true } } }, ['parameters["a"].default']],
  [
    "one parameter as an Output",
    { parameters: { a: pulumi.output({ default: "x", private: true }) } },
    ['parameters["a"].default'],
  ],
  ["one parameter as a secret", { parameters: { a: pulumi.secret({ default: "x", private: true }) } }, []],
  [
    "all parameters as an Output",
    { parameters: pulumi.output({ a: { default: "x", private: true } }) },
    ['parameters["a"].default'],
  ],
  ["all parameters as a secret", { parameters: pulumi.secret({ a: { default: "x", private: true } }) }, []],
  [
    "a step's secrets",
    { stepSecrets: { s: { token: "x", "a-b": "y", good: hidden } } },
    ['stepSecrets["s"].token', 'stepSecrets["s"]["a-b"]'],
  ],
  ["a step's secrets as an Output", { stepSecrets: { s: pulumi.output({ token: "x" }) } }, ['stepSecrets["s"].token']],
])("%s", async (_what, args, expected) => expect(await pathsOf(args)).toEqual(expected));

test("inputs by name", async () => {
  const inputs = ["webhook", "signingKey", "paramConfig"];
  expect(await pathsOf({ webhook: "x", signingKey: hidden }, inputs)).toEqual(["webhook"]);
});

test("what is known at once costs no Output, and nothing in clear costs no property", () => {
  expect(clearText({ parameters: { a: "x", b: { default: hidden } } }, job)).toEqual({});
  expect(clearText({ parameters: { a: { default: "x", private: true } } }, job)).toEqual({
    __clearText: ['parameters["a"].default'],
  });
});
