/** Inputs shared by several kinds. */
import { z } from "zod";
import { jobIdPattern, projectIdPattern } from "../../client/generated/operations";
import { projectIdWords } from "../../client/request";
import { Refusal } from "../../lifecycle/errors";
import { type Field, record, withDefault } from "../../lifecycle/kind";
import { input } from "../table";

/** The length comes first, because the expression overflows the stack on megabytes. */
const isRegion = (text: string): boolean => text.length <= 64 && /^[a-z]+(-[a-z0-9]+)+$/.test(text);
const regionSchema = z.string({ error: (issue) => wordMissing(issue.input, "region") }).refine(isRegion, {
  error: "is not a region name, such as cn-north-4",
});

const projectIdSchema = z.string({ error: (issue) => wordMissing(issue.input, "projectId") }).regex(projectIdPattern, {
  error: `a CodeArts project id has ${projectIdWords} (the IAM project id of the region is another)`,
});

function wordMissing(value: unknown, name: string): string | undefined {
  if (value !== undefined) return undefined;
  return `missing; write it here, or once for the stack: pulumi config set codearts:${name} …`;
}

/** Message for an object that is read by its project, without a project. */
export const projectIdMissing = (): Refusal => new Refusal(`projectId is ${wordMissing(undefined, "projectId")}`);

export const region = (change: Field) =>
  input(regionSchema, {
    doc: "Region, such as `cn-north-4`. Stored in state, so that a later change of the configuration does not affect objects in another region.",
    filled: "configuration `codearts:region`",
    place: true,
    identifies: true,
    change,
  });

export const projectId = (change: Field) =>
  input(projectIdSchema, {
    doc: "CodeArts project.",
    limits: projectIdWords,
    filled: "configuration `codearts:projectId`",
    identifies: true,
    wire: { name: "project_id" },
    change,
  });

export const jobId = (change: Field) =>
  input(z.string().regex(jobIdPattern, "not the id of a build job (32 letters and digits); write job.id"), {
    doc: "The build job, usually `job.id`.",
    limits: "32 letters and digits",
    identifies: true,
    change,
  });

export const adoptExisting = (doc: string) =>
  input(z.boolean().optional(), { doc, default: false, change: record(withDefault(false)) });
