import { flag, list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { credentialIn } from "../secrets/credentials";
import { imagesIn } from "../shell/images";
import { readShell } from "../shell/read";
import { parseImageReference } from "../text/image-reference";
import { anyGlobMatches } from "../text/patterns";
import { hasReference } from "../text/repository-url";
import { zizmor } from "./frameworks";
import { commandsOf, findingsIn, imagePropertiesOf } from "./steps";

interface ImageConfig {
  registries: readonly string[];
  requireDigest: boolean;
}

export const stepImagePinned = resourceRule({
  name: "step-image-pinned",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Container images are pinned and come from approved registries.",
  why: "An image without a tag, or with the tag latest, changes over time; whoever can push it runs code in the build.",
  level: "advisory",
  severity: "medium",
  ...zizmor("unpinned-images", "Container images are pinned"),
  references: [
    "SLSA build dependency",
    "OpenSSF Scorecard Pinned-Dependencies",
    "CIS Software Supply Chain 3.1.7",
    "OWASP CICD-SEC-3",
    "zizmor unpinned-images",
  ],
  mend: "Use a tag that is never moved, or better a digest (name:tag@sha256:…).",
  options: {
    registries: list("Allowed registries of images; * matches anything. Empty: all.", []),
    requireDigest: flag("Whether a digest is required instead of a tag.", false),
  },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --rm node:latest npm test" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --rm node:20.19.5 npm test" } }]`,
  },
  *check({ inputs }, config) {
    for (const { at, text } of imagePropertiesOf(inputs)) {
      const complaint = isBuildEnvironment(text.trim()) ? undefined : complaintAbout(text.trim(), config);
      if (complaint) yield { at, says: complaint };
    }
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, complaintsIn(text, config));
  },
});

function* complaintsIn(text: string, config: ImageConfig) {
  for (const image of imagesIn(readShell(text))) {
    const says = image.literal ? complaintAbout(image.text, config) : undefined;
    if (says) yield { start: image.start, says };
  }
}

function complaintAbout(text: string, { registries, requireDigest }: ImageConfig): string | undefined {
  if (text === "" || hasReference(text) || text === "scratch") return undefined;
  const image = parseImageReference(text);
  if (image === undefined) return undefined;
  const shown = credentialIn("image", text) ? "the image" : `the image ${text}`;
  if (registries.length > 0 && !anyGlobMatches(registries, image.registry, true))
    return `${shown} comes from ${image.registry}; allowed: ${registries.join(", ")}`;
  if (image.digest !== undefined) return undefined;
  if (requireDigest) return `${shown} has no digest; add @sha256:…`;
  if (image.tag === undefined) return `${shown} has no tag, so it is the newest one; use a version, or better a digest`;
  return image.tag.toLowerCase() === "latest"
    ? `${shown} changes with every release; use a version, or better a digest`
    : undefined;
}

/** The service's own build environments have their version in the name: `shell4.2.46-git1.8.3-zip6.00`, `nodejs18`, `cloudbuild@…`. */
function isBuildEnvironment(text: string): boolean {
  return (
    text.startsWith("cloudbuild@") ||
    (text.length <= 200 && /^[a-z]+(?:[-_][a-z]+)*[-_]?\d[\w.]*(?:[-_][a-z]+[\w.]*)*$/i.test(text))
  );
}
