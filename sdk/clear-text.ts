import * as pulumi from "@pulumi/pulumi";
import { pathStep } from "../provider/pulumi-wire";

type Values = Readonly<Record<string, unknown>>;
/** The paths, synchronously if possible: every Output costs time in programs with many resources. */
type Paths = string[] | pulumi.Output<string[]>;

/**
 * Paths of inputs that are always secret but that the program passes in plain text. The provider marks such values as secret,
 * so policies need this to see what the program declared. Contains paths, never values; undefined if there are none.
 */
export function clearText(args: object, secretInputs: readonly string[]): { __clearText?: Paths } {
  const { parameters, ...rest }: Values = { ...args };
  const found = joined([
    ...secretInputs.map((key) => (key === "stepSecrets" ? stepSecretsInClear(rest[key]) : inClear(rest[key], key))),
    within(parameters, (name, value) => privateParameter(value, () => `parameters[${JSON.stringify(name)}]`)),
  ]);
  if (Array.isArray(found)) return found.length > 0 ? { __clearText: found } : {};
  return { __clearText: pulumi.unsecret(found) };
}

/** The path, if its value is not a Pulumi secret. */
function inClear(value: unknown, path: string): Paths {
  if (value === undefined || value === null) return [];
  if (isPlain(value)) return [path];
  return pulumi.output(pulumi.isSecret(pulumi.output(value))).apply((secret) => (secret ? [] : [path]));
}

function privateParameter(value: unknown, path: () => string): Paths {
  return opened(value, ({ private: isPrivate, default: text }) => {
    if (isPlain(isPrivate)) return isPrivate === true ? inClear(text, `${path()}.default`) : [];
    return pulumi
      .all([pulumi.unsecret(pulumi.output(isPrivate)), inClear(text, `${path()}.default`)])
      .apply(([given, paths]) => (given === true ? paths : []));
  });
}

const stepSecretsInClear = (stepSecrets: unknown): Paths =>
  within(stepSecrets, (step, values) =>
    within(values, (key, value) => inClear(value, `stepSecrets[${JSON.stringify(step)}]${pathStep(key)}`)),
  );

/** Each entry of a map. */
function within(map: unknown, each: (key: string, value: unknown) => Paths): Paths {
  return opened(map, (known) => joined(Object.entries(known).map(([key, value]) => each(key, value))));
}

/** The content of an object, also of an Output; nothing for one that is secret as a whole. */
function opened(value: unknown, look: (known: Values) => Paths): Paths {
  if (isPlainObject(value)) return look(value);
  if (isPlain(value)) return [];
  const whole = pulumi.output(value);
  return pulumi
    .all([pulumi.isSecret(whole), pulumi.unsecret(whole)])
    .apply(([secret, known]) => (secret || !isPlainObject(known) ? lifted([]) : lifted(look(known))));
}

function joined(lists: Paths[]): Paths {
  const known = lists.filter((list) => Array.isArray(list));
  return known.length === lists.length ? known.flat() : pulumi.all(lists).apply((all) => all.flat());
}

const lifted = (paths: Paths): pulumi.Output<string[]> => pulumi.output(paths);

/** Contains no Output. */
function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function isPlainObject(value: unknown): value is Values {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !pulumi.Output.isInstance(value) &&
    !(value instanceof Promise)
  );
}
