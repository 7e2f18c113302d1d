/** Finds plain-text credentials in adopted objects: such values go into the stack's configuration, never into source. */
import { credentialIn } from "../../../policies/secrets/credentials";
import { tellingOf } from "../../../policies/secrets/telling-names";
import { hasCredentials } from "../../../provider/lifecycle/secrets";
import { isObject } from "../../../provider/pulumi-wire";
import type { Json, JsonObject } from "./model";

type Path = string[];

/** Fields whose values the service assigns: an id is not a key, whatever it looks like. */
const plainFields = new Set([
  "region",
  "projectId",
  "jobId",
  "groupId",
  "userId",
  "repositoryId",
  "endpointId",
  "module",
  "channel",
]);
/** Settings that describe a parameter; all others hold its value. */
const aboutParameter = new Set(["description", "type", "attributes", "runtime", "private"]);

/** Paths of all strings and numbers that are, or look like, credentials. */
export function credentialPaths(inputs: JsonObject): Path[] {
  return Object.entries(inputs).flatMap(([key, value]) => {
    if (key === "parameters" && isObject(value)) return Object.entries(value).flatMap(([name, one]) => inParameter(name, one));
    return key === "name" ? [] : within(value, [key], key, tellsOfSecret(key));
  });
}

function inParameter(name: string, parameter: Json): Path[] {
  const path = ["parameters", name];
  if (!isObject(parameter)) return within(parameter, path, name, tellsOfSecret(name));
  return Object.entries(parameter).flatMap(([key, value]) =>
    aboutParameter.has(key)
      ? within(value, [...path, key], key, tellsOfSecret(key))
      : within(value, [...path, key], name, tellsOfSecret(name)),
  );
}

/** `named`: the value belongs to, or is nested below, a name that suggests a secret. */
function within(value: Json, path: Path, name: string, named: boolean): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => within(item, [...path, String(index)], name, named));
  if (isObject(value)) {
    // A pair such as { name: "password", value: "…" }.
    const pairName = [value.name, value.key].find((text) => typeof text === "string");
    return Object.entries(value).flatMap(([key, item]) => {
      const beside = key === "value" && typeof pairName === "string" ? pairName : key;
      return within(item, [...path, key], beside, named || tellsOfSecret(beside));
    });
  }
  if (plainFields.has(name)) return [];
  if (typeof value === "number") return named ? [path] : [];
  return typeof value === "string" && isCredential(name, value, named) ? [path] : [];
}

const tellsOfSecret = (name: string): boolean => tellingOf(name) !== undefined;

function isCredential(name: string, value: string, named: boolean): boolean {
  if (value.trim() === "" || /^(true|false|yes|no|none|null)$/i.test(value) || standsForOther(value)) return false;
  return named || hasCredentials(value) || credentialIn(name, value) !== undefined || assignsOne(value);
}

/** The whole text is a reference or a mask: `$TOKEN`, `${TOKEN}`, `%TOKEN%`, `{{ token }}`, `*****`. */
const standsForOther = (value: string): boolean =>
  /^\s*(\$\w+|\$\{[^{}]*\}|\$\([^()]*\)|%\w+%|\{\{[^{}]*\}\}|<[^<>]*>|\*+)\s*$/.test(value);

const assignments =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{1,60})["']?(?:[ \t]{0,3}(?:=>|=|:(?!\/\/))[ \t]{0,3}|(?<=--[\w.-]{1,60})[ \t]{1,3})\\?["']?([^\s"'`;,&|<>()\\]{1,400})/g;

/** Whether a text assigns a value to a password or key: `export DB_PASSWORD=…`, `-Dpassword=…`, `--token …`, `"password": "…"`. */
function assignsOne(text: string): boolean {
  return [...text.matchAll(assignments)].some(([, name = "", value = ""]) => {
    const telling = /stdin$/i.test(name) ? undefined : tellingOf(name);
    if (telling === undefined || /^(\$|%|\{\{|\*|-|@)/.test(value) || /^(true|false|yes|no|none|null)$/i.test(value))
      return false;
    // Ordinary words often follow a key's name, as in `credential.helper=store`.
    return telling === "password" || (value.length >= 8 && /\d/.test(value));
  });
}
