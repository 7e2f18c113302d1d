/** Selects the proxy of a request from HTTPS_PROXY and NO_PROXY. */
import { inputError } from "./errors";

export interface ProxySettings {
  /** URL of the proxy for https, such as http://proxy:3128. */
  https?: string;
  /** Hosts that are reached directly: names, .suffixes, name:port, or *; separated by commas or spaces. */
  bypass?: string;
}

/** Prefix of the error code for a connection refused by the proxy; the HTTP status follows. */
export const proxyRefused = "PROXY_";

export function proxyFor(url: URL, { https, bypass }: ProxySettings): string | undefined {
  if (!https || url.protocol !== "https:") return undefined;
  const entries = (bypass ?? "").toLowerCase().split(/[\s,]+/);
  if (entries.some((entry) => matches(url, entry))) return undefined;
  return checked(https.includes("://") ? https : `http://${https}`);
}

/** The message omits the value, which may contain a password. */
function checked(address: string): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (protocol === "http:" || protocol === "https:") return address;
  const what = protocol === undefined ? "not a URL" : `for ${protocol.replace(":", "")}, which is not supported`;
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
