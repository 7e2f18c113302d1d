/**
 * Region, endpoints and credentials: the only reader of process.env. Settings are read lazily, and nothing here calls the
 * service. State is module-global, because one provider process serves all resources of an operation.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { buildClient, type Client, type Connection, connect } from "./client/build-client";
import { CodeArtsError } from "./client/errors";
import { domains, regions, servers } from "./client/generated/operations";
import { type SettingSources, settingNames, variables } from "./client/setting-sources";
import {
  type ClientOptions,
  checkSettings,
  foundSettings,
  resolveSettings,
  type SettingName,
  type Settings,
} from "./client/settings";
import { surroundings } from "./client/surroundings";
import { secretSettings } from "./shared/secret-settings";

export type { ClientOptions, SettingName, Settings } from "./client/settings";

/** Configuration from Pulumi, or a plain record of namespaced keys. */
export type ConfigurationSource = { get(key: string): string | undefined } | Readonly<Record<string, string | undefined>>;

/** The source of a setting, for explanations. Without values of secrets. */
export interface SettingExplanation {
  setting: SettingName;
  value?: string;
  source: string;
}

const warned = new Set<string>();

/** What a process keeps for one configuration: settings, and clients that share connections and a queue. */
export interface Configured {
  /**
   * Default region and CodeArts project of resources. Needs no credentials and never throws, because check and preview use it
   * for every resource; determined once per configuration.
   */
  defaults(): { region?: string; projectId?: string };
  /** Checked settings. Throws CodeArtsError of kind "credentials" (listing every searched source) or "input". */
  settings(options?: ClientOptions): Settings;
  /**
   * Validates the settings as a call would, for check, which sends none. Missing credentials are a warning, because a preview
   * does not need them. Done once per configuration and region.
   */
  preflight(region: string, service: "build" | "hss"): Preflight;
  /** Every setting with its source, without values of secrets. */
  explainSettings(): SettingExplanation[];
  /** The client of a region (default: the configured one). One per region; all share connections and queue. */
  clientFor(region?: string): Client;
  /** The custom endpoints and the identity of the credentials: equal for two providers that manage the same objects. */
  account(): { address: string; keys: string };
}

/** Why a call to a service in a region would fail before it is sent. */
export interface Preflight {
  /** The known regions, if the region is not one of them. */
  otherRegions?: readonly string[];
  /** An invalid setting. */
  problem?: string;
}

type Given = Partial<Record<SettingName, string>>;

function configured(stack: Given, provider: string | undefined): Configured {
  const clients = new Map<string | undefined, Client>();
  const preflights = new Map<string, Preflight>();
  let connection: Connection | undefined;
  let fallbacks: { region?: string; projectId?: string } | undefined;
  let account: ReturnType<Configured["account"]> | undefined;
  const sourcesFor = <Options extends ClientOptions>(options: Options) => ({
    options,
    stack,
    ...(provider !== undefined && { provider }),
    environment: environment(),
    contract: { servers, domains, regions },
    warn: warnOnce,
  });
  const found = () => foundSettings(sourcesFor({}));
  const settings = (options: ClientOptions = {}) => resolveSettings(sourcesFor(options));
  const defaults = () => {
    if (fallbacks) return fallbacks;
    const { region, projectId } = found();
    fallbacks = { region: region?.value, projectId: projectId?.value };
    return fallbacks;
  };
  return {
    defaults,
    settings,
    preflight(region, service) {
      const key = `${service} ${region}`;
      const known = preflights.get(key) ?? look(sourcesFor({ region }), service);
      preflights.set(key, known);
      return known;
    },
    explainSettings() {
      const all = found();
      return settingNames.map((setting) => {
        const value = secretSettings.has(setting) ? undefined : all[setting]?.value;
        return { setting, value, source: all[setting]?.source ?? "not set" };
      });
    },
    clientFor(region) {
      const known = clients.get(region);
      if (known) return known;
      const complete = settings(region === undefined ? {} : { region });
      connection ??= connect(complete.requestsInFlight, complete.proxy);
      const { build, iam } = complete.endpoints;
      // In the configured region this is known only if IAM also has a custom endpoint: one for Build alone may serve a single region.
      const oneAddress = build !== undefined && (iam !== undefined || complete.region !== defaults().region);
      const client = buildClient({ ...complete, oneAddress }, connection);
      clients.set(region, client);
      return client;
    },
    account() {
      if (account) return account;
      const { accessKey, user, domain, endpoints } = found();
      account = { address: endpoints?.value ?? "", keys: accessKey?.value ?? JSON.stringify([domain?.value, user?.value]) };
      return account;
    },
  };
}

function look(sources: SettingSources & { options: { region: string } }, service: "build" | "hss"): Preflight {
  try {
    const { isKnownRegion, hasCredentials } = checkSettings(sources, service);
    if (!isKnownRegion) return { otherRegions: regions[service] ?? [] };
    if (!hasCredentials) {
      warnOnce(
        "no credentials found; a preview does not need them, a deployment does: set HW_ACCESS_KEY and HW_SECRET_KEY (`npx pulumi-codearts doctor` lists the other places)",
      );
    }
    return {};
  } catch (error) {
    if (error instanceof CodeArtsError) return { problem: error.message };
    throw error;
  }
}

/** Key of an explicit provider's name among its settings. */
const providerKey = "codearts:provider";

function read(source: ConfigurationSource): { given: Given; provider: string | undefined } {
  const { get } = source;
  const value = typeof get === "function" ? (key: string) => get.call(source, key) : (key: string) => Reflect.get(source, key);
  const given = Object.fromEntries(settingNames.map((name) => [name, value(`codearts:${name}`) || undefined]));
  return { given, provider: value(providerKey) || undefined };
}

let current = configured({}, undefined);
let currentKey = "";
const others = new Map<string, Configured>();

/**
 * Stores the configuration of this process: the stack's, or that of an explicit provider. Never throws, because Pulumi
 * continues with a provider whose configure failed. Pulumi calls this once per resource type, also during an operation: an
 * unchanged configuration keeps clients and connections.
 */
export function configure(source: ConfigurationSource): void {
  const { given, provider } = read(source);
  const key = keyOf({ given, provider });
  if (key === currentKey) return;
  currentKey = key;
  current = configured(given, provider);
}

/** A configuration other than the process's, for look-ups with an explicit provider; built once per configuration. */
export function configuredWith(source: ConfigurationSource): Configured {
  const { given, provider } = read(source);
  const key = keyOf({ given, provider });
  const known = others.get(key) ?? configured(given, provider);
  others.set(key, known);
  return known;
}

export const defaults: Configured["defaults"] = () => current.defaults();
export const settings: Configured["settings"] = (options) => current.settings(options);
export const preflight: Configured["preflight"] = (region, service) => current.preflight(region, service);
export const explainSettings: Configured["explainSettings"] = () => current.explainSettings();
export const clientFor: Configured["clientFor"] = (region) => current.clientFor(region);
export const account: Configured["account"] = () => current.account();

const keyOf = (configuration: ReturnType<typeof read>) => JSON.stringify([configuration, environmentOfSettings()]);
const environmentOfSettings = () => Object.values(variables).flatMap((names) => names.map((name) => environment()[name]));

/** The environment, for starting other programs and detecting CI. */
export function environment(): NodeJS.ProcessEnv {
  return process.env;
}

/** The engine that this provider process serves: its address is the last argument of the process. */
export function engineAddress(): string | undefined {
  const last = process.argv.at(-1) ?? "";
  return /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(last) ? last : undefined;
}

/** Pulumi's home folder of this user. */
export function pulumiHome(): string {
  return environment().PULUMI_HOME || join(homedir(), ".pulumi");
}

/** Shows one line to the user: Pulumi shows what a dynamic provider writes to stderr. */
export function say(line: string): void {
  const { say } = surroundings.getStore() ?? {};
  if (say) say(line);
  else process.stderr.write(`${line}\n`);
}

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  say(`pulumi-codearts: ${message}`);
}
