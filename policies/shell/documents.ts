import { load } from "js-yaml";
import { isObject } from "../../provider/pulumi-wire";
import type { ContainerRun } from "./containers";
import type { Script, Word } from "./script";

/** Compose files in commands are shorter than this. */
const longest = 64 * 1024;

const settingsFile =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.ya?ml)?|npmrc|pip\.(?:conf|ini)|uv\.toml|\.curlrc|\.wgetrc|\.gitconfig|gitconfig|\.condarc|\.gemrc|[\w.-]*sources\.list|[\w.-]+\.(?:list|repo)|(?:yum|dnf|apt|registries)\.conf|daemon\.json|settings[\w.-]*\.xml|nuget\.config)$|(?:^|\/)apt\.conf\.d\/[\w.-]+$|(?:^|\/)\.cargo\/config(?:\.toml)?$/i;

/** The type of a document by file name; undefined if no rule reads it. */
export function documentKindOf(file: string): Script["documents"][number]["kind"] | undefined {
  if (/(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(file)) return "compose";
  if (/(?:^|[/.])(?:Docker|Container)file(?:$|[.-])/i.test(file)) return "image";
  return settingsFile.test(file) ? "settings" : undefined;
}

/** The services of a Compose file, each with the equivalent options of `docker run`; none for invalid YAML. */
export function containersOfCompose(word: Word): ContainerRun[] {
  if (word.text.length > longest) return [];
  let file: unknown;
  try {
    file = load(word.text);
  } catch {
    return [];
  }
  const services = isObject(file) && isObject(file.services) ? Object.values(file.services) : [];
  return services.filter(isObject).map((service) => ({
    options: optionsOf(service).map(({ name, value }) => ({ name, value, word })),
    ...(typeof service.image === "string" && { image: { ...word, text: service.image, literal: !service.image.includes("$") } }),
    command: [],
  }));
}

const optionNames: Record<string, string> = {
  privileged: "--privileged",
  cap_add: "--cap-add",
  pid: "--pid",
  ipc: "--ipc",
  uts: "--uts",
  userns_mode: "--userns",
  network_mode: "--network",
  security_opt: "--security-opt",
  devices: "--device",
  volumes: "--volume",
};

function optionsOf(service: Record<string, unknown>): { name: string; value: string }[] {
  return Object.entries(optionNames).flatMap(([key, name]) => {
    const given = service[key];
    const values = Array.isArray(given) ? given : given === undefined ? [] : [given];
    return values.map((value: unknown) => ({ name, value: isObject(value) ? `${String(value.source)}:` : String(value) }));
  });
}
