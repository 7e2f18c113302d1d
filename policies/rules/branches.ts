import { defaults } from "../defaults";
import type { Cursor } from "../engine/cursor";
import { hasReference } from "../text/repository-url";

/** The branch as built: a reference is looked up among the parameters, where every job has codeBranch. */
export function branchOf(scm: Cursor, inputs: Cursor): string | undefined {
  const at = scm.at("branch");
  const branch = at.absent() ? "${codeBranch}" : at.text();
  const reference = /^\$\{(\w{1,128})\}$/.exec(branch ?? "")?.[1];
  if (reference === undefined) return branch !== undefined && hasReference(branch) ? undefined : branch;
  const parameter = inputs.at("parameters").at(reference);
  const value = parameter.isMap() ? parameter.at("default") : parameter;
  if (value.absent()) return reference === "codeBranch" ? defaults.parameters.codeBranch : undefined;
  return value.text();
}
