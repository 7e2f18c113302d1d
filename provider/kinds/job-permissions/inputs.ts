import { z } from "zod";
import { replace, update } from "../../lifecycle/kind";
import { adoptExisting, jobId, projectId, region } from "../parts/place";
import { line } from "../parts/text";
import { type Input, input, madeFrom, part, type Written } from "../table";

const right = (doc: string, name: string) => input(z.boolean().optional(), { doc, otherwise: "as it is", wire: { name } });

export const rightsTable = {
  view: right("May view the job.", "is_view"),
  execute: right("May run the job.", "is_execute"),
  modify: right("May change the job.", "is_modify"),
  delete: right("May delete the job.", "is_delete"),
  copy: right("May copy the job.", "is_copy"),
  disable: right("May disable the job.", "is_forbidden"),
  manage: right("May change these permissions.", "is_manager"),
} as const;

const rights = part("JobRights", "What one role may do with a job. A right that is left out stays as it is.", rightsTable);
export type JobRights = z.output<typeof rights>;
export type Right = keyof typeof rightsTable;
export type Matrix = Readonly<Record<string, JobRights>>;

const table = {
  region: region(replace("the job is in another region")),
  projectId: { ...projectId(replace("the job is in another project")), place: true },
  jobId: jobId(replace("they become the permissions of another job; the old job gets back what it had before")),
  permissions: input(z.record(line(), rights), {
    doc: "Rights by role name, such as `developer`, as the project shows it. By key: roles and rights that are not named here stay as they are. One that is no longer named gets back what it had before.",
    change: update(),
  }),
  adoptExisting: adoptExisting("Change roles that have permissions of their own on this job already instead of refusing."),
} as const;

const outputs = {
  followedProject: input(z.boolean().optional(), {
    doc: "Whether the job had the permissions of its project before, to which deletion returns it.",
  }),
  previous: input(z.record(z.string(), rights).optional(), {
    doc: "What the roles had before, which deletion gives back; a role that is missing here gets what the project gives it.",
  }),
} satisfies Record<string, Input>;

/** What the roles of a project may do with one build job, as a program declares it. */
export const jobPermissionsInputs = { ...madeFrom(table), outputs };
export type JobPermissionsInputs = Written<typeof table>;
