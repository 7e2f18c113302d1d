/**
 * Region, endpoints and credentials: the only reader of process.env. Nothing is read before it is needed, and nothing here calls the
 * service. In Pulumi's provider process everything is module-global: one process serves all resources of an operation.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { buildClient, type Client, type Connection, connect } from "./client/build-client";
import { CodeArtsError } from "./client/errors";
import { domains, regions, servers } from "./client/generated/operations";
import { settingNames } from "./client/setting-sources";
import {
  type ClientOptions,
  checkSettings,
  foundSettings,
  resolveSettings,
  type SettingName,
  type Settings,
} from "./client/settings";

export type { ClientOptions, SettingName, Settings } from "./client/settings";

/** Configuration as Pulumi hands it over, or as a plain record of namespaced keys. */
export type ConfigurationSource = { get(key: string): string | undefined } | Readonly<Record<string, string | undefined>>;

/** Where a setting comes from, for those who explain it to people. The values of secrets are left out. */
export interface SettingExplanation {
  setting: SettingName;
  value?: string;
  source: string;
}

const secretNames: ReadonlySet<SettingName> = new Set(["secretKey", "securityToken", "password"]);

let stack: Partial<Record<SettingName, string>> = {};
let clients = new Map<string | undefined, Client>();
let connection: Connection | undefined;
let fallbacks: { region?: string; projectId?: string } | undefined;
const preflights = new Map<string, Preflight>();
const warned = new Set<string>();

/**
 * Takes the stack's configuration. It only stores, and never throws: Pulumi goes on with a provider whose configure failed. Pulumi calls
 * this once per kind of resource, in the middle of an operation: the same configuration again leaves clients and connections alone.
 */
export function configure(source: ConfigurationSource): void {
  fallbacks = undefined;
  preflights.clear();
  const { get } = source;
  const read = typeof get === "function" ? (key: string) => get.call(source, key) : (key: string) => Reflect.get(source, key);
  const given = Object.fromEntries(settingNames.map((name) => [name, read(`codearts:${name}`) || undefined]));
  if (JSON.stringify(given) === JSON.stringify(stack)) return;
  stack = given;
  clients = new Map();
  connection = undefined;
}

/** The environment, for those who start other programs or ask where they run. */
export function environment(): NodeJS.ProcessEnv {
  return process.env;
}

/**
 * Region and CodeArts project that resources fall back to. Needs no credentials and never throws: check and preview use it, for every
 * resource, so it is looked up once a configuration.
 */
export function defaults(): { region?: string; projectId?: string } {
  if (fallbacks) return fallbacks;
  const { region, projectId } = foundSettings(sourcesFor({}));
  fallbacks = { region: region?.value, projectId: projectId?.value };
  return fallbacks;
}

/** Checked settings. Throws CodeArtsError of kind "credentials" (naming every place looked at) or "input". */
export function settings(options: ClientOptions = {}): Settings {
  return resolveSettings(sourcesFor(options));
}

/** What a call of a service in a region would fail of before it is sent. */
export interface Preflight {
  /** The regions that there are, where the one in question is none of them. */
  otherRegions?: readonly string[];
  /** A setting that is wrong. */
  problem?: string;
}

/**
 * Looks at the settings as a call would, for check, which makes none. Credentials that are nowhere are a warning: a preview does
 * without them. Looked at once a configuration and region.
 */
export function preflight(region: string, service: "build" | "hss"): Preflight {
  const key = `${service} ${region}`;
  const known = preflights.get(key) ?? look(region, service);
  preflights.set(key, known);
  return known;
}

function look(region: string, service: "build" | "hss"): Preflight {
  try {
    const { isKnownRegion, hasCredentials } = checkSettings(sourcesFor({ region }), service);
    if (!isKnownRegion) return { otherRegions: regions[service] ?? [] };
    if (!hasCredentials) {
      warnOnce(
        "no credentials found, which a preview does without and a deployment does not: set HW_ACCESS_KEY and HW_SECRET_KEY (`npx pulumi-codearts doctor` shows where else they may be)",
      );
    }
    return {};
  } catch (error) {
    if (error instanceof CodeArtsError) return { problem: error.message };
    throw error;
  }
}

/** Every setting with its source; the values of secrets are left out. */
export function explainSettings(): SettingExplanation[] {
  const settings = foundSettings(sourcesFor({}));
  return settingNames.map((setting) => {
    const found = settings[setting];
    return { setting, value: secretNames.has(setting) ? undefined : found?.value, source: found?.source ?? "not set" };
  });
}

/** Where Pulumi keeps what belongs to this user on this machine. */
export function pulumiHome(): string {
  return environment().PULUMI_HOME || join(homedir(), ".pulumi");
}

/** The client of a region (default: the configured one). One per region and process; all share connections and queue. */
export function clientFor(region?: string): Client {
  const known = clients.get(region);
  if (known) return known;
  const complete = settings(region === undefined ? {} : { region });
  connection ??= connect(complete.requestsInFlight, complete.proxy);
  const oneAddress = complete.endpoints.build !== undefined && complete.region !== defaults().region;
  const client = buildClient({ ...complete, oneAddress }, connection);
  clients.set(region, client);
  return client;
}

function sourcesFor<Options extends ClientOptions>(options: Options) {
  return { options, stack, environment: environment(), contract: { servers, domains, regions }, warn: warnOnce };
}

/** Pulumi shows what the provider process writes to stderr. */
function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`pulumi-codearts: ${message}`);
}
