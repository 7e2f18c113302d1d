/** Error messages for build.yml; values are shown only if the valid ones are a fixed list. */
import type { z } from "zod";
import type { Path } from "../../provider/pulumi-wire";

export interface BuildYamlProblem {
  severity: "error" | "warning";
  path: Path;
  message: string;
}

const provider = (): typeof import("../../provider/lifecycle/wording") => require("../../provider/lifecycle/wording");

export function wording(issue: z.core.$ZodIssue, value: unknown): string {
  const text = provider().wording({ ...issue, input: value } as z.core.$ZodRawIssue);
  const isJoined = issue.code === "invalid_type" && typeof value === "string" && /^[\w-]+:\S/.test(value);
  if (isJoined) return `${text}; is a space missing after a colon?`;
  return issue.code === "invalid_union" ? "write text, a number, true or false" : text;
}
