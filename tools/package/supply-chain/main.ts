/** `npm run licences` writes THIRD-PARTY-LICENCES.md; `npm run sbom` writes the bill of materials of each package, as the release does. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keysOf } from "../../../provider/shared/keys";
import { repository } from "../../pulumi/paths";
import { licencesFile } from "./licences";
import { packages } from "./runtime-dependencies";
import { bomOf } from "./sbom";

if (process.argv[2] === "sbom") {
  for (const name of keysOf(packages)) writeFileSync(`${name}.cdx.json`, `${JSON.stringify(bomOf(name), null, 2)}\n`);
} else {
  writeFileSync(join(repository, "THIRD-PARTY-LICENCES.md"), licencesFile());
}
