import { z } from "zod";
import { replace, update } from "../../lifecycle/kind";
import { adoptExisting, jobId, projectId, region } from "../parts/place";
import { line } from "../parts/text";
import { derivedFrom, type Input, input, part, type Written } from "../table";

const right = (doc: string, name: string) => input(z.boolean().optional(), { doc, otherwise: "not changed", wire: { name } });

export const rightsTable = {
  view: right("May view the job.", "is_view"),
  execute: right("May run the job.", "is_execute"),
  modify: right("May change the job.", "is_modify"),
  delete: right("May delete the job.", "is_delete"),
  copy: right("May copy the job.", "is_copy"),
  disable: right("May disable the job.", "is_forbidden"),
  manage: right("May change these permissions.", "is_manager"),
} as const;

const rights = part("JobRights", "What one role may do with a job. An omitted permission is not changed.", rightsTable);
export type JobRights = z.output<typeof rights>;
export type Matrix = Readonly<Record<string, JobRights>>;

const table = {
  region: region(replace("the job is in another region")),
  projectId: { ...projectId(replace("the job is in another project")), place: true },
  jobId: jobId(replace("they become the permissions of another job; the old job gets its previous permissions back")),
  permissions: input(z.record(line(), rights), {
    doc: "Permissions by role name, such as `developer`, as shown in the project. Only the roles and permissions declared here are managed. A removed one gets its previous value back.",
    change: update(),
  }),
  adoptExisting: adoptExisting("Change roles that already have their own permissions on this job instead of failing."),
} as const;

const outputs = {
  followedProject: input(z.boolean().optional(), {
    doc: "Whether the job had the permissions of its project before; deletion then restores them.",
  }),
  previous: input(z.record(z.string(), rights).optional(), {
    doc: "Previous permissions of the roles, which deletion restores; a role missing here gets the project's permissions.",
  }),
} satisfies Record<string, Input>;

/** What the roles of a project may do with one build job. */
export const jobPermissionsInputs = { ...derivedFrom(table), outputs };
export type JobPermissionsInputs = Written<typeof table>;
