/**
 * Pulumi's wire format, state and event logs, property paths and URNs. The only place for these facts; it imports nothing, so
 * that every folder may use it.
 */

/** The key that identifies special values (@pulumi/pulumi, runtime/rpc). */
export const signatureKey = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  reference: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;

/** A secret is an object with this entry and the value as `value` (wire), `plaintext` or `ciphertext` (state). */
export const secretMark = { [signatureKey]: signatures.secret } as const;

export const isSecret = (value: unknown): value is Record<string, unknown> & typeof secretMark =>
  isObject(value) && value[signatureKey] === signatures.secret;

/** Sent by the engine for a value that is known only after the deployment. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** One mark per type: string, boolean, number, list, asset, archive, object. */
const unknownMarks: ReadonlySet<unknown> = new Set([
  unknownMark,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export const isUnknown = (value: unknown): boolean =>
  typeof value === "string" && value.length === unknownMark.length && unknownMarks.has(value);

/** Replaces all marks of unknown values in a text: marks also appear inside concatenated strings. */
export const replaceUnknown = (text: string, words: string): string =>
  [...unknownMarks].reduce<string>((rest, mark) => rest.replaceAll(String(mark), words), text);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Keys that belong to the engine or to the provider, not to the program. */
export const isInternal = (key: string): boolean => key.startsWith("__");

/** An own property; ignores inherited ones such as `constructor`. */
export const own = <T>(object: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/**
 * Deep equality in which null, undefined and an absent key are equal, regardless of key order. An integer beyond JavaScript's
 * exact range is a bigint, which equals the text and the number that people can write for it. An unknown value equals nothing.
 */
export function same(one: unknown, other: unknown): boolean {
  return equal(one, other, false);
}

/** The same for two displayed values: internal keys do not count, and an unknown value equals itself. */
export function looksSame(one: unknown, other: unknown): boolean {
  return equal(one, other, true);
}

function equal(one: unknown, other: unknown, shown: boolean): boolean {
  if (one === other) return shown || !isUnknown(one);
  if (isAbsent(one) || isAbsent(other)) return isAbsent(one) && isAbsent(other);
  if (typeof one === "bigint" || typeof other === "bigint") return sameBig(one, other);
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((value, index) => equal(value, other[index], shown));
  }
  if (!isObject(one) || !isObject(other)) return false;
  if (shown && isSameFile(one, other)) return true;
  const counts = (key: string) => !(shown && isInternal(key));
  for (const key in one) if (counts(key) && !equal(one[key], own(other, key), shown)) return false;
  for (const key in other) if (counts(key) && !Object.hasOwn(one, key) && !isAbsent(other[key])) return false;
  return true;
}

/** Assets and archives are compared by content, not by source. */
function isSameFile(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const form = one[signatureKey];
  if (form !== signatures.asset && form !== signatures.archive) return false;
  return other[signatureKey] === form && typeof one.hash === "string" && one.hash !== "" && one.hash === other.hash;
}

function sameBig(one: unknown, other: unknown): boolean {
  if (typeof one === "number" || typeof other === "number") return Number(one) === Number(other);
  return String(one) === String(other);
}

/** Pulumi types of the resources of this package, up to the class name: of the dynamic providers, and of the plugin. */
const typePrefix = "pulumi-nodejs:dynamic/codearts:";
const pluginPrefix = "codearts:index:";

/** `pulumi-nodejs:dynamic/codearts:BuildJob` */
export const typeOf = <Name extends string>(name: Name) => `${typePrefix}${name}` as const;

/** `codearts:index:BuildJob` */
export const pluginTypeOf = <Name extends string>(name: Name) => `${pluginPrefix}${name}` as const;

/** The package of a type: the part before its first colon. */
export const packageOfType = (type: string): string => type.split(":")[0] ?? "";

/** `BuildJob` for a type of this package; undefined for any other. A type in state may have its parents' types before a `$`. */
export function classOfType(type: string): string | undefined {
  const last = type.slice(type.lastIndexOf("$") + 1);
  const prefix = [typePrefix, pluginPrefix].find((one) => last.startsWith(one));
  return prefix && last.slice(prefix.length);
}

const urnPrefix = "urn:pulumi:";

export const isUrn = (text: string): boolean => text.startsWith(urnPrefix);

export interface Urn {
  stack: string;
  project: string;
  /** Types of its parents and its own, joined by `$`. */
  types: string;
  /** The resource's own type. */
  type: string;
  /** May contain any text, including `::` and `$`. */
  name: string;
}

/** The URN of a resource without a parent. */
export const urnOf = ({ stack, project, types, name }: Pick<Urn, "stack" | "project" | "types" | "name">): string =>
  `${urnPrefix}${[stack, project, types, name].join("::")}`;

/** Parts of `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; any other text becomes the name. */
export function splitUrn(urn: string): Urn {
  const [stack = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: isUrn(stack) ? stack.slice(urnPrefix.length) : stack,
    project,
    types,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: name.length > 0 ? name.join("::") : urn,
  };
}

export type Path = readonly (string | number)[];

/** Maps whose keys are user-defined names; these keys are always quoted. */
const namedByPeople: ReadonlySet<unknown> = new Set(["parameters", "stepSecrets", "permissions"]);

/** One segment of a property path after its parent: `[2]`, `.name`, `["a b"]`. */
export function pathStep(part: string | number, parent?: string | number): string {
  if (typeof part === "number") return `[${part}]`;
  return namedByPeople.has(parent) || !/^[A-Za-z_$][\w$]*$/.test(part) ? `[${JSON.stringify(part)}]` : `.${part}`;
}

/** `steps[2].name`, `parameters["a b"].default`: the way Pulumi writes property paths. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => pathStep(part, path[index - 1]))
    .join("")
    .replace(/^\./, "");
}
