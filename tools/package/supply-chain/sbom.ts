/**
 * The bill of materials of one of our packages, as CycloneDX 1.6. `npm sbom` omits dependencies that are shared with development
 * dependencies, and names the repository's folder as the product; the lock file gives the correct list.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../pulumi/paths";
import { type PackageName, packages, runtimeTree } from "./runtime-dependencies";

/** The installed dependencies of the package: each with its licence, the digest of its tarball, and its own dependencies. */
export function bomOf(name: PackageName) {
  const { version, license } = JSON.parse(readFileSync(join(repository, packages[name], "package.json"), "utf8"));
  const { direct, all } = runtimeTree(name);
  const refs = new Map(all.map((one) => [one.path, purlOf(one.name, one.version)]));
  // The same release may be installed in two places of the tree.
  const each = [...new Map(all.map((one) => [refs.get(one.path), one])).values()];
  const refsOf = (paths: string[]) => [...new Set(paths.flatMap((path) => refs.get(path) ?? []))].sort();
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: { timestamp: new Date().toISOString(), component: component(name, version, license) },
    components: each.map((one) => ({ ...component(one.name, one.version, one.licence), hashes: hashesOf(one.integrity) })),
    dependencies: [
      { ref: purlOf(name, version), dependsOn: refsOf(direct) },
      ...each.map(({ path, needs }) => ({ ref: refs.get(path) ?? path, dependsOn: refsOf(needs) })),
    ],
  };
}

function component(fullName: string, version: string, licence: string) {
  const [name = fullName, group] = fullName.split("/").reverse();
  const purl = purlOf(fullName, version);
  const licenses = [/\s/.test(licence) ? { expression: licence } : { license: { id: licence } }];
  return { type: "library", "bom-ref": purl, ...(group ? { group } : {}), name, version, purl, licenses };
}

function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function hashesOf(integrity: string): { alg: string; content: string }[] {
  const [algorithm = "", digest = ""] = integrity.split("-");
  return [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }];
}
