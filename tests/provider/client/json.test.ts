import fc from "fast-check";
import { parseJson, writeJson } from "../../../provider/client/json";

test("an integer beyond 2^53 keeps its digits, in and out", () => {
  const text = '{"id":9007199254740993,"list":[-12345678901234567890,1],"text":"12345678901234567890","small":42,"price":0.1}';
  expect(parseJson(text)).toEqual({
    id: 9007199254740993n,
    list: [-12345678901234567890n, 1],
    text: "12345678901234567890",
    small: 42,
    price: 0.1,
  });
  expect(writeJson(parseJson(text))).toBe(text);
});

test("2^53 - 1 is a number, 2^53 is not", () => {
  expect(parseJson("9007199254740991")).toBe(9007199254740991);
  expect(parseJson("[9007199254740992]")).toEqual([9007199254740992n]);
});

test("long decimals are the nearest double, as everywhere; digits in strings and keys are left alone", () => {
  expect(parseJson('{"1234567890123456789":1.12345678901234567890}')).toEqual({ "1234567890123456789": 1.1234567890123457 });
  expect(parseJson('{"a":"\\"1234567890123456789","b":"\\\\","c":1234567890123456789}')).toEqual({
    a: '"1234567890123456789',
    b: "\\",
    c: 1234567890123456789n,
  });
});

test("10 MB of escaped quotes in a text, and a number of 10 MB", () => {
  const quotes = '"'.repeat(5_000_000);
  expect(parseJson(`{"id":12345678901234567890,"text":${JSON.stringify(quotes)}}`)).toEqual({
    id: 12345678901234567890n,
    text: quotes,
  });
  const digits = "1".repeat(10_000_000);
  expect(parseJson(`[${digits}.5]`)).toEqual([Number.POSITIVE_INFINITY]);
});

test.each(['{"id":12345678901234567890', "[12345678901234567890,]", "<html>1234567890123456", ""])("%s is no JSON", (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

test("what is written is read back, whatever it is", () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("node"),
        { maxKeys: 4 },
      ),
    ),
  })).node;
  fc.assert(
    // A double beyond 2^53 is written as an integer and read as one; its value is the same.
    fc.property(value, (given) => expect(exact(parseJson(writeJson(given)))).toEqual(exact(given))),
    { numRuns: 300, seed: 7 },
  );
});

function exact(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, exact(entry)]));
  return value;
}
