import * as pulumi from "@pulumi/pulumi";
import { pathStep } from "../provider/pulumi-wire";

type Values = Readonly<Record<string, unknown>>;
/** Paths where they are known at once, as almost always: every Output costs a program of many resources time. */
type Paths = string[] | pulumi.Output<string[]>;

/**
 * Paths of inputs that are secret by their nature and that the program gives in clear. The provider keeps such values secret from
 * there on; policies judge what the program wrote, and could not see it without this. It holds paths, never a value. Nothing, where
 * there is nothing in clear.
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

/** The path, when a value stands there that is no Pulumi secret. */
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

/** What is in an object, also in one that is itself an Output; one that is secret as a whole has nothing in clear. */
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

/** Nothing in it is an Output. */
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
