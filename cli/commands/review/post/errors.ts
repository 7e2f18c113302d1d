/** Messages about refused requests, for whoever set up the CI job. They never contain a token or a body. */

export type RefusalKind =
  | "unauthorized"
  | "forbidden"
  | "notFound"
  | "conflict"
  | "tooLarge"
  | "invalid"
  | "rateLimited"
  | "unreachable"
  /** Not refused: must be recomputed from the host's current data. */
  | "overtaken"
  | "other";

export class PostError extends Error {
  constructor(
    message: string,
    readonly kind: RefusalKind,
    readonly status?: number,
    /** The write may have happened nevertheless: check before retrying. */
    readonly unsure = false,
  ) {
    super(message);
    this.name = "PostError";
  }
}

/** A text that is too long is refused with 400 (GitLab, Gitee, GitCode, CodeArts Repo), 413 (proxies) or 422 (GitHub). */
const kinds: Record<number, RefusalKind> = {
  // A renamed repository.
  301: "notFound",
  302: "notFound",
  307: "notFound",
  308: "notFound",
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  405: "forbidden",
  409: "conflict",
  410: "notFound",
  413: "tooLarge",
  422: "invalid",
  429: "rateLimited",
};

export function kindOfStatus(status: number): RefusalKind {
  return kinds[status] ?? "other";
}

/** What to do about it; `place` is the pull request, `token` the source of the token, `said` the host's message. */
export function refusal(
  kind: RefusalKind,
  status: number,
  place: string,
  token: string,
  said: string,
  does: "read" | "write",
): string {
  const service = said === "" ? "" : `\n  the host said: ${said}`;
  switch (kind) {
    case "unauthorized":
      return `${place}: the host does not accept ${token} (401). Check that it is set, not expired, and for this host.${service}`;
    case "forbidden":
      return `${place}: ${token} may not ${does} comments there (${status}). Grant it this permission (GitHub: "pull-requests: write"; GitLab: scope api; Gitee and GitCode: pull requests; CodeArts Repo: comment on merge requests).${service}`;
    case "notFound":
      return `${place}: not found (${status}). The repository or the number is wrong or out of date (--repository, --number), or ${token} may not see it.${service}`;
    case "conflict":
      return `${place}: the host answers with a conflict (409): the pull request is locked, closed or being changed. Open or unlock it and run the review again.${service}`;
    case "tooLarge":
      return `${place}: the comment is too large for the host (413), even shortened. Publish the HTML report and pass its URL with --artifact-url.${service}`;
    case "invalid":
      return `${place}: the host refuses the comment (${status}), even shortened, or the pull request does not accept comments.${service}`;
    case "rateLimited":
      return `${place}: too many requests with ${token} (${status}), for longer than a CI job should wait. Run the review again later.${service}`;
    default:
      return `${place}: the host failed (${status}). Run the review again.${service}`;
  }
}
