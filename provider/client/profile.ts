/** The profile file that KooCLI writes (~/.hcloud/config.json), as Huawei's other tools share it. */
import { readFileSync, statSync } from "node:fs";
import type { CredentialPlace } from "./credentials";
import { CodeArtsError, codeOf } from "./errors";

export interface Profile extends CredentialPlace {
  region?: string;
  iamProjectId?: string;
  domainId?: string;
  /** Said once to the user: the file can be read by others. */
  warning?: string;
}

interface ProfileFile {
  current?: string;
  authEncrypt?: string;
  profiles?: (Record<string, unknown> & { name?: string })[];
}

/** Reads one profile; a file or profile that is not there is no error, but a file that cannot be used is. */
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
  const profiles = Array.isArray(parsed.profiles) ? parsed.profiles : [];
  const profile = profiles.find((entry) => entry.name === (wanted ?? parsed.current)) ?? (wanted ? undefined : profiles[0]);
  if (!profile) return { name, fields: {}, note: wanted ? `it has no profile "${wanted}"` : "it has no profile" };
  const field = (key: string) => (typeof profile[key] === "string" && profile[key] !== "" ? profile[key] : undefined);
  const fields = { accessKey: field("accessKeyId"), secretKey: field("secretAccessKey"), securityToken: field("securityToken") };
  if (String(parsed.authEncrypt).toLowerCase() === "true" && fields.secretKey !== undefined) {
    throw unusable(file, "KooCLI keeps the keys in it encrypted. Run: hcloud configure set --cli-auth-encrypt=false");
  }
  const note = fields.accessKey ? undefined : `profile "${profile.name}" has mode ${field("mode") ?? "none"} and no access key`;
  const scope = { region: field("region"), iamProjectId: field("projectId"), domainId: field("domainId") };
  return { name, fields, note, ...scope, warning: fields.secretKey ? permissionWarning(file) : undefined };
}

function parse(file: string, content: string): ProfileFile {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Told below; the parser's own words would quote the file.
  }
  throw unusable(file, "it is no JSON object");
}

function unusable(file: string, why: string): CodeArtsError {
  return new CodeArtsError({ kind: "credentials", message: `The KooCLI profile file ${file} cannot be used: ${why}.` });
}

/** Windows has no such bits; its mode always looks open. */
function permissionWarning(file: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return undefined;
  return `The profile file ${file} holds a secret key and other users may read it (mode ${mode.toString(8)}). Run: chmod 600 ${file}`;
}
