/** The `artifacts:reports:terraform` file for GitLab merge requests: three counts, in which a replacement is a create and a delete. */
import type { Report } from "../model/report";

export function widgetJson({ stacks }: Report): string {
  const sum = (...operations: ("create" | "import" | "update" | "replace" | "delete")[]): number =>
    stacks.reduce((total, { counts }) => operations.reduce((count, operation) => count + counts[operation], total), 0);
  const counts = { create: sum("create", "import", "replace"), update: sum("update"), delete: sum("delete", "replace") };
  return `${JSON.stringify(counts)}\n`;
}
