/** `npm run licences`: writes THIRD-PARTY-LICENCES.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../pulumi/paths";
import { licencesFile } from "./licences";

writeFileSync(join(repository, "THIRD-PARTY-LICENCES.md"), licencesFile());
