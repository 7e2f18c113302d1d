/** Commands that publish, sign, or write a bill of materials. */
import { programOf } from "./programs";
import type { Script } from "./script";
import { settingsOf, toolOf } from "./tools";

type Test = (has: (form: RegExp) => boolean) => boolean;
type Tests = Readonly<Record<string, Test>>;

const always: Test = () => true;
const push: Test = (has) => has(/^push$/);
const gradle: Test = (has) => has(/^:?(?:[\w-]+:)*(?:publish\w*|upload\w*|bintrayUpload|artifactoryPublish)$/);
const maven: Test = (has) => has(/^deploy$|^(?:\S{1,200}:)?maven-deploy-plugin:\S{0,50}|^deploy:deploy(?:-file)?$|^jib:build$/);

/** Programs that publish build results. */
const publishers: Tests = {
  docker: push,
  podman: push,
  nerdctl: push,
  buildah: push,
  isula: push,
  crane: push,
  oras: push,
  skopeo: (has) => has(/^(?:copy|sync)$/),
  helm: push,
  nuget: push,
  dotnet: (has) => has(/^nuget$/) && has(/^push$/),
  npm: (has) => has(/^publish$/) && !has(/^--dry-run$/),
  pnpm: (has) => has(/^publish$/) && !has(/^--dry-run$/),
  yarn: (has) => has(/^publish$/),
  lerna: (has) => has(/^publish$/),
  twine: (has) => has(/^upload$/),
  poetry: (has) => has(/^publish$/),
  uv: (has) => has(/^publish$/),
  flit: (has) => has(/^publish$/),
  cargo: (has) => has(/^publish$/) && !has(/^--dry-run$/),
  gem: push,
  conan: (has) => has(/^upload$/),
  mvn: maven,
  mvnd: maven,
  mvnw: maven,
  gradle,
  gradlew: gradle,
  obsutil: (has) => has(/^(?:cp|sync|mv)$/) && has(/^obs:\/\//),
  ossutil: (has) => has(/^(?:cp|sync)$/),
  aws: (has) => has(/^s3$/) && has(/^(?:cp|sync|mv)$/),
  gsutil: (has) => has(/^(?:cp|rsync)$/),
  mc: (has) => has(/^(?:cp|mirror)$/),
  curl: (has) => has(/^(?:-T.*|--upload-file(?:=.*)?)$/s),
  gh: (has) => has(/^release$/) && has(/^(?:create|upload)$/),
  glab: (has) => has(/^release$/) && has(/^(?:create|upload)$/),
  goreleaser: (has) => has(/^release$/) && !has(/^--(?:snapshot|skip=publish)$/),
  jfrog: (has) => has(/^(?:upload|u|docker-push)$/),
  jf: (has) => has(/^(?:upload|u|docker-push)$/),
};

const checksum: Test = (has) => !has(/^(?:-c|--check|-[a-z]*c)$/);

/** Programs that sign, or create a cryptographic checksum. Verification alone does not count. */
const signers: Tests = {
  sha256sum: checksum,
  sha384sum: checksum,
  sha512sum: checksum,
  b2sum: checksum,
  shasum: (has) => checksum(has) && has(/^(?:-a)?(?:256|384|512)$|^-a(?:256|384|512)$|^--algorithm=(?:256|384|512)$/),
  openssl: (has) =>
    has(/^(?:dgst|pkeyutl|cms|smime|ts)$/) && !has(/^-verify$/) && has(/^-(?:sign|sha256|sha384|sha512|sha3-\d+)$/),
  gpg: (has) => has(/^(?:--(?:detach-sign|sign|clearsign|clear-sign)|-[a-z]*[sb][a-z]*)$/),
  gpg2: (has) => has(/^(?:--(?:detach-sign|sign|clearsign|clear-sign)|-[a-z]*[sb][a-z]*)$/),
  cosign: (has) => has(/^(?:sign|sign-blob|attest|attest-blob)$/),
  notation: (has) => has(/^sign$/),
  minisign: (has) => has(/^-[A-Za-z]*S/),
  signify: (has) => has(/^-[A-Za-z]*S/),
  jarsigner: (has) => !has(/^-verify$/),
  apksigner: (has) => has(/^sign$/),
  signtool: (has) => has(/^sign$/),
  codesign: (has) => has(/^(?:-s|--sign)$/),
  rpmsign: (has) => has(/^--(?:addsign|resign)$/),
  rpm: (has) => has(/^--(?:addsign|resign)$/),
  debsign: always,
  docker: (has) => has(/^trust$/) && has(/^sign$/),
  helm: (has) => has(/^package$/) && has(/^--sign$/),
  npm: (has) => has(/^publish$/) && has(/^--provenance(?:=true)?$/),
  gh: (has) => has(/^attestation$/) && !has(/^verify$/),
  "get-filehash": always,
  "in-toto-run": always,
  "slsa-provenance": always,
};

const bom: Test = (has) => has(/cyclonedx|spdx/i);

/** Programs that write a bill of materials. */
const listers: Tests = {
  syft: (has) => !has(/^(?:version|--version|login)$/),
  cdxgen: always,
  "cyclonedx-npm": always,
  "cyclonedx-py": always,
  "cyclonedx-gomod": always,
  "cyclonedx-php": always,
  "cyclonedx-bom": always,
  "dotnet-cyclonedx": always,
  "sbom-tool": always,
  "spdx-sbom-generator": always,
  bom: (has) => has(/^generate$/),
  trivy: bom,
  grype: bom,
  "pip-audit": bom,
  mvn: bom,
  mvnd: bom,
  mvnw: bom,
  gradle: bom,
  gradlew: bom,
  dotnet: bom,
  composer: bom,
  cargo: (has) => has(/^(?:cyclonedx|sbom)$/),
  yarn: bom,
  npm: (has) => has(/^sbom$/) || (has(/^(?:exec|x)$/) && has(/cyclonedx/)),
  docker: (has) => has(/^sbom$/) || has(/^--sbom(?:=(?:true|generator\b.*))?$/) || has(/^--attest=type=sbom/),
  ko: (has) => !has(/^--sbom=none$/) && has(/^(?:build|publish|apply|resolve)$/),
};

/** Whether one of the commands publishes something. */
export const publishes = (script: Script): boolean => anyRun(script, publishers);

/** Whether one of the commands signs something or creates a checksum. */
export function signs(script: Script): boolean {
  const trusted = script.runs.some((run) =>
    [...settingsOf(run)].some(({ name, value }) => name === "DOCKER_CONTENT_TRUST" && value === "1"),
  );
  return trusted || anyRun(script, signers);
}

/** Whether one of the commands writes a bill of materials. */
export const listsParts = (script: Script): boolean => anyRun(script, listers);

function anyRun(script: Script, tests: Tests): boolean {
  return script.runs.some((run) => {
    const program = programOf(run);
    if (program === undefined) return false;
    const tool = toolOf(program);
    const name = tool.name.replace(/\.sh$/, "");
    const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
    return test?.((form) => tool.args.some(({ text }) => form.test(text))) ?? false;
  });
}
