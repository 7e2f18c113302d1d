/** All settings and their sources: options of the caller, Pulumi configuration, environment. */
import { keysOf } from "../shared/keys";
import type { Endpoints, Places } from "./endpoints";

/** Every setting: its key in the configuration namespace `codearts`, and its environment variables in order of precedence. */
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
  finishInterrupted: ["CODEARTS_FINISH_INTERRUPTED"],
} as const;

export type SettingName = keyof typeof variables;
export const settingNames = keysOf(variables);

/** Values set in code; missing ones are taken from the configuration and the environment. */
export interface ClientOptions {
  /** Region, such as `cn-north-4`. */
  region?: string;
  /** Access key; requests are signed with it and its secret key. */
  accessKey?: string;
  /** The secret half of the access key. */
  secretKey?: string;
  /** Security token, for temporary keys. */
  securityToken?: string;
  /** User name; with password and domain (account name) used instead of keys to fetch a token. */
  user?: string;
  /** The user's password. */
  password?: string;
  /** Account name of the user. */
  domain?: string;
  /** IAM project of the region. Default: looked up when needed. */
  iamProjectId?: string;
  /** Id of the account (tenant). */
  domainId?: string;
  /** Profile of the KooCLI file. Default: the current one. */
  profile?: string;
  /** Path of that file. Default: ~/.hcloud/config.json. */
  profileFile?: string;
  /** If no other source has credentials, use temporary keys from the metadata service of this ECS instance (true, or its address). */
  metadata?: boolean | string;
  /** Custom endpoints of the services. http is for loopback only. */
  endpoints?: Endpoints;
  /** Maximum retries of one call. Default: 5. */
  retries?: number;
  /** Maximum concurrent requests. Default: 10. */
  requestsInFlight?: number;
  /** Time limit of a call including retries, in seconds. Default: 300; one attempt takes at most 60. */
  timeout?: number;
}

/** Where settings come from. */
export interface SettingSources {
  options: ClientOptions;
  /** Pulumi configuration without the namespace, or the properties of an explicit provider. */
  stack: Partial<Record<SettingName, string>>;
  /** Name of the explicit provider whose properties these are. */
  provider?: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** From the contract. */
  contract: Places;
  warn(message: string): void;
}

export interface FoundSetting {
  value: string;
  source: string;
}

export const credentialNames = ["accessKey", "secretKey", "securityToken", "user", "password", "domain"] as const;

/** Settings that belong to one region or one account. */
const ofRegion: readonly SettingName[] = ["iamProjectId", "projectId"];
const ofAccount: readonly SettingName[] = [...ofRegion, ...credentialNames, "domainId"];
const ofProfile: readonly SettingName[] = [...ofAccount, "region"];

/**
 * An explicit provider with its own region, keys or profile ignores these settings in the environment, which may belong to
 * another account.
 */
export function isOfElsewhere(name: SettingName, { stack, provider }: Pick<SettingSources, "stack" | "provider">): boolean {
  if (provider === undefined) return false;
  const { region, accessKey, secretKey, user, password, profile, profileFile } = stack;
  if (accessKey ?? secretKey ?? user ?? password) return ofAccount.includes(name);
  if (profile ?? profileFile) return ofProfile.includes(name);
  return region !== undefined && ofRegion.includes(name);
}

/** The first source that has a setting, and its value. */
export function find(name: SettingName, sources: Omit<SettingSources, "contract" | "warn">): FoundSetting | undefined {
  const { options, stack, provider, environment } = sources;
  const given = name === "projectId" || name === "finishInterrupted" ? undefined : options[name];
  if (given !== undefined && given !== "") {
    return { value: typeof given === "object" ? JSON.stringify(given) : String(given), source: "options" };
  }
  const configured = stack[name];
  const place = provider === undefined ? `stack configuration codearts:${name}` : `provider ${JSON.stringify(provider)}`;
  if (configured) return { value: configured, source: place };
  if (isOfElsewhere(name, sources)) return undefined;
  for (const variable of variables[name]) {
    const value = environment[variable];
    if (value) return { value, source: `environment ${variable}` };
  }
  return undefined;
}
