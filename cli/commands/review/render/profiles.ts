/** Limits and features of comments per code host. */

export type Host = "github" | "gitlab" | "gitee" | "gitcode" | "codearts";

export const hosts: readonly Host[] = ["github", "gitlab", "gitee", "gitcode", "codearts"];

export interface Profile {
  host: Host;
  /** Characters of one comment (UTF-16 units, the strictest reading of "character"). */
  limit: number;
  /** Tables, headings and diff fences; otherwise plain lists that are readable without rendering. */
  rich: boolean;
  /** Long diffs folded into <details>. */
  folds: boolean;
  /** The marker that identifies the comment: an HTML comment, or a visible line. */
  marker: "html" | "line";
}

/** GitHub and GitLab document their limits, CodeArts Repo its 8,000; Gitee and GitCode do not, so they use GitHub's limit. */
export const profiles: Record<Host, Profile> = {
  github: { host: "github", limit: 65_536, rich: true, folds: true, marker: "html" },
  gitlab: { host: "gitlab", limit: 1_000_000, rich: true, folds: true, marker: "html" },
  gitee: { host: "gitee", limit: 65_536, rich: true, folds: false, marker: "html" },
  gitcode: { host: "gitcode", limit: 65_536, rich: true, folds: false, marker: "html" },
  codearts: { host: "codearts", limit: 8_000, rich: false, folds: false, marker: "line" },
};

/** Only letters, digits and a few other characters, so that a name can neither forge a marker nor break an HTML comment. */
export function markerKey(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._/+-]+/g, "_")
    .replace(/--+/g, "-")
    .slice(0, 200);
}

export function markerOf(profile: Profile, key: string): string {
  return profile.marker === "html"
    ? `<!-- pulumi-codearts-review ${markerKey(key)} -->`
    : `(pulumi-codearts review ${markerKey(key)})`;
}

/** Whether the comment has this marker, at its start or on its last line, where quoted text cannot be. */
export function carriesMarker(body: string, marker: string): boolean {
  const text = body.trim();
  return marker.startsWith("<!--") ? text.startsWith(marker) : text.split(/\r?\n/).at(-1)?.trim() === marker;
}
