import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isWithin, received } from "../../plugin/wire";

test("a value is within a secret by the parts of its path, not by how its path begins", () => {
  expect(isWithin(["steps", 0, "properties"], [["steps"]])).toBe(true);
  expect(isWithin(["webhook"], [["webhook"]])).toBe(true);
  expect(isWithin(["webhookCopy"], [["webhook"]])).toBe(false);
  expect(isWithin(["steps"], [["steps", 0]])).toBe(false);
});

test("a message does not keep the properties that were taken out of it", () => {
  const struct = Struct.fromJavaScript({ steps: [{ name: "Build" }] });
  expect(received(struct).props).toEqual({ steps: [{ name: "Build" }] });
  expect(struct.toJavaScript()).toEqual({});
});
