/** Identifies a finding across runs: by rule, place and message, independent of its surroundings. */
import { createHash } from "node:crypto";
import type { Violation } from "./report";

/** Versioned, as SARIF requires, because its parts may change. */
export const fingerprintName = "pulumiCodearts/v1";

type Named = Pick<Violation, "pack" | "policy" | "path" | "message"> & { resource?: { urn: string } };

/** Without the level: a rule that becomes mandatory has no new findings. */
export function fingerprintOf({ pack, policy, resource, path, message }: Named): string {
  const parts = [pack, policy, resource?.urn ?? "", path ?? "", message];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
