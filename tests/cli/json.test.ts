import { decodeText, jsonOf, jsonValues } from "../../cli/lib/json";
import { previewSteps } from "../../cli/lib/preview";
import { stackState } from "../../cli/lib/stack-state";

const value = { deployment: { resources: [{ type: "a:b:C", urn: "urn", id: "1", note: '{ [ " ] }' }] } };
const text = JSON.stringify(value, null, 2);
const utf16be = (given: string) => Buffer.from(given, "utf16le").swap16();

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16 as PowerShell writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16 without a byte order mark", Buffer.from(text, "utf16le")],
  ["UTF-16, big end first", utf16be(`\ufeff${text}`)],
  ["words before and after it", Buffer.from(`Logging in [to {x}]\r\nwarning: a\n${text}\nDone {ok}.\n`)],
  ["another object before it", Buffer.from(`{"level":"info"}\n${text}`)],
])("JSON is read: %s", (_name, bytes) => {
  const state = jsonOf(decodeText(bytes), { source: "x", advice: "y", ...stackState });
  expect(state.resources).toEqual([{ type: "a:b:C", urn: "urn", id: "1" }]);
});

test("what is cut off, empty or something else is named as such", () => {
  const read = (given: string) => () => jsonOf(given, { source: "FILE", advice: "do this", ...stackState });
  expect(read(text.slice(0, -10))).toThrow("FILE does not hold the state of a stack: it ends inside a JSON value\n  do this");
  expect(read("  ")).toThrow("it is empty");
  expect(read("[]")).toThrow("it holds a list");
  expect(read('{"a":1}')).toThrow("it holds an object with a");
  expect(read("no stack selected")).toThrow("it holds no JSON");
  expect(jsonValues("a\n{}\nb\n[1]").values).toEqual([{}, [1]]);
  expect(jsonValues("a\n{}\nb\n[1]").otherLines).toBe(2);
});

const metadata = { op: "same", urn: "urn:pulumi:dev::p::a:b:C::n", type: "a:b:C", new: { type: "a:b:C", inputs: { x: 1 } } };
const expected = { op: "same", urn: metadata.urn, newState: metadata.new, diffReasons: [] };

test.each<[string, string]>([
  ["one object", JSON.stringify({ steps: [{ op: "same", urn: metadata.urn, newState: metadata.new }] })],
  [
    "a stream of events",
    [{ resourcePreEvent: { metadata } }, { summaryEvent: {} }].map((event) => JSON.stringify(event)).join("\n"),
  ],
  ["a list of events", JSON.stringify([{ resourcePreEvent: { metadata } }, { summaryEvent: {} }])],
])("a preview as %s", (_name, given) => {
  expect(previewSteps(`Previewing…\n${given}\n`, "x", "y")).toEqual([expected]);
});

test("an incomplete preview is not taken for a complete one", () => {
  const half = JSON.stringify({ resourcePreEvent: { metadata } });
  for (const given of [half, `${half}\n{"resourcePre`, '{"steps":[{"op":"same"'])
    expect(() => previewSteps(given, "FILE", "advice")).toThrow("FILE ends before the preview does\n  advice");
});
