import * as pulumi from "@pulumi/pulumi";
import type { ClientOptions } from "../provider/client";
import { hint } from "../provider/shared/nearest";
import type { Lifted } from "./inputs";
import { isPluginConfigured } from "./plugin";

type Settings = Omit<ClientOptions, "metadata"> & {
  /** CodeArts project of resources that name none. */
  projectId?: string;
  /** When no other place has credentials, take temporary keys from the metadata service of this ECS machine (true, or its address). */
  metadata?: boolean | string;
  /** Creates may finish what a killed run on another machine has made. Default: false. */
  finishInterrupted?: boolean;
};

/**
 * Settings of a {@link Provider}, each as in the README's table. What is left out is looked for in the environment and in the profile of the
 * KooCLI, not in the stack's configuration; the environment's keys, account, IAM project and CodeArts project only where this provider names
 * no account or region of its own.
 */
export type ProviderArgs = { [Name in keyof Settings]: Lifted<Settings[Name]> } & {
  /** Whether the plugin serves its resources, which must be installed. Default: configuration `codearts:plugin`. */
  plugin?: boolean;
};

const names = Object.keys({
  region: 0,
  projectId: 0,
  accessKey: 0,
  secretKey: 0,
  securityToken: 0,
  user: 0,
  password: 0,
  domain: 0,
  iamProjectId: 0,
  domainId: 0,
  profile: 0,
  profileFile: 0,
  metadata: 0,
  endpoints: 0,
  retries: 0,
  requestsInFlight: 0,
  timeout: 0,
  finishInterrupted: 0,
} satisfies Record<keyof Required<Settings>, 0>);
const secret: ReadonlySet<string> = new Set(["secretKey", "securityToken", "password"]);

type Text = pulumi.Input<string | undefined>;
const settings = Symbol.for("pulumi-codearts.settings");

/**
 * Another account or region beside the one of the stack's configuration.
 *
 * ```ts
 * const south = new codearts.Provider("south", {
 *   region: "cn-south-1",
 *   projectId: "0123456789abcdef0123456789abcdef",
 *   accessKey: config.require("southAccessKey"),
 *   secretKey: config.requireSecret("southSecretKey"),
 * });
 * const job = new codearts.BuildJob("api", { timeout: { minutes: 30 } }, { provider: south });
 * const { id } = await codearts.getBuildJob({ name: "base" }, { provider: south });
 * ```
 *
 * A component hands it on: `{ provider: south }` or `{ providers: [south] }` among its options. A change of its region replaces the resources
 * that name none themselves; other changes replace nothing. Its `secretKey`, `securityToken` and `password` are encrypted in state.
 *
 * Errors: a setting that there is not (with the nearest one), or of another type. What is wrong with a value is said by the preview of the
 * first resource that uses it.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, { plugin = isPluginConfigured(), ...args }: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const texts = textsOf(name, args);
    // Every dynamic resource is of the package pulumi-nodejs; the keys are those of the stack's configuration.
    const dynamic = {
      ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [`codearts:${key}`, text])),
      "codearts:provider": name,
    };
    super(plugin ? "codearts" : "pulumi-nodejs", name, plugin ? texts : dynamic, options);
    Object.defineProperty(this, settings, { value: { ...texts, provider: name } });
  }
}

/** The settings of a provider, as a configuration of look-ups; undefined where it is no provider of this package. */
export function settingsOf(provider: pulumi.ProviderResource): pulumi.Output<Record<string, string | undefined>> | undefined {
  const texts: unknown = Reflect.get(provider, settings);
  return texts === undefined ? undefined : pulumi.unsecret(pulumi.output(texts as Record<string, Text>));
}

function textsOf(name: string, args: object): Record<string, Text> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([key, value]: [string, unknown]) => {
      if (!names.includes(key)) throw refusal(name, `there is no setting ${JSON.stringify(key)}${nearestTo(key)}`);
      const text = textOf(name, key, value);
      return [key, secret.has(key) ? pulumi.secret(text) : text];
    }),
  );
}

function textOf(name: string, key: string, value: unknown): Text {
  if (typeof value !== "object") return plainText(name, key, value);
  return pulumi.output(value).apply((known: unknown) => plainText(name, key, known));
}

/** Pulumi hands a provider texts alone. */
function plainText(name: string, key: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (key === "endpoints" && typeof value === "object" && !Array.isArray(value)) return JSON.stringify(value);
  const what = Array.isArray(value) ? "a list" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
  throw refusal(name, `${key} is ${what}; write a text`);
}

function nearestTo(key: string): string {
  return hint(key.replace(/[_-]/g, ""), names) || `; there are ${names.join(", ")}`;
}

function refusal(name: string, what: string): pulumi.RunError {
  const error = new pulumi.RunError(`codearts.Provider ${JSON.stringify(name)}: ${what}`);
  error.stack = error.message;
  return error;
}
