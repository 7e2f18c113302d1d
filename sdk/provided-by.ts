import * as pulumi from "@pulumi/pulumi";
import { type Handled, handleOf } from "./handle";
import { unsupportedRuntime } from "./runtime";

const noImport =
  "the option import does not work for the resources of pulumi-codearts: take the object over with `npx pulumi-codearts adopt`, which writes it into a program and into the stack, or set adoptExisting: true instead";

/**
 * The property by which a resource names its provider. Throws one sentence where the program does not run on Node, or wants to
 * import: Pulumi reads an object that is imported without its provider (pulumi/pulumi#16175).
 */
export function providedBy(kind: Handled, options?: pulumi.CustomResourceOptions): { __provider: string } {
  const sentence = unsupportedRuntime() ?? (options?.import === undefined ? undefined : noImport);
  if (sentence === undefined) return { __provider: handleOf(kind) };
  const error = new pulumi.RunError(sentence);
  // Who starts the program without Pulumi sees what is thrown, and a stack says nothing more.
  error.stack = sentence;
  throw error;
}
