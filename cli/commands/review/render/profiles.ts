/** What each code host takes as a comment. */

export type Host = "github" | "gitlab" | "gitee" | "gitcode" | "codearts";

export const hosts: readonly Host[] = ["github", "gitlab", "gitee", "gitcode", "codearts"];

export interface Profile {
  host: Host;
  /** Characters of one comment (UTF-16 units, the strictest reading of "character"). */
  limit: number;
  /** Tables, headings and diff fences; else plain lists that read well even when nothing is rendered. */
  rich: boolean;
  /** Long diffs folded into <details>. */
  folds: boolean;
  /** The marker by which the comment is found again: an HTML comment, or a line that people see. */
  marker: "html" | "line";
}

/** GitHub and GitLab document their limits, CodeArts Repo its 8,000; Gitee and GitCode do not, so they get what GitHub takes. */
export const profiles: Record<Host, Profile> = {
  github: { host: "github", limit: 65_536, rich: true, folds: true, marker: "html" },
  gitlab: { host: "gitlab", limit: 1_000_000, rich: true, folds: true, marker: "html" },
  gitee: { host: "gitee", limit: 65_536, rich: true, folds: false, marker: "html" },
  gitcode: { host: "gitcode", limit: 65_536, rich: true, folds: false, marker: "html" },
  codearts: { host: "codearts", limit: 8_000, rich: false, folds: false, marker: "line" },
};

/** Only letters, digits and a few signs, so that a marker can neither be forged from a name nor break an HTML comment. */
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

/** Whether a comment is the one that this marker names: at its very start or on its very last line, where no quoted text can put it. */
export function carriesMarker(body: string, marker: string): boolean {
  const text = body.trim();
  return marker.startsWith("<!--") ? text.startsWith(marker) : text.split(/\r?\n/).at(-1)?.trim() === marker;
}
