import * as pulumi from "@pulumi/pulumi";
import { refuseOddValues } from "../../sdk/plain-values";

const refusal = (args: object): string => {
  try {
    refuseOddValues("BuildJob", "api", args);
    return "taken";
  } catch (error) {
    return `${(error as Error).message}${(error as Error).stack === (error as Error).message ? "" : " with a stack"}`;
  }
};

class Settings {
  command = "make";
}
const inItself: { [key: string]: unknown } = {};
inItself.again = inItself;

test.each<[string, object, string]>([
  ["a date", { steps: [{ properties: { until: new Date(0) } }] }, "steps[0].properties.until is a Date; write a string"],
  ["a bigint", { raw: { id: 12345678901234567890n } }, "raw.id is a bigint; write it as a string"],
  ["a map", { parameters: new Map([["a", "b"]]) }, "parameters is a Map; write an object"],
  ["a set", { vulnerabilityWhitelist: new Set(["a"]) }, "vulnerabilityWhitelist is a Set; write a list"],
  ["bytes", { stepSecrets: { Sign: { key: Buffer.from("a") } } }, 'stepSecrets["Sign"].key is bytes; write them as a string'],
  ["a function", { parameters: { a: () => "b" } }, 'parameters["a"] is a function; write a value'],
  ["a regular expression", { raw: { like: /a/ } }, "raw.like is a RegExp; write a JSON value"],
  ["an error", { raw: { last: new Error("made up") } }, "raw.last is an Error; write a JSON value"],
  ["an address", { scms: [{ url: new URL("https://example.invalid") }] }, "scms[0].url is a URL; write a string"],
  ["a symbol", { raw: { a: Symbol("a") } }, "raw.a is a symbol; write a string"],
  ["an asset", { content: new pulumi.asset.StringAsset("a") }, "content is an asset; write its content as a string"],
  ["an object in itself", { raw: inItself }, "raw.again is the object that contains it"],
])("%s is refused with its path", (_, args, expected) => {
  expect(refusal(args)).toMatch(`codearts:BuildJob "api": ${expected}`);
});

test("plain values, instances of people's classes, Outputs and repeated objects are taken", () => {
  const step = { module: "m", name: "Test", properties: { a: [1, null, true], b: new Settings() } };
  expect(refusal({ steps: [step, step], name: pulumi.output("api"), raw: Object.create(null) })).toBe("taken");
});
