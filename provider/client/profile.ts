/** The profile file that KooCLI writes (~/.hcloud/config.json), as Huawei's other tools share it. */

import { readFileSync, statSync } from "node:fs";
import { isObject } from "../pulumi-wire";
import type { CredentialFields, CredentialPlace } from "./credentials";
import { CodeArtsError, codeOf } from "./errors";

export interface Profile extends CredentialPlace {
  region?: string;
  iamProjectId?: string;
  domainId?: string;
  /** Warning, shown once, that others can read the file. */
  warning?: string;
}

interface ProfileFile {
  current?: string;
  authEncrypt?: string;
  profiles?: ProfileEntry[];
}

type ProfileEntry = Record<string, unknown> & { name?: string };

/** Reads one profile; a missing file is not an error, an unusable one is. */
export function readProfile(file: string, wanted: string | undefined): Profile {
  const name = `KooCLI profile file ${file}${wanted ? `, profile "${wanted}"` : ""}`;
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return { name, fields: {}, note: "no such file" };
    throw unusable(file, `it cannot be read (${code})`);
  }
  const parsed = parse(file, content);
  const profile = choose(file, parsed, wanted);
  if (!profile) return { name, fields: {}, note: "it has no profile" };
  const fields = fieldsOf(file, profile);
  if (String(parsed.authEncrypt).toLowerCase() === "true" && fields.secretKey !== undefined) {
    throw unusable(file, "KooCLI encrypts the keys in it. Run: hcloud configure set --cli-auth-encrypt=false");
  }
  const mode = textOf(profile, "mode") ?? "none";
  const note = fields.accessKey ? undefined : `profile "${profile.name}" has mode ${mode} and no access key`;
  const scope = { region: textOf(profile, "region"), iamProjectId: textOf(profile, "projectId") };
  const warning = fields.secretKey ? permissionWarning(file) : undefined;
  return { name, fields, note, ...scope, domainId: textOf(profile, "domainId"), warning };
}

/** The requested or current profile; never another one, which may belong to another account. */
function choose(file: string, { profiles, current }: ProfileFile, wanted: string | undefined): ProfileEntry | undefined {
  const known = Array.isArray(profiles) ? profiles : [];
  const name = wanted || current;
  if (!name && known.length <= 1) return known[0];
  const names = known.map((profile) => profile.name).join(", ") || "none";
  if (!name) throw unusable(file, `it names no current profile. Set HW_PROFILE to one of: ${names}`);
  const found = known.find((profile) => profile.name === name);
  if (found) return found;
  const asked = wanted ? `it has no profile "${name}"` : `its current profile is "${name}", which it does not have`;
  throw unusable(file, `${asked}. Profiles: ${names}`);
}

/** The keys of a profile; an SSO login stores them elsewhere. */
function fieldsOf(file: string, profile: ProfileEntry): CredentialFields {
  const agency = textOf(profile, "agencyName");
  if (agency !== undefined) {
    const account = textOf(profile, "agencyDomainName") ?? textOf(profile, "agencyDomainId") ?? "another account";
    const why = `profile "${profile.name}" acts through the agency ${agency} of ${account}, which is not supported`;
    const todo = "Set HW_ACCESS_KEY, HW_SECRET_KEY and HW_SECURITY_TOKEN to temporary keys of the agency";
    throw unusable(file, `${why}. ${todo}`);
  }
  if (textOf(profile, "mode")?.toUpperCase() !== "SSO") return keysOf(profile);
  const fields = keysOf(recordOf(recordOf(profile.ssoAuth).stsToken));
  if (fields.accessKey && fields.secretKey) return fields;
  throw unusable(file, `profile "${profile.name}" has mode SSO and no keys from a login. Run: hcloud configure sso`);
}

function keysOf(entry: Record<string, unknown>): CredentialFields {
  const [accessKey, secretKey] = [textOf(entry, "accessKeyId"), textOf(entry, "secretAccessKey")];
  return { accessKey, secretKey, securityToken: textOf(entry, "securityToken") };
}

function textOf(entry: Record<string, unknown>, key: string): string | undefined {
  const value = entry[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function recordOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function parse(file: string, content: string): ProfileFile {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Reported below, because the parser's message would quote the file.
  }
  throw unusable(file, "it is not a JSON object");
}

function unusable(file: string, why: string): CodeArtsError {
  return new CodeArtsError({ kind: "credentials", message: `The KooCLI profile file ${file} cannot be used: ${why}.` });
}

/** Windows has no such bits: every file looks readable by all. */
function permissionWarning(file: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return undefined;
  return `The profile file ${file} holds a secret key and other users may read it (mode ${mode.toString(8)}). Run: chmod 600 ${file}`;
}
