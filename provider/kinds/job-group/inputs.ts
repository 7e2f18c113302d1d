import { z } from "zod";
import { replace, update } from "../../lifecycle/kind";
import { adoptExisting, projectId, region } from "../parts/place";
import { line, without } from "../parts/text";
import { derivedFrom, input, type Written } from "../table";

const elsewhere = "jobs and groups cannot move to another project or region, so a new, empty group is created there";

const name = z
  .string()
  .min(1)
  .max(32)
  .refine(without(/[^\p{L}\p{N}_-]/u), "only letters, digits, _ and -");

const table = {
  region: region(replace(elsewhere)),
  projectId: { ...projectId(replace(elsewhere)), place: true },
  name: input(name, {
    doc: "Name, unique among the groups of its parent.",
    limits: "1 to 32 letters, digits, `_` and `-`",
    filled: "the resource's name",
    identifies: true,
    wire: { name: "name" },
    change: update(),
  }),
  parentId: input(line().optional(), {
    doc: "Parent group, usually `parent.id`. A change moves the group with all its content. If omitted, a new group is created at the top level of its project, and an existing group is not moved.",
    limits: "groups may be 5 levels deep",
    identifies: true,
    wire: { name: "parent_id" },
    change: update(),
  }),
  adoptExisting: adoptExisting("Adopt an existing group with this name under this parent instead of failing."),
} as const;

/** A group of build jobs. */
export const jobGroupInputs = derivedFrom(table);
export type JobGroupInputs = Written<typeof table>;
