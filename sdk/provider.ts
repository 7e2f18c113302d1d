import * as pulumi from "@pulumi/pulumi";
import type { ClientOptions } from "../provider/client";
import { hint } from "../provider/shared/nearest";
import { secretSettings } from "../provider/shared/secret-settings";
import type { Lifted } from "./inputs";
import { isPluginConfigured } from "./plugin";

type Settings = Omit<ClientOptions, "metadata"> & {
  /** Default CodeArts project of resources. */
  projectId?: string;
  /** If no other source has credentials, use temporary keys from the metadata service of this ECS instance (true, or its address). */
  metadata?: boolean | string;
  /** Whether creates may finish objects that a killed run on another machine created. Default: false. */
  finishInterrupted?: boolean;
};

/**
 * Settings of a {@link Provider}, as in the README's table. Omitted settings are taken from the environment and the KooCLI
 * profile, not from the stack's configuration. The environment's keys, account, IAM project and CodeArts project are used only if
 * this provider sets neither account nor region.
 */
export type ProviderArgs = { [Name in keyof Settings]: Lifted<Settings[Name]> } & {
  /** Whether the plugin, which must be installed, serves its resources. Default: configuration `codearts:plugin`. */
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

type Text = pulumi.Input<string | undefined>;
const settings = Symbol.for("pulumi-codearts.settings");

/**
 * An account or region other than that of the stack's configuration.
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
 * A component passes it on to its resources with the option `{ provider: south }` or `{ providers: [south] }`. A change of its
 * region replaces resources without their own region; other changes replace nothing. Its `secretKey`, `securityToken` and
 * `password` are encrypted in state.
 *
 * Errors: an unknown setting (with the most similar one), or a wrong type. Invalid values are reported by the preview of the
 * first resource that uses them.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, { plugin = isPluginConfigured(), ...args }: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    const texts = textsOf(name, args);
    // Every dynamic resource belongs to the package pulumi-nodejs; the keys are those of the stack's configuration.
    const dynamic = {
      ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [`codearts:${key}`, text])),
      "codearts:provider": name,
    };
    super(plugin ? "codearts" : "pulumi-nodejs", name, plugin ? texts : dynamic, options);
    Object.defineProperty(this, settings, { value: { ...texts, provider: name } });
  }
}

/** The settings of a provider as configuration for look-ups; undefined if it is not a provider of this package. */
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
      return [key, secretSettings.has(key) ? pulumi.secret(text) : text];
    }),
  );
}

function textOf(name: string, key: string, value: unknown): Text {
  if (typeof value !== "object") return plainText(name, key, value);
  return pulumi.output(value).apply((known: unknown) => plainText(name, key, known));
}

/** Pulumi passes only strings to a provider. */
function plainText(name: string, key: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (key === "endpoints" && typeof value === "object" && !Array.isArray(value)) return JSON.stringify(value);
  const what = Array.isArray(value) ? "a list" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
  throw refusal(name, `${key} is ${what}; write a string`);
}

function nearestTo(key: string): string {
  return hint(key.replace(/[_-]/g, ""), names) || `; there are ${names.join(", ")}`;
}

function refusal(name: string, what: string): pulumi.RunError {
  const error = new pulumi.RunError(`codearts.Provider ${JSON.stringify(name)}: ${what}`);
  error.stack = error.message;
  return error;
}
