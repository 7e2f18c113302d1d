import * as pulumi from "@pulumi/pulumi";

type Values = Readonly<Record<string, unknown>>;

/**
 * Paths of inputs that are secret by their nature and that the program gives in clear. The provider keeps such values secret from
 * there on; policies judge what the program wrote, and could not see it without this. It holds paths, never a value.
 */
export function clearText(
  args: object,
  paths: { inputs?: readonly string[]; privateParameters?: boolean; stepSecrets?: boolean },
): pulumi.Output<string[]> {
  const { parameters, stepSecrets, ...rest }: Values = { ...args };
  const found = [
    ...(paths.inputs ?? []).map((key) => inClear(rest[key], key)),
    ...(paths.privateParameters
      ? [within(parameters, (name, value) => privateParameter(value, `parameters[${JSON.stringify(name)}]`))]
      : []),
    ...(paths.stepSecrets
      ? [
          within(stepSecrets, (step, values) =>
            within(values, (key, value) => inClear(value, `stepSecrets[${JSON.stringify(step)}]${keyPath(key)}`)),
          ),
        ]
      : []),
  ];
  return pulumi.unsecret(pulumi.all(found).apply((lists) => lists.flat()));
}

/** The path, when a value stands there that is no Pulumi secret. */
function inClear(value: unknown, path: string): pulumi.Output<string[]> {
  if (value === undefined || value === null) return pulumi.output([]);
  return pulumi.output(pulumi.isSecret(pulumi.output(value))).apply((secret) => (secret ? [] : [path]));
}

function privateParameter(value: unknown, path: string): pulumi.Output<string[]> {
  if (!isPlainObject(value)) return pulumi.output([]);
  const isPrivate = pulumi.unsecret(pulumi.output(value.private));
  return pulumi
    .all([isPrivate, inClear(value.default, `${path}.default`)])
    .apply(([given, paths]) => (given === true ? paths : []));
}

/** Each entry of a map, also of one that is itself an Output; a map that is secret as a whole has nothing in clear. */
function within(map: unknown, each: (key: string, value: unknown) => pulumi.Output<string[]>): pulumi.Output<string[]> {
  if (isPlainObject(map))
    return pulumi.all(Object.entries(map).map(([key, value]) => each(key, value))).apply((lists) => lists.flat());
  if (map === undefined || map === null) return pulumi.output([]);
  const whole = pulumi.output(map);
  return pulumi
    .all([pulumi.isSecret(whole), pulumi.unsecret(whole)])
    .apply(([secret, known]) => (secret || !isPlainObject(known) ? pulumi.output<string[]>([]) : within(known, each)));
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

function keyPath(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
