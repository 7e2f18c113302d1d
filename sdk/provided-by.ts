import * as pulumi from "@pulumi/pulumi";
import { type Handled, handleOf } from "./handle";
import { unsupportedRuntime } from "./runtime";

/** The property by which a resource names its provider. Throws one sentence where the program does not run on Node. */
export function providedBy(kind: Handled): { __provider: string } {
  const sentence = unsupportedRuntime();
  if (sentence === undefined) return { __provider: handleOf(kind) };
  const error = new pulumi.RunError(sentence);
  // Who starts the program without Pulumi sees what is thrown, and a stack says nothing more.
  error.stack = sentence;
  throw error;
}
