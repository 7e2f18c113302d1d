/** The known secrets of a resource, to mark them in returned values and remove them from messages. */
import { isInternal, isSecret as isMarked, isObject, isUnknown, type Path, secretMark } from "../pulumi-wire";
import type { Kind, Outputs } from "./kind";
import { formsOf, textsIn } from "./secret-forms";
import { at } from "./values";

/** Paths of inputs that are Pulumi secrets in the program; sent by the SDK and stored in state. */
export const pathsKey = "__secretPaths";
/** Looked up by id, so its secret inputs are unknown. */
export const lookedUpKey = "__lookedUp";

/** Matches any key or index in a path. */
export const any = "*";

export interface Secrets {
  /** Paths of secrets, which may contain `any`. */
  readonly paths: readonly Path[];
  /** Secret texts. */
  readonly texts: readonly string[];
  /** The part stored in state. */
  readonly kept: Outputs;
}

export const noSecrets: Secrets = { paths: [], texts: [], kept: {} };

/** The part of a kind that defines its secrets. */
export type Secretive<I> = Partial<Pick<Kind<never, never>, "name">> & {
  secrets?(inputs: Partial<I>): readonly Path[];
  mayBeSecret?: readonly Path[];
};

/** The same, extended by other knowledge of the object. */
export const withSecretsOf = (other: Secrets, { paths, texts, kept }: Secrets): Secrets => ({
  paths: [...paths, ...other.paths],
  texts: [...new Set([...texts, ...other.texts])],
  kept,
});

/** Everything secret in any of these inputs or states; the first one determines what is stored. */
export function secretsOf<I>(kind: Secretive<I>, ...sides: readonly Outputs[]): Secrets {
  const paths: Path[] = [];
  const texts = new Set<string>();
  for (const side of sides.filter(isObject)) {
    const declared = declaredPaths(side);
    // A kind must expect any value here.
    const own = [...(kind.secrets?.(side as Partial<I>) ?? []), ...declared];
    for (const path of own) for (const value of valuesAt(side, path)) for (const text of textsIn(value)) texts.add(text);
    for (const text of credentialsIn(side)) texts.add(text);
    // A list entry is recognised at any index.
    paths.push(...own, ...declared.map((path) => path.map((part) => (typeof part === "number" ? any : part))));
  }
  const lookedUp = sides.some((side) => side?.[lookedUpKey] === true);
  if (lookedUp) paths.push(...(kind.mayBeSecret ?? []));
  const declared = declaredPaths(sides[0] ?? {});
  const kept = { ...(declared.length > 0 && { [pathsKey]: declared }), ...(lookedUp && { [lookedUpKey]: true }) };
  return { paths, texts: [...texts].filter(isTelling), kept };
}

/** Asterisks mask an unknown value, and an empty text is not secret. */
const isTelling = (text: string): boolean =>
  text.trim() !== "" && !/^\*+$/.test(text) && !/^(true|false)$/i.test(text) && !isUnknown(text);

function declaredPaths(side: Outputs): Path[] {
  const paths = side[pathsKey];
  if (!Array.isArray(paths)) return [];
  const isPart = (part: unknown) => typeof part === "string" || typeof part === "number";
  return paths.filter((path): path is Path => Array.isArray(path) && path.length > 0 && path.every(isPart));
}

function valuesAt(value: unknown, path: Path): unknown[] {
  const index = path.indexOf(any);
  const found = at(value, index < 0 ? path : path.slice(0, index));
  if (index < 0) return found === undefined ? [] : [found];
  const items = Array.isArray(found) ? found : isObject(found) ? Object.values(found) : [];
  return items.flatMap((item) => valuesAt(item, path.slice(index + 1)));
}

/** The same values with every secret marked: by path, by its text in any form, and credentials in URLs. */
export function marked(props: Outputs, secrets: Secrets, declared: Outputs = props): Outputs {
  const isSecret = finder(secrets.texts);
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => {
      if (isInternal(key)) return [key, value];
      // A name that the program declares in plain text is not marked, even if a secret has the same text.
      const isName = typeof value === "string" && value === declared[key];
      return [key, mark(value, below(secrets.paths, key), isName ? hasCredentials : isSecret)];
    }),
  );
}

const below = (paths: readonly Path[], key: string | number): Path[] =>
  paths.filter(([head]) => head === key || head === any).map((path) => path.slice(1));

function mark(value: unknown, paths: readonly Path[], isSecret: (text: string) => boolean): unknown {
  if (value === undefined || isUnknown(value)) return value;
  const isLeaf = typeof value !== "object" || value === null;
  // A path into a leaf covers all of it, such as properties that arrive as JSON text.
  if (paths.some((path) => path.length === 0 || (isLeaf && value !== null))) return withMark(value);
  if (typeof value === "string") return isSecret(value) ? withMark(value) : value;
  if (Array.isArray(value)) return value.map((item, index) => mark(item, below(paths, index), isSecret));
  if (!isObject(value) || isMarked(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item, below(paths, key), isSecret)]));
}

const withMark = (value: unknown): unknown => (isMarked(value) ? value : { ...secretMark, value });

/**
 * Paths marked in `all` (the marked form of `props`) that neither the program nor the kind declares secret: the program has them
 * in plain text.
 */
export function foundIn(props: Outputs, secrets: Secrets, all: Outputs): Path[] {
  const exact = secrets.paths.filter((path) => !path.includes(any));
  const said = Object.entries(props).map(([key, value]) => [key, mark(value, below(exact, key), () => false)]);
  return differing(Object.fromEntries(said), all, []);
}

function differing(said: unknown, all: unknown, path: Path): Path[] {
  if (isMarked(all)) return isMarked(said) ? [] : [path];
  if (Array.isArray(said) && Array.isArray(all))
    return said.flatMap((item, index) => differing(item, all[index], [...path, index]));
  if (!isObject(said) || !isObject(all)) return [];
  return Object.keys(said).flatMap((key) => differing(said[key], all[key], [...path, key]));
}

/** A short text counts only as a complete word. */
const short = 8;

function finder(texts: readonly string[]): (text: string) => boolean {
  const exact = new Set(texts);
  const forms = texts.filter((text) => text.length > 2).flatMap((text) => [...formsOf(text)]);
  const long = forms.filter((form) => form.length >= short);
  const words = forms.filter((form) => form.length < short).map((form) => bounded(form));
  return (text) =>
    exact.has(text) || long.some((form) => text.includes(form)) || words.some((word) => word.test(text)) || hasCredentials(text);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
const bounded = (text: string): RegExp => new RegExp(`(?<![A-Za-z0-9])${escaped(text)}(?![A-Za-z0-9])`);

/** Starts with the rare `://`: to try a scheme at every letter takes seconds in a text of megabytes. */
const addresses = /:\/\/(?<=([a-z][a-z0-9+.-]{0,30}):\/\/)([^\s/?#'"<>]{1,2000})@/gi;
/** A user name in a web URL of this length or more is a token. */
const tokenLength = 16;

function credentialsOf(text: string): string[] {
  if (!text.includes("://") || !text.includes("@")) return [];
  return [...text.matchAll(addresses)].flatMap(([, scheme = "", user = ""]) => {
    const colon = user.indexOf(":");
    const password = colon < 0 ? "" : user.slice(colon + 1);
    const secret = password !== "" ? password : /^http/i.test(scheme) ? user.replace(/:$/, "") : "";
    const isToken = password !== "" || secret.length >= tokenLength;
    return isToken && !isReference(secret) ? [secret] : [];
  });
}

/** `$TOKEN`, `${TOKEN}`, `%TOKEN%` and asterisks are placeholders for secrets. */
const isReference = (text: string): boolean => /^(\$|%\w+%|\*+$|<)/.test(text) || /\$\{|\$\(|\{\{/.test(text);

/** Whether a URL in a text contains a password or token. */
export const hasCredentials = (text: string): boolean => credentialsOf(text).length > 0;

const credentialsIn = (side: Outputs): string[] =>
  Object.entries(side)
    .filter(([key]) => !isInternal(key))
    .flatMap(([, value]) => textsIn(value).flatMap(credentialsOf));

const cover = "[secret]";

/** A message without secrets: the service may repeat in an error what it was sent. */
export function cleaned(text: string, { texts }: Pick<Secrets, "texts">): string {
  const forms = texts
    .filter((secret) => secret.length > 2)
    .flatMap((secret) => [...formsOf(secret)])
    .sort((one, other) => other.length - one.length);
  const clean = forms.reduce((rest, form) => rest.replaceAll(form, cover), text);
  // One or two characters occur in every sentence: they are masked only as values, in quotes or after a sign.
  const tiny = texts.filter((secret) => secret.length <= 2).map(escaped);
  const quoted = tiny.reduce((rest, secret) => {
    const value = new RegExp(`(?<=["'\`=:(\\[{]\\s?)${secret}(?=$|["'\`)\\]},;.\\s])`, "g");
    return rest.replace(value, cover);
  }, clean);
  return quoted.replace(addresses, (address, scheme: string, user: string) =>
    hasCredentials(scheme + address) ? address.replace(user, cover) : address,
  );
}
