/** The parts of a repository URL that rules need. */
export interface RepositoryUrl {
  /** Lower case, without the colon; "ssh" for the short form `git@host:group/name.git`. */
  scheme: string;
  host: string;
  user: string;
  hasPassword: boolean;
}

/** Undefined for other text: a path, a reference to a parameter, an empty text. */
export function parseRepositoryUrl(text: string): RepositoryUrl | undefined {
  const address = text.trim();
  const full = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\/([^/?#\\]*)/.exec(address);
  if (full !== null) return fromAuthority((full[1] ?? "").toLowerCase(), full[2] ?? "");
  const short = /^([^\s/@:]{0,200}(?::[^\s/@]{0,200})?@)?([A-Za-z0-9._-]{1,255}):(?!\/\/)[^\s]/.exec(address);
  return short === null ? undefined : fromAuthority("ssh", `${short[1] ?? ""}${short[2] ?? ""}`);
}

function fromAuthority(scheme: string, authority: string): RepositoryUrl {
  const at = authority.lastIndexOf("@");
  const userinfo = at === -1 ? "" : authority.slice(0, at);
  const colon = userinfo.indexOf(":");
  const host = authority.slice(at + 1).replace(/:\d*$/, "");
  return {
    scheme,
    host: host.toLowerCase(),
    user: colon === -1 ? userinfo : userinfo.slice(0, colon),
    hasPassword: colon !== -1 && colon < userinfo.length - 1,
  };
}

/** Whether the text contains a reference to a parameter that the service or the shell replaces. */
export function hasReference(text: string): boolean {
  return /\$\{|\$[A-Za-z_(]|\{\{/.test(text);
}
