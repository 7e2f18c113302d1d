import * as pulumi from "@pulumi/pulumi";

type Path = (string | number)[];

/**
 * Paths of the arguments that are Pulumi secrets. A provider gets every value in clear; with this it keeps them out of errors, and
 * marks them wherever the service shows them again. It holds paths, never a value. Nothing, where no argument is an Output.
 */
export function secretPaths(args: object): { __secretPaths?: Promise<Path[]> } {
  const outputs = outputsIn(args, []);
  if (outputs.length === 0) return {};
  const marks = outputs.map(async ([path, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [path] : []));
  return { __secretPaths: Promise.all(marks).then((paths) => paths.flat()) };
}

/**
 * Paths of the arguments that are not known although this is no preview: what they come from failed, or is left out of the deployment
 * (`--target`, `--exclude`). Pulumi leaves such a value out, and the object would be made without it.
 */
export function unknownPaths(args: object): { __unknownPaths?: Promise<Path[]> } {
  const outputs = pulumi.runtime.isDryRun() ? [] : outputsIn(args, []);
  if (outputs.length === 0) return {};
  const marks = outputs.map(async ([path, value]) => {
    const isKnown: unknown = await Reflect.get(pulumi.output(value), "isKnown");
    return isKnown === false ? [path] : [];
  });
  return { __unknownPaths: Promise.all(marks).then((paths) => paths.flat()) };
}

function outputsIn(value: unknown, path: Path): [Path, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => outputsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => outputsIn(item, [...path, key]));
}
