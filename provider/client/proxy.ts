/** Which proxy a request goes through, as HTTPS_PROXY and NO_PROXY say. */
import { inputError } from "./errors";

export interface ProxySettings {
  /** Address of the proxy for https, such as http://proxy:3128. */
  https?: string;
  /** Hosts that are reached directly: names, .suffixes, name:port, or *; separated by commas or spaces. */
  bypass?: string;
}

/** Begins the code of an error when the proxy refuses a connection; its HTTP status follows. */
export const proxyRefused = "PROXY_";

export function proxyFor(url: URL, { https, bypass }: ProxySettings): string | undefined {
  if (!https || url.protocol !== "https:") return undefined;
  const entries = (bypass ?? "").toLowerCase().split(/[\s,]+/);
  if (entries.some((entry) => matches(url, entry))) return undefined;
  return checked(https.includes("://") ? https : `http://${https}`);
}

/** The value may hold a password, so the message is without it. */
function checked(address: string): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (protocol === "http:" || protocol === "https:") return address;
  const what = protocol === undefined ? "no address" : `for ${protocol.replace(":", "")}, which is not supported`;
  throw inputError(`HTTPS_PROXY is ${what}. Write it as http://host:port, or name the service's hosts in NO_PROXY.`);
}

function matches(url: URL, entry: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  const [, name = "", port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== (url.port || "443")) return false;
  const suffix = name.replace(/^\*?\./, "");
  return url.hostname === suffix || url.hostname.endsWith(`.${suffix}`);
}
