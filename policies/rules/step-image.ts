import { flag, list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { credentialIn } from "../secrets/credentials";
import { type ContainerRun, containerOf } from "../shell/containers";
import { programOf } from "../shell/programs";
import { readShell } from "../shell/read";
import { parseImageReference } from "../text/image-reference";
import { anyGlobMatches } from "../text/patterns";
import { hasReference } from "../text/repository-url";
import { owasp, zizmor } from "./frameworks";
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
  for (const { image } of containersIn(text)) {
    const says = image?.literal ? complaintAbout(image.text, config) : undefined;
    if (image && says) yield { start: image.start, says };
  }
}

/** `image`, `dockerImage`, `imageName`, `baseImage`; not `imageTag` or `imageRegex`. */
function namesImage(property: string): boolean {
  return /(?:^|[a-z_-])image(?:name|url|address|ref|reference)?$/i.test(property);
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
  return text.startsWith("cloudbuild@") || /^[a-z]+-?\d+(?:\.\d+)*(?:-[a-z]+[\d.]*)*$/.test(text);
}

/** Containers that the commands of a text start, wherever they stand in it. */
function* containersIn(text: string): Iterable<ContainerRun> {
  for (const run of readShell(text).runs) {
    const program = programOf(run);
    const container = program && containerOf(program);
    if (container) yield container;
  }
}

export const stepNoPrivilegedContainer = resourceRule({
  name: "step-no-privileged-container",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Containers of a build are not given the machine that they run on.",
  why: "A privileged container, or one that holds the machine's root folder or the engine's socket, is the machine: with every secret of every build on it.",
  level: "mandatory",
  severity: "critical",
  ...owasp("CICD-SEC-7"),
  references: ["OWASP CICD-SEC-7"],
  mend: "Leave out --privileged and the mount; give single capabilities (--cap-add), mount the work folder, build images with the service's own step.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --privileged -v /:/host tool:1.4 scan" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run -v /workspace:/src tool:1.4 scan" } }]`,
  },
  *check({ inputs }) {
    for (const step of stepsOf(inputs)) {
      const privileged = step.at("properties").at("privileged");
      if (privileged.flag() === true || privileged.text() === "true")
        yield { at: privileged, says: "the container is privileged; leave this out" };
    }
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, privilegesIn(text));
  },
});

function* privilegesIn(text: string) {
  for (const { options } of containersIn(text))
    for (const { name, value, word } of options) {
      const says = complaintAboutOption(name, value);
      if (says) yield { start: word.start, says };
    }
}

function complaintAboutOption(name: string, value: string): string | undefined {
  if (name === "--privileged" && value.toLowerCase() !== "false")
    return "--privileged gives the container the whole machine; leave it out";
  if (/^--cap-add$/.test(name) && /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH)$/i.test(value))
    return `the capability ${value} gives the container the machine; add only what the tool needs`;
  if (/^--(?:pid|ipc|uts|userns|net|network|cgroupns)$/.test(name) && value === "host")
    return `${name}=host shares the machine's own with the container; leave it out`;
  if (name === "--security-opt" && /^(?:seccomp|apparmor|systempaths)[=:]unconfined$|^label[=:]disable$/.test(value))
    return `${value} takes the container's confinement away; leave it out`;
  if (name === "--device" || name === "--device-cgroup-rule")
    return "a device of the machine is given to the container; leave it out";
  const source = mountSource(name, value);
  if (source === undefined) return undefined;
  const folder = `/${source
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
  if (source.startsWith("/") && folder === "/") return "the root folder of the machine is mounted; mount the work folder only";
  if (/^\/etc\/(?:localtime|timezone|resolv\.conf|hosts|ssl\/certs|pki)(?:\/|$)/.test(folder)) return undefined;
  if (/^\/(?:etc|proc|sys|dev|boot|var\/lib\/(?:docker|containerd|containers|isulad|kubelet))(?:\/|$)/.test(folder))
    return `${folder} of the machine is mounted; mount the work folder only`;
  if (
    /^\/(?:var\/)?run(?:\/(?:docker|containerd|podman|crio|cri-dockerd|isulad))?(?:\/(?:containerd|podman|crio))?(?:\.sock)?$/.test(
      folder,
    ) ||
    /(?:docker|containerd|podman|crio|isulad)\.sock$/.test(folder)
  )
    return "the socket of the container engine is mounted: who holds it holds the machine";
  return undefined;
}

/** What of the machine is mounted: `-v SOURCE:…`, `--mount type=bind,source=SOURCE,…`. */
function mountSource(name: string, value: string): string | undefined {
  if (name === "-v" || name === "--volume") return value.includes(":") ? value.slice(0, value.indexOf(":")) : undefined;
  if (name !== "--mount") return undefined;
  const fields = new Map(
    value.split(",").map((field): [string, string] => [field.split("=")[0] ?? "", field.slice(field.indexOf("=") + 1)]),
  );
  return fields.get("type") === "bind" ? (fields.get("source") ?? fields.get("src")) : undefined;
}
