import { flag, list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { credentialIn } from "../secrets/credentials";
import { containerOf, imageOfTool } from "../shell/containers";
import { containersOfCompose, imagesOfDockerfile } from "../shell/documents";
import { programOf } from "../shell/programs";
import { readShell } from "../shell/read";
import type { Script, Word } from "../shell/script";
import { parseImageReference } from "../text/image-reference";
import { anyGlobMatches } from "../text/patterns";
import { hasReference } from "../text/repository-url";
import { zizmor } from "./frameworks";
import { commandsOf, findingsIn, stepsOf, textsOf } from "./steps";

interface ImageConfig {
  registries: readonly string[];
  requireDigest: boolean;
}

export const stepImagePinned = resourceRule({
  name: "step-image-pinned",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Container images are pinned and come from the agreed registries.",
  why: "An image without a tag, or with the tag latest, is another one tomorrow; whoever can push it runs code in the build.",
  level: "advisory",
  severity: "medium",
  ...zizmor("unpinned-images", "Container images are pinned"),
  references: ["zizmor unpinned-images"],
  mend: "Write the image with a tag that is not moved, better with its digest (name:tag@sha256:…).",
  options: {
    registries: list("Registries that images may come from; * stands for anything. Empty: all.", []),
    requireDigest: flag("Whether a tag is not enough and a digest is asked for.", false),
  },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --rm node:latest npm test" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --rm node:20.19.5 npm test" } }]`,
  },
  *check({ inputs }, config) {
    for (const step of stepsOf(inputs))
      for (const { at, name, text } of textsOf(step.at("properties"))) {
        if (!namesImage(name)) continue;
        const complaint = isBuildEnvironment(text.trim()) ? undefined : complaintAbout(text.trim(), config);
        if (complaint) yield { at, says: complaint };
      }
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, imagesIn(text, config));
  },
});

function* imagesIn(text: string, config: ImageConfig) {
  for (const image of imageWordsIn(readShell(text))) {
    const says = image.literal ? complaintAbout(image.text, config) : undefined;
    if (says) yield { start: image.start, says };
  }
}

/** Images that commands start, fetch or build on, and those of Dockerfiles and Compose files within the text. */
function* imageWordsIn(script: Script): Iterable<Word> {
  for (const run of script.runs) {
    const program = programOf(run);
    const image = program && (containerOf(program)?.image ?? imageOfTool(program));
    if (image) yield image;
  }
  for (const { kind, word } of script.documents) {
    if (kind === "image") for (const text of imagesOfDockerfile(word.text)) yield { ...word, text, literal: true };
    else for (const { image } of containersOfCompose(word)) if (image) yield image;
  }
}

/** `image`, `dockerImage`, `imageName`, `baseImage`; not `imageTag` or `imageRegex`. */
function namesImage(property: string): boolean {
  return /(?:^|[a-z_-])image(?:name|url|address|ref|reference)?s?$/i.test(property);
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
  if (image.tag === undefined) return `${shown} has no tag, so it is the newest one; name a version, better with its digest`;
  return image.tag.toLowerCase() === "latest"
    ? `${shown} changes with every release; name a version, better with its digest`
    : undefined;
}

/** The service's own build environments carry their version in the name: `shell4.2.46-git1.8.3-zip6.00`, `nodejs18`, `cloudbuild@…`. */
function isBuildEnvironment(text: string): boolean {
  return (
    text.startsWith("cloudbuild@") ||
    (text.length <= 200 && /^[a-z]+(?:[-_][a-z]+)*[-_]?\d[\w.]*(?:[-_][a-z]+[\w.]*)*$/i.test(text))
  );
}
