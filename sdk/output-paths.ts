import * as pulumi from "@pulumi/pulumi";

type Path = (string | number)[];

interface OutputPaths {
  /**
   * Arguments that are Pulumi secrets. Providers receive plain values; with these paths the provider keeps secrets out of errors
   * and marks them wherever the service returns them.
   */
  __secretPaths?: Promise<Path[]>;
  /**
   * Arguments that are unknown although this is not a preview, because their source failed or is excluded from the deployment
   * (`--target`, `--exclude`). Pulumi drops such values, so the object would be created without them.
   */
  __unknownPaths?: Promise<Path[]>;
}

/** Paths of secret and of unknown arguments, never values; nothing if no argument is an Output. */
export function outputPaths(args: object): OutputPaths {
  const outputs = outputsIn(args, []);
  if (outputs.length === 0) return {};
  return {
    __secretPaths: pathsOf(outputs, pulumi.isSecret),
    ...(!pulumi.runtime.isDryRun() && { __unknownPaths: pathsOf(outputs, isUnknown) }),
  };
}

async function pathsOf(outputs: [Path, unknown][], is: (output: pulumi.Output<unknown>) => Promise<boolean>): Promise<Path[]> {
  const paths = outputs.map(async ([path, value]) => ((await is(pulumi.output(value))) ? [path] : []));
  return (await Promise.all(paths)).flat();
}

async function isUnknown(output: pulumi.Output<unknown>): Promise<boolean> {
  const isKnown: unknown = await Reflect.get(output, "isKnown");
  return isKnown === false;
}

function outputsIn(value: unknown, path: Path): [Path, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => outputsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => outputsIn(item, [...path, key]));
}
