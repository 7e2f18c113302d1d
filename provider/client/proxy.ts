/** Which proxy a request goes through, as HTTPS_PROXY and NO_PROXY say. */

export interface ProxySettings {
  /** Address of the proxy for https, such as http://proxy:3128. */
  https?: string;
  /** Hosts that are reached directly: names, .suffixes, name:port, or *; separated by commas or spaces. */
  bypass?: string;
}

export function proxyFor(url: URL, { https, bypass }: ProxySettings): string | undefined {
  if (!https || url.protocol !== "https:") return undefined;
  const entries = (bypass ?? "").toLowerCase().split(/[\s,]+/);
  if (entries.some((entry) => matches(url, entry))) return undefined;
  return https.includes("://") ? https : `http://${https}`;
}

function matches(url: URL, entry: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  const [, name = "", port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== (url.port || "443")) return false;
  const suffix = name.replace(/^\*?\./, "");
  return url.hostname === suffix || url.hostname.endsWith(`.${suffix}`);
}
