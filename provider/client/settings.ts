/** Settings from three places, first one first: options of the caller, Pulumi configuration, environment; then the KooCLI profile. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { Limits } from "./caller";
import {
  type CredentialFields,
  type CredentialPlace,
  type Credentials,
  firstCredentials,
  type MetadataCredentials,
  noCredentials,
} from "./credentials";
import { checkEndpoint, checkRegion, type EndpointSource, type Endpoints } from "./endpoints";
import { inputError } from "./errors";
import { metadataAddress } from "./metadata";
import { type Profile, readProfile } from "./profile";
import type { ProxySettings } from "./proxy";

/** Every setting: its key in the configuration namespace `codearts`, and the environment variables that stand for it, first one first. */
export const variables = {
  region: ["HW_REGION_NAME", "HUAWEICLOUD_SDK_REGION"],
  projectId: ["CODEARTS_PROJECT_ID"],
  accessKey: ["HW_ACCESS_KEY", "HUAWEICLOUD_SDK_AK"],
  secretKey: ["HW_SECRET_KEY", "HUAWEICLOUD_SDK_SK"],
  securityToken: ["HW_SECURITY_TOKEN", "HUAWEICLOUD_SDK_SECURITY_TOKEN"],
  user: ["HW_USER_NAME"],
  password: ["HW_USER_PASSWORD"],
  domain: ["HW_DOMAIN_NAME"],
  iamProjectId: ["HW_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID"],
  domainId: ["HW_DOMAIN_ID", "HUAWEICLOUD_SDK_DOMAIN_ID"],
  profile: ["HW_PROFILE"],
  profileFile: ["HW_SHARED_CONFIG_FILE"],
  metadata: ["CODEARTS_METADATA"],
  endpoints: ["CODEARTS_ENDPOINTS"],
  retries: ["HW_MAX_RETRIES"],
  requestsInFlight: ["CODEARTS_REQUESTS_IN_FLIGHT"],
  timeout: ["CODEARTS_TIMEOUT"],
} as const;

export type SettingName = keyof typeof variables;
export const settingNames = Object.keys(variables) as SettingName[];
const credentialNames = ["accessKey", "secretKey", "securityToken", "user", "password", "domain"] as const;

/** Values given in code; whatever is absent is looked for in the configuration and the environment. */
export interface ClientOptions {
  region?: string;
  accessKey?: string;
  secretKey?: string;
  /** With temporary keys. */
  securityToken?: string;
  /** User name, password and domain (account name) instead of keys: a token is fetched with them. */
  user?: string;
  password?: string;
  domain?: string;
  /** IAM project of the region. Default: looked up when it is needed. */
  iamProjectId?: string;
  /** Id of the account (tenant). */
  domainId?: string;
  /** Profile of the KooCLI file. Default: the current one. */
  profile?: string;
  /** Path of that file. Default: ~/.hcloud/config.json. */
  profileFile?: string;
  /** When no other place has credentials, take temporary keys from the metadata service of this ECS machine (true, or its address). */
  metadata?: boolean | string;
  /** Own addresses of the services. http is for loopback only. */
  endpoints?: Endpoints;
  /** Repetitions of one call. Default: 5. */
  retries?: number;
  /** Requests at the same time. Default: 10. */
  requestsInFlight?: number;
  /** Seconds that one call may take with its repetitions. Default: 300; one attempt takes 60 at most. */
  timeout?: number;
}

/** Where settings come from. */
export interface SettingSources {
  options: ClientOptions;
  /** Pulumi configuration, without the namespace. */
  stack: Partial<Record<SettingName, string>>;
  environment: Readonly<Record<string, string | undefined>>;
  /** From the contract. */
  contract: Pick<EndpointSource, "servers" | "regions">;
  warn(message: string): void;
}

export interface Settings {
  region: string;
  endpoints: Endpoints;
  credentials: Credentials | MetadataCredentials;
  iamProjectId?: string;
  domainId?: string;
  /** CodeArts project that resources fall back to. */
  projectId?: string;
  limits: Limits;
  requestsInFlight: number;
  proxy: ProxySettings;
}

export interface Found {
  value: string;
  source: string;
}

const longestAttempt = 60_000;
const projectIdForm = /^[0-9a-fA-F]{32}$/;

/** Where a setting is found first, and what it says. */
export function find(
  name: SettingName,
  { options, stack, environment }: Omit<SettingSources, "contract" | "warn">,
): Found | undefined {
  const given = name === "projectId" ? undefined : options[name];
  if (given !== undefined && given !== "") {
    return { value: typeof given === "object" ? JSON.stringify(given) : String(given), source: "options" };
  }
  const configured = stack[name];
  if (configured) return { value: configured, source: `stack configuration codearts:${name}` };
  for (const variable of variables[name]) {
    const value = environment[variable];
    if (value) return { value, source: `environment ${variable}` };
  }
  return undefined;
}

/** Checked settings, or a CodeArtsError of kind "input" or "credentials" that names every place looked at. */
export function resolveSettings(sources: SettingSources): Settings {
  const text = (name: SettingName) => find(name, sources)?.value;
  const { credentials, profile } = credentialsFrom(sources);
  const { regions } = sources.contract;
  const region = text("region") ?? profile?.region;
  if (region === undefined)
    throw inputError(`No region is set. Set codearts:region or HW_REGION_NAME to one of: ${regions.join(", ")}.`);
  const endpoints = parseEndpoints(find("endpoints", sources));
  checkRegion({ ...sources.contract, region, endpoints }, "build");
  const overallTimeout = numberOf("timeout", sources, 300, 1) * 1000;
  const limits = {
    retries: numberOf("retries", sources, 5, 0),
    attemptTimeout: Math.min(overallTimeout, longestAttempt),
    overallTimeout,
  };
  return {
    region,
    endpoints,
    credentials,
    iamProjectId: checkProjectId("iamProjectId", projectOf(region, sources, profile)),
    domainId: text("domainId") ?? profile?.domainId,
    projectId: checkProjectId("projectId", text("projectId")),
    limits,
    requestsInFlight: numberOf("requestsInFlight", sources, 10, 1),
    proxy: proxyFrom(sources.environment),
  };
}

/** An IAM project belongs to one region: a configured one is that of the configured region, a profile's that of the profile. */
function projectOf(region: string, sources: SettingSources, profile: Profile | undefined): string | undefined {
  if (sources.options.iamProjectId) return sources.options.iamProjectId;
  const own = find("region", { ...sources, options: {} })?.value ?? profile?.region ?? region;
  const configured = own === region ? find("iamProjectId", sources)?.value : undefined;
  return configured ?? (profile?.region === region ? profile.iamProjectId : undefined);
}

function credentialsFrom(sources: SettingSources): { credentials: Settings["credentials"]; profile?: Profile } {
  const looked: CredentialPlace[] = [...directPlaces(sources)];
  const direct = firstCredentials(looked);
  if (direct) return { credentials: direct };
  const file = find("profileFile", sources)?.value ?? join(homedir(), ".hcloud", "config.json");
  const profile = readProfile(file, find("profile", sources)?.value);
  if (profile.warning) sources.warn(profile.warning);
  const shared = firstCredentials([profile]);
  if (shared) return { credentials: shared, profile };
  const metadata = find("metadata", sources)?.value;
  if (metadata && metadata !== "false") {
    return { credentials: { type: "metadata", address: metadata === "true" ? metadataAddress : metadata }, profile };
  }
  const asked = {
    name: "metadata service of an ECS machine",
    fields: {},
    note: "not asked; set codearts:metadata to true to ask it",
  };
  throw noCredentials([...looked, profile, asked]);
}

function directPlaces({ options, stack, environment }: SettingSources): CredentialPlace[] {
  const fieldsBy = (read: (name: (typeof credentialNames)[number]) => string | undefined): CredentialFields =>
    Object.fromEntries(credentialNames.map((name) => [name, read(name)]));
  const fromEnvironment = fieldsBy((name) => variables[name].map((variable) => environment[variable]).find(Boolean));
  return [
    { name: "options (accessKey and secretKey, or user, password and domain)", fields: fieldsBy((name) => options[name]) },
    {
      name: "Pulumi configuration (codearts:accessKey and codearts:secretKey, or codearts:user, codearts:password and codearts:domain)",
      fields: fieldsBy((name) => stack[name]),
    },
    {
      name: "environment (HW_ACCESS_KEY and HW_SECRET_KEY, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME)",
      fields: fromEnvironment,
    },
  ];
}

function parseEndpoints(found: Found | undefined): Endpoints {
  if (!found) return {};
  const form =
    'Write {"build": "https://…", "hss": "https://…", "iam": "https://…"}, or the one address that stands for all three.';
  const value = found.value.trim().startsWith("{") ? parseRecord(found, form) : undefined;
  const given = value ?? { build: found.value, hss: found.value, iam: found.value };
  const endpoints: Endpoints = {};
  for (const [service, address] of Object.entries(given)) {
    if (service !== "build" && service !== "hss" && service !== "iam") {
      throw inputError(`endpoints (${found.source}) knows build, hss and iam, not ${service}.`);
    }
    if (typeof address !== "string") throw inputError(`endpoints.${service} (${found.source}) is no text. ${form}`);
    checkEndpoint(service, address);
    endpoints[service] = address;
  }
  return endpoints;
}

function parseRecord({ value, source }: Found, form: string): Record<string, unknown> {
  try {
    return JSON.parse(value) as Record<string, unknown>;
  } catch {
    throw inputError(`endpoints (${source}) is no JSON. ${form}`);
  }
}

function numberOf(
  name: "retries" | "requestsInFlight" | "timeout",
  sources: SettingSources,
  otherwise: number,
  least: number,
): number {
  const found = find(name, sources);
  if (!found) return otherwise;
  const value = Number(found.value);
  const isWhole = name === "timeout" || Number.isInteger(value);
  const fits = Number.isFinite(value) && (name === "timeout" ? value > 0 : value >= least && isWhole);
  if (!fits) throw inputError(`${name} (${found.source}) is "${found.value}": it must be a number, ${least} or more.`);
  return value;
}

function checkProjectId(name: string, id: string | undefined): string | undefined {
  if (id === undefined || projectIdForm.test(id)) return id;
  throw inputError(`${name} "${id}" is wrong: it must be 32 hexadecimal digits.`);
}

function proxyFrom(environment: SettingSources["environment"]): ProxySettings {
  return { https: environment.HTTPS_PROXY ?? environment.https_proxy, bypass: environment.NO_PROXY ?? environment.no_proxy };
}
