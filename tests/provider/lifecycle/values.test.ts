import { describeUndeclared } from "../../../provider/lifecycle/undeclared";
import { formatPath, hasUnknown, same, sameSet, storable } from "../../../provider/lifecycle/values";
import { nearest } from "../../../provider/shared/nearest";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test.each<[unknown, unknown, boolean]>([
  [null, undefined, true],
  [{ a: null }, {}, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{}, { constructor: 1 }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, undefined], false],
  ["10", 10, false],
  ["true", true, false],
  [" x", "x", false],
  ["a\r\nb", "a\nb", false],
  [12345678901234567890n, "12345678901234567890", true],
  [12345678901234567890n, "12345678901234567891", false],
  [12345678901234567890n, 12345678901234567000, true],
  [{ a: [1n] }, { a: ["1"] }, true],
  [null, "", false],
  [unknown, unknown, false],
  [{ a: unknown }, { a: unknown }, false],
])("same(%p, %p) is %p", (one, other, expected) => {
  expect(same(one, other)).toBe(expected);
  expect(same(other, one)).toBe(expected);
});

test("sets ignore order and repetition", () => {
  expect(sameSet(["a", "b"], ["b", "a", "a"])).toBe(true);
  expect(sameSet(["a"], ["a", "b"])).toBe(false);
  expect(sameSet(undefined, [])).toBe(true);
});

test("what is not known is found at any depth", () => {
  expect(hasUnknown({ a: [{ b: unknown }] })).toBe(true);
  expect(hasUnknown({ a: [{ b: "known" }] })).toBe(false);
});

test("paths read as Pulumi writes them; names that people chose are quoted", () => {
  expect(formatPath(["steps", 2, "properties", "a b"])).toBe('steps[2].properties["a b"]');
  expect(formatPath(["parameters", "HOTFIX", "default"])).toBe('parameters["HOTFIX"].default');
});

test("a word is suggested only where it is near", () => {
  expect(nearest("buildJobFailed", ["buildJobFail", "deleteJob"])).toBe("buildJobFail");
  expect(nearest("zzz", ["flavor", "steps"])).toBeUndefined();
  expect(nearest("nmae", ["name", "type"])).toBe("name");
  expect(nearest("foo", ["mono", "sh"])).toBeUndefined();
});

test("what leaves for the engine has nothing in it that the engine cannot store", () => {
  expect(storable({ a: undefined, b: [undefined, 1n], c: { d: undefined } })).toEqual({ b: [null, "1"], c: {} });
});

test("drift that is not ours is one line, with as many names as people read", () => {
  expect(describeUndeclared([])).toBeUndefined();
  expect(describeUndeclared(['parameters["HOTFIX"]', "flavor"])).toBe(
    '2 settings that this program does not declare differ from the defaults: parameters["HOTFIX"], flavor (left alone)',
  );
  expect(describeUndeclared(Array.from({ length: 20 }, (_, i) => `p${i}`))).toMatch(/: p0, .*p7 and 12 more \(left alone\)$/);
});
