/** Answers of the service in the spelling of programs, typed from the contract. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** A wire object with camelCase keys; what is null on the wire is absent. */
export type Camelled<T> = T extends readonly (infer Item)[]
  ? Camelled<Item>[]
  : T extends object
    ? { [Key in keyof T as Key extends string ? Camel<Key> : never]?: Camelled<Exclude<T[Key], null>> }
    : T;

/** A list shows where things are, and never the password that an address may carry. */
function withoutCredentials(text: string): string {
  if (!text.includes("://")) return text;
  const { cleaned, noSecrets }: typeof import("../../provider/lifecycle/secrets") = require("../../provider/lifecycle/secrets");
  return cleaned(text, noSecrets);
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Whole numbers that no JavaScript number holds become text: Pulumi has no larger ones. */
export function camelled<T>(value: T): Camelled<T>;
export function camelled(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "string") return withoutCredentials(value);
  if (Array.isArray(value)) return value.map(camelled);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [camel(key), camelled(item)]));
}
