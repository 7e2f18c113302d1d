import { z } from "zod";
import { projectIdPattern } from "../../client/generated/operations";
import { projectIdWords } from "../../client/request";

/** Where an object lives. Both come from the configuration when a program does not say. */
export const regionSchema = z.string({ error: (issue) => wordMissing(issue.input, "region") }).regex(/^[a-z]+(-[a-z0-9]+)+$/, {
  error: "is no region name, such as cn-north-4",
});

export const projectIdSchema = z.string({ error: (issue) => wordMissing(issue.input, "projectId") }).regex(projectIdPattern, {
  error: `a CodeArts project id has ${projectIdWords} (the IAM project id of the region is another)`,
});

function wordMissing(value: unknown, input: string): string | undefined {
  if (value !== undefined) return undefined;
  return `missing; write it here, or once for the stack: pulumi config set codearts:${input} …`;
}
