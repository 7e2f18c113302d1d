/** Settings by precedence: options of the caller, Pulumi configuration, environment, KooCLI profile. */

import { homedir } from "node:os";
import { join } from "node:path";
import { entriesOf } from "../shared/keys";
import type { Limits } from "./caller";
import {
  type CredentialFields,
  type CredentialPlace,
  type Credentials,
  firstCredentials,
  type MetadataCredentials,
  noCredentials,
} from "./credentials";
import { checkEndpoint, checkRegion, type Endpoints, endpointOf, isIn } from "./endpoints";
import { inputError } from "./errors";
import { projectIdPattern } from "./generated/operations";
import { metadataAddress } from "./metadata";
import type { ServiceName } from "./operation";
import { type Profile, readProfile } from "./profile";
import { type ProxySettings, proxyFor } from "./proxy";
import { projectIdWords } from "./request";
import {
  credentialNames,
  type FoundSetting,
  find,
  isOfElsewhere,
  type SettingName,
  type SettingSources,
  settingNames,
  variables,
} from "./setting-sources";

export type { ClientOptions, FoundSetting, SettingName, SettingSources } from "./setting-sources";

export interface Settings {
  region: string;
  endpoints: Endpoints;
  credentials: Credentials | MetadataCredentials;
  iamProjectId?: string;
  domainId?: string;
  /** Default CodeArts project of resources. */
  projectId?: string;
  /** One custom endpoint of Build serves several regions, distinguished by the IAM project in X-Project-Id. */
  oneAddress?: boolean;
  /** Creates may continue with objects that an interrupted run on another machine created. */
  finishInterrupted?: boolean;
  limits: Limits;
  requestsInFlight: number;
  proxy: ProxySettings;
}

const longestAttempt = 60_000;

/** Validated settings, or a CodeArtsError of kind "input" or "credentials" that lists every searched source. */
export function resolveSettings(sources: SettingSources): Settings {
  const { credentials, profile, looked } = credentialsFrom(sources);
  if (!credentials) throw noCredentials(looked);
  return { ...settingsBut(sources, profile), credentials };
}

export interface SettingsCheck {
  /** False for an unknown region without a custom endpoint for the service. */
  isKnownRegion: boolean;
  hasCredentials: boolean;
}

/** Checks the settings without any call. Throws like `resolveSettings`, except for what its result reports. */
export function checkSettings(sources: SettingSources & { options: { region: string } }, service: ServiceName): SettingsCheck {
  const { credentials, profile } = credentialsFrom(sources);
  const { region } = sources.options;
  const endpoints = parseEndpoints(find("endpoints", sources));
  const place = { ...sources.contract, region, endpoints };
  const isKnownRegion = isIn(place, service);
  if (isKnownRegion) proxyFor(endpointOf(place, service), settingsBut(sources, profile).proxy);
  return { isKnownRegion, hasCredentials: credentials !== undefined };
}

/** Everything except credentials; a profile's credentials come with its own region and ids. */
function settingsBut(sources: SettingSources, profile: Profile | undefined): Omit<Settings, "credentials"> {
  const text = (name: SettingName) => find(name, sources)?.value;
  const region = text("region") ?? profile?.region;
  if (region === undefined)
    throw inputError(
      `No region is set. Set codearts:region or HW_REGION_NAME to one of: ${sources.contract.regions.build?.join(", ")}.`,
    );
  const endpoints = parseEndpoints(find("endpoints", sources));
  checkRegion({ ...sources.contract, region, endpoints });
  const overallTimeout = numberOf("timeout", sources, 300, 1) * 1000;
  const limits = {
    retries: numberOf("retries", sources, 5, 0),
    attemptTimeout: Math.min(overallTimeout, longestAttempt),
    overallTimeout,
  };
  return {
    region,
    endpoints,
    iamProjectId: checkProjectId("iamProjectId", projectOf(region, sources, profile)),
    domainId: text("domainId") ?? profile?.domainId,
    projectId: checkProjectId("projectId", text("projectId")),
    finishInterrupted: yesOrNo("finishInterrupted", sources),
    limits,
    requestsInFlight: numberOf("requestsInFlight", sources, 10, 1),
    proxy: proxyFrom(sources.environment),
  };
}

/** An IAM project belongs to one region: that of the configuration or that of the profile it is set in. */
function projectOf(region: string, sources: SettingSources, profile: Profile | undefined): string | undefined {
  if (sources.options.iamProjectId) return sources.options.iamProjectId;
  const own = find("region", { ...sources, options: {} })?.value ?? profile?.region ?? region;
  const configured = own === region ? find("iamProjectId", sources)?.value : undefined;
  return configured ?? (profile?.region === region ? profile.iamProjectId : undefined);
}

/** The settings found so far, unchecked: for previews without credentials and for `doctor`. */
export function foundSettings(sources: SettingSources): Partial<Record<SettingName, FoundSetting>> {
  const found: Partial<Record<SettingName, FoundSetting>> = {};
  for (const name of settingNames) found[name] = find(name, sources);
  if (found.accessKey || found.secretKey || found.user) return found;
  const profile = profileOrNothing(sources);
  if (!profile?.fields.accessKey) return found;
  const { fields, region, iamProjectId, domainId } = profile;
  for (const [setting, value] of entriesOf({ ...fields, region, iamProjectId, domainId })) {
    if (value !== undefined) found[setting] ??= { value, source: profile.name };
  }
  return found;
}

/** An unusable file is reported when credentials are needed, not here. */
function profileOrNothing(sources: SettingSources): Profile | undefined {
  try {
    return readProfile(profileFile(sources), find("profile", sources)?.value);
  } catch {
    return undefined;
  }
}

function profileFile(sources: SettingSources): string {
  return find("profileFile", sources)?.value ?? join(homedir(), ".hcloud", "config.json");
}

interface CredentialSearch {
  credentials?: Settings["credentials"];
  profile?: Profile;
  looked: CredentialPlace[];
}

function credentialsFrom(sources: SettingSources): CredentialSearch {
  const looked: CredentialPlace[] = [...directPlaces(sources)];
  const direct = firstCredentials(looked);
  if (direct) return { credentials: direct, looked };
  const profile = readProfile(profileFile(sources), find("profile", sources)?.value);
  if (profile.warning) sources.warn(profile.warning);
  const shared = firstCredentials([profile]);
  if (shared) return { credentials: shared, profile, looked };
  const metadata = find("metadata", sources)?.value;
  if (metadata && metadata !== "false") {
    return { credentials: { type: "metadata", address: metadata === "true" ? metadataAddress : metadata }, profile, looked };
  }
  const asked = {
    name: "metadata service of an ECS machine",
    fields: {},
    note: "not used; set codearts:metadata to true to use it",
  };
  return { profile, looked: [...looked, profile, asked] };
}

function directPlaces(sources: SettingSources): CredentialPlace[] {
  const { options, stack, provider, environment } = sources;
  const fieldsBy = (read: (name: (typeof credentialNames)[number]) => string | undefined): CredentialFields =>
    Object.fromEntries(credentialNames.map((name) => [name, read(name)]));
  const fromEnvironment = fieldsBy((name) =>
    isOfElsewhere(name, sources) ? undefined : variables[name].map((variable) => environment[variable]).find(Boolean),
  );
  return [
    { name: "options (accessKey and secretKey, or user, password and domain)", fields: fieldsBy((name) => options[name]) },
    {
      name:
        provider === undefined
          ? "Pulumi configuration (codearts:accessKey and codearts:secretKey, or codearts:user, codearts:password and codearts:domain)"
          : `provider ${JSON.stringify(provider)} (accessKey and secretKey, or user, password and domain)`,
      fields: fieldsBy((name) => stack[name]),
    },
    {
      name: "environment (HW_ACCESS_KEY and HW_SECRET_KEY, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME)",
      fields: fromEnvironment,
    },
  ];
}

function parseEndpoints(found: FoundSetting | undefined): Endpoints {
  if (!found) return {};
  const form = 'Write {"build": "https://…", "hss": "https://…", "iam": "https://…"}, or one URL for all three.';
  const value = found.value.trim().startsWith("{") ? parseRecord(found, form) : undefined;
  const given = value ?? { build: found.value, hss: found.value, iam: found.value };
  const endpoints: Endpoints = {};
  for (const [service, address] of Object.entries(given)) {
    if (service !== "build" && service !== "hss" && service !== "iam") {
      throw inputError(`endpoints (${found.source}) accepts build, hss and iam, not ${service}.`);
    }
    if (typeof address !== "string") throw inputError(`endpoints.${service} (${found.source}) is not a string. ${form}`);
    checkEndpoint(service, address);
    endpoints[service] = address;
  }
  return endpoints;
}

function parseRecord({ value, source }: FoundSetting, form: string): Record<string, unknown> {
  try {
    // Only its entries are read, and each is checked.
    return JSON.parse(value) as Record<string, unknown>;
  } catch {
    throw inputError(`endpoints (${source}) is not JSON. ${form}`);
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

function yesOrNo(name: "finishInterrupted", sources: SettingSources): boolean {
  const found = find(name, sources);
  if (!found || found.value === "false") return false;
  if (found.value === "true") return true;
  throw inputError(`${name} (${found.source}) is "${found.value}": it must be true or false.`);
}

function checkProjectId(name: string, id: string | undefined): string | undefined {
  if (id === undefined || projectIdPattern.test(id)) return id;
  throw inputError(`${name} "${id}" is wrong: it must be ${projectIdWords}.`);
}

function proxyFrom(environment: SettingSources["environment"]): ProxySettings {
  return { https: environment.HTTPS_PROXY ?? environment.https_proxy, bypass: environment.NO_PROXY ?? environment.no_proxy };
}
