/** The parts of a container image reference: `registry/path:tag@digest`. */
export interface ImageReference {
  /** Host of the registry, as written; docker.io if there is none. */
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
}

const path = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const host =
  /^(?:localhost|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const tagged = /^\w[\w.-]{0,127}$/;
const digested = /^[a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Undefined if the text is not an image reference by the rules of the Distribution project. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 600) return undefined;
  const at = text.indexOf("@");
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !digested.test(digest)) return undefined;
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagged.test(tag)) return undefined;
  const { registry, repository } = splitRegistry(hasTag ? named.slice(0, colon) : named);
  if (!path.test(repository) || !host.test(registry)) return undefined;
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The first component is a host when it has a dot, a port or capitals, or is localhost: as in Docker. */
function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  if (first !== "" && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase()))
    return { registry: first, repository: name.slice(slash + 1) };
  return { registry: "docker.io", repository: slash === -1 ? `library/${name}` : name };
}
