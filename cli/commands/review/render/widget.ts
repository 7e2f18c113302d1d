/** What GitLab shows in a merge request of an `artifacts:reports:terraform` file: three numbers, in which a replacement counts as both of its halves. */
import type { Report } from "../model/report";

export function widgetJson({ stacks }: Report): string {
  const sum = (...operations: ("create" | "import" | "update" | "replace" | "delete")[]): number =>
    stacks.reduce((total, { counts }) => operations.reduce((count, operation) => count + counts[operation], total), 0);
  const counts = { create: sum("create", "import", "replace"), update: sum("update"), delete: sum("delete", "replace") };
  return `${JSON.stringify(counts)}\n`;
}
