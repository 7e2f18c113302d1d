/** The language host of YAML programs, built from its Go module: no download site, and only for the tests that need it. */
import { join } from "node:path";
import type { Log } from "./found";
import { goTool } from "./go-tool";
import { yamlHostVersion } from "./paths";
import { onPath } from "./search";

const name = "pulumi-language-yaml";

/** The folder with `pulumi-language-yaml`; one on PATH is preferred, because official CLIs include it. */
export async function yamlHost(say: Log): Promise<string> {
  const found = onPath(name);
  if (found) return join(found, "..");
  const command = `github.com/pulumi/pulumi-yaml/cmd/${name}`;
  return goTool({ name, place: `pulumi-yaml-${yamlHostVersion}`, module: join(__dirname, "yaml"), command }, say);
}
