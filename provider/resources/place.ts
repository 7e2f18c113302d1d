import { z } from "zod";

/** Where an object lives. Both come from the configuration when a program does not say. */
export const regionSchema = z.string({ error: (issue) => wordMissing(issue.input, "region") }).regex(/^[a-z]+(-[a-z0-9]+)+$/, {
  error: "is no region name, such as cn-north-4",
});

export const projectIdSchema = z.string({ error: (issue) => wordMissing(issue.input, "projectId") }).regex(/^[0-9a-z]{32}$/, {
  error: "a CodeArts project id has 32 digits and lower-case letters (the IAM project id of the region is another)",
});

function wordMissing(value: unknown, input: string): string | undefined {
  if (value !== undefined) return undefined;
  return `missing; write it here, or once for the stack: pulumi config set codearts:${input} …`;
}
