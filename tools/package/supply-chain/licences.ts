import { keysOf } from "../../../provider/shared/keys";
import { type PackageName, packages, runtimeDependencies } from "./runtime-dependencies";

/** The text of THIRD-PARTY-LICENCES.md: what each of our packages brings along, and under which licence. */
export function licencesFile(): string {
  const names = keysOf(packages);
  return [
    "# Licences of what our packages bring along",
    "",
    "Made by `npm run licences` from package-lock.json; a test holds it current.",
    ...names.flatMap((name) => ["", `## ${name}`, "", ...rows(name)]),
    "",
  ].join("\n");
}

function rows(name: PackageName): string[] {
  return runtimeDependencies(name).map((one) => `- ${one.name} ${one.version}: ${one.licence}`);
}
