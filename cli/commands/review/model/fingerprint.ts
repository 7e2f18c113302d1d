/** What names a finding from one run to the next: its rule, its place and what it says, whatever stands around it. */
import { createHash } from "node:crypto";
import type { Violation } from "./report";

/** With a version, as SARIF asks for: what goes into it may change one day. */
export const fingerprintName = "pulumiCodearts/v1";

type Named = Pick<Violation, "pack" | "policy" | "path" | "message"> & { resource?: { urn: string } };

/** The level is no part of it: a rule that becomes mandatory finds nothing new by that. */
export function fingerprintOf({ pack, policy, resource, path, message }: Named): string {
  const parts = [pack, policy, resource?.urn ?? "", path ?? "", message];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
