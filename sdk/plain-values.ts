import * as pulumi from "@pulumi/pulumi";
import { formatPath, type Path } from "../provider/pulumi-wire";

/**
 * Refuses values that Pulumi would silently convert for the provider: a Date, a Map or a bigint becomes `{}`, a function is
 * dropped, bytes become an object of numbers. The error has the property path and what to write.
 */
export function refuseOddValues(kind: string, name: string, args: object): void {
  look(args, [], (path, what) => {
    const error = new pulumi.RunError(`codearts:${kind} ${JSON.stringify(name)}: ${formatPath(path)} is ${what}`);
    error.stack = error.message;
    throw error;
  });
}

type Refuse = (path: Path, what: string) => never;

function look(value: unknown, path: Path, refuse: Refuse, around: readonly object[] = []): void {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    // The value arrives later; a problem with it then fails the program.
    pulumi.output(value).apply((known) => look(known, path, refuse));
    return;
  }
  const what = oddity(value);
  if (what !== undefined) refuse(path, what);
  if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) return;
  if (around.includes(value)) refuse(path, "the object that contains it; write a separate value");
  const inner = [...around, value];
  for (const [key, item] of Object.entries(value)) look(item, [...path, Array.isArray(value) ? Number(key) : key], refuse, inner);
}

/** Describes a value that is not JSON, and what to write instead. */
function oddity(value: unknown): string | undefined {
  if (typeof value === "bigint") return "a bigint; write it as a string";
  if (typeof value === "function") return "a function; write a value";
  if (typeof value === "symbol") return "a symbol; write a string";
  if (typeof value !== "object" || value === null) return undefined;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return 'bytes; write them as a string, such as buffer.toString("base64")';
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value))
    return "an asset; write its content as a string";
  const type = Object.prototype.toString.call(value).slice(8, -1);
  return type === "Object" || type === "Array" ? undefined : odd(type);
}

function odd(type: string): string {
  const instead = {
    Date: "a string, such as date.toISOString()",
    Map: "an object, such as Object.fromEntries(map)",
    Set: "a list, such as [...set]",
    URL: "a string, such as url.href",
  }[type];
  return `${/^[AEIOU]/.test(type) && type !== "URL" ? "an" : "a"} ${type}; write ${instead ?? "a JSON value"}`;
}
