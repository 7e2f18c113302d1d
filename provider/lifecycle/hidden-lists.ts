import { pathsKey } from "./secrets";
import { at, formatPath, isObject, type Path } from "./values";

/**
 * Warning about secrets inside `steps`: Pulumi marks a list with a secret as secret as a whole, so a preview shows none of it.
 * Undefined if there is none, or if all of `steps` is intended to be secret.
 */
export function hiddenSteps(news: Readonly<Record<string, unknown>>): string | undefined {
  const paths: unknown[] = Array.isArray(news[pathsKey]) ? news[pathsKey] : [];
  const inside = paths.filter((path): path is Path => Array.isArray(path) && path[0] === "steps" && path[2] === "properties");
  const first = inside.find((path) => path.length >= 4);
  if (!first) return undefined;
  const [, index, , key] = first;
  const step = at(news, ["steps", Number(index)]);
  const name = isObject(step) && typeof step.name === "string" ? step.name : "the step's name";
  const others = inside.length > 1 ? ` (and ${inside.length - 1} more)` : "";
  const meant = `stepSecrets: { ${JSON.stringify(name)}: { ${JSON.stringify(String(key))}: … } }`;
  return `${formatPath(first)}${others} is a secret, and a secret in a list hides the whole list in previews; write ${meant} to see the steps`;
}
