/** The machine and the day of a measurement, for the tables in docs/. */
import { cpus } from "node:os";
import { cliVersion } from "../pulumi/paths";

/** Such as `2 × AMD EPYC, Node v20.20.2, Pulumi CLI 3.259.0, 2026-11-22`. */
export function machine(): string {
  const cores = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${cores.length} × ${cores[0]?.model.trim() ?? "unknown CPU"}, Node ${process.version}, Pulumi CLI ${cliVersion}, ${day}`;
}
