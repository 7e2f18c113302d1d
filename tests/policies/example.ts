import type { PlainResource } from "pulumi-codearts/policies";

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** A value as the engine writes a Pulumi secret. */
export function secret(value: unknown): Record<string, unknown> {
  return { ...signature, value };
}

/** What the engine writes in place of a text that is known after the deployment. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function resource(
  kind: string,
  name: string,
  inputs: Record<string, unknown>,
  more: Partial<PlainResource> = {},
): PlainResource {
  const type = `pulumi-nodejs:dynamic/codearts:${kind}`;
  return { type, name, urn: `urn:pulumi:dev::shop::${type}::${name}`, inputs, ...more };
}

/** Secrets of the examples whose form matters. */
const exampleSecrets: Readonly<Record<string, string>> = {
  webhook: "https://robot.example.com/hook",
  personalRobot: "https://robot.example.org/hook/made-up",
};

interface Recorded extends Record<string, unknown> {
  id: { of: string };
}

/** Runs a fragment of the documentation with stand-ins for the package's classes, and gives the resources that it declares. */
export function evaluateExample(rule: { kinds: readonly string[] }, fragment: string): PlainResource[] {
  const declared: PlainResource[] = [];
  const kindClass = (kind: string) =>
    class {
      id: { of: string };
      constructor(name: string, inputs: Record<string, unknown>) {
        const made = Object.entries(inputs).flatMap(([key, value]) => (isId(value) ? [[key, [value.of]]] : []));
        const known = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, isId(value) ? unknown : value]));
        const plain = resource(kind, name, known, { propertyDependencies: Object.fromEntries(made) });
        declared.push(plain);
        this.id = { of: plain.urn };
      }
    };
  const codearts = { BuildJob: kindClass("BuildJob"), Notice: kindClass("Notice"), keystoreFile: () => secret("bytes") };
  const config = { requireSecret: (key: string) => secret(exampleSecrets[key] ?? `value of ${key}`) };
  const known = { codearts, config, projectId: "4b1f", token: "t0ken", base64: "YWJj", userId: "1" };
  const program = fragment.includes("new codearts") ? fragment : `new codearts.BuildJob("example", { ${fragment} })`;
  new Function(...Object.keys(known), program)(...Object.values(known));
  const kind = rule.kinds[0];
  return fragment.includes("new codearts") || kind === undefined
    ? declared
    : declared.map(({ inputs }) => resource(kind, "example", inputs));
}

function isId(value: unknown): value is Recorded["id"] {
  return typeof value === "object" && value !== null && "of" in value;
}
