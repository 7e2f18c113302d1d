import { isWithin } from "../../plugin/wire";

test("a value is within a secret by the parts of its path, not by how its path begins", () => {
  expect(isWithin(["steps", 0, "properties"], [["steps"]])).toBe(true);
  expect(isWithin(["webhook"], [["webhook"]])).toBe(true);
  expect(isWithin(["webhookCopy"], [["webhook"]])).toBe(false);
  expect(isWithin(["steps"], [["steps", 0]])).toBe(false);
});
