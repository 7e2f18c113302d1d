/** Whoever types a name of the service, as users of Terraform do, is told the input, in every object of every kind. */
import { z } from "zod";
import { type Handle, kinds } from "../../../provider/kinds";
import { wireNamesOf, wording } from "../../../provider/lifecycle/wording";
import { bare } from "./schema-paths";

type Shape = z.ZodObject<Record<string, z.ZodType>>;

/** Every object that a program writes in a kind, itself included. */
function objectsIn(schema: unknown, found = new Map<Shape, string>(), path = ""): Map<Shape, string> {
  if (!(schema instanceof z.ZodType)) return found;
  const type = bare(schema);
  if (type instanceof z.ZodObject) {
    if (found.has(type as Shape)) return found;
    found.set(type as Shape, path);
    for (const [key, value] of Object.entries(type.shape)) objectsIn(value, found, `${path}.${key}`);
  } else if (type instanceof z.ZodArray) objectsIn(type.element, found, `${path}[]`);
  else if (type instanceof z.ZodRecord) objectsIn(type.valueType, found, `${path}{}`);
  else if (type instanceof z.ZodUnion) for (const option of type.options) objectsIn(option, found, path);
  return found;
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What is said of a key that the object does not have. */
function said(object: Shape, key: string): string {
  const { error } = object.safeParse({ [key]: "x" }, { error: wording });
  return error?.issues.find(({ code }) => code === "unrecognized_keys")?.message ?? "nothing";
}

test.each(Object.keys(kinds) as Handle[])("%s", (handle) => {
  const wrong: string[] = [];
  let asked = 0;
  for (const [object, path] of objectsIn(kinds[handle].schema)) {
    for (const [wire, input] of Object.entries(wireNamesOf(object))) {
      for (const key of new Set([wire, camel(wire)])) {
        if (key in object.shape) continue;
        asked += 1;
        if (said(object, key) !== `unknown input; did you mean ${JSON.stringify(input)}?`)
          wrong.push(`${path}.${key}: ${said(object, key)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(0);
});
