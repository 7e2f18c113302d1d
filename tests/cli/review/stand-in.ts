/**
 * Code hosts on loopback: they keep comments, page them in small pages whatever is asked for, limit sizes, check tokens and signatures, and
 * refuse as they are told to. Written from the hosts' public API descriptions, apart from the code under test.
 */
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Host } from "../../../cli/commands/review/render/profiles";

export interface Fault {
  /** Only for requests with this method. */
  method?: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Carries the request out, then breaks the connection. */
  dropAfter?: boolean;
}

export interface StandIn {
  url: string;
  comments: { id: number; body: string; author: string }[];
  requests: { method: string; path: string; query: string; at: number }[];
  faults: Fault[];
  /** The newest commit of the pull request. */
  head: string;
  labels: string[];
  /** Open pull requests by their branch, `owner:branch`; GitHub alone. */
  branches: Record<string, number>;
  /** Comments of others, so that ours is on a later page. */
  fill(count: number): void;
}

export interface StandInOptions {
  /** Largest comment that is taken. */
  limit?: number;
  pageSize?: number;
  /** Answers an edit with this status. */
  noEdit?: number;
  noDelete?: number;
  closed?: boolean;
  /** Does not say whose token it is. */
  noIdentity?: boolean;
  /** Refuses a text that is too long with this status; each host has its own otherwise. */
  tooLong?: number;
  /** Milliseconds before each request is looked at, in turns. */
  latencies?: readonly number[];
  /** Whose signatures are known; the made-up ones otherwise. */
  keys?: { accessKey: string; secretKey: string };
}

export const token = "made-up-token";
export const keys = { accessKey: "MADEUPACCESSKEY00001", secretKey: "made-up-secret-key-of-forty-characters-00" };

/** The user of the token, and somebody else. */
const users = {
  us: { id: 5, login: "review-bot[bot]", iam: "c369c68f1ff84679b5a8ed904d8bff1c" },
  somebody: { id: 6, login: "somebody", iam: "00000000000000000000000000000006" },
};

const paths: Record<Host, { list: RegExp; one: RegExp; edit: string }> = {
  github: {
    list: /^\/repos\/acme\/jobs\/issues\/7\/comments$/,
    one: /^\/repos\/acme\/jobs\/issues\/comments\/(\d+)$/,
    edit: "PATCH",
  },
  gitlab: {
    list: /^\/projects\/acme%2Fjobs\/merge_requests\/7\/notes$/,
    one: /^\/projects\/acme%2Fjobs\/merge_requests\/7\/notes\/(\d+)$/,
    edit: "PUT",
  },
  gitee: {
    list: /^\/repos\/acme\/jobs\/pulls\/7\/comments$/,
    one: /^\/repos\/acme\/jobs\/pulls\/comments\/(\d+)$/,
    edit: "PATCH",
  },
  gitcode: {
    list: /^\/repos\/acme\/jobs\/pulls\/7\/comments$/,
    one: /^\/repos\/acme\/jobs\/pulls\/comments\/(\d+)$/,
    edit: "PATCH",
  },
  codearts: {
    list: /^\/v4\/repositories\/4711\/merge-requests\/7\/discussions$/,
    one: /^\/v4\/repositories\/4711\/merge-requests\/7\/discussions\/d(\d+)\/notes\/\d+$/,
    edit: "PUT",
  },
};

export async function withStandIn<T>(host: Host, options: StandInOptions, work: (standIn: StandIn) => Promise<T>): Promise<T> {
  const standIn: StandIn = {
    url: "",
    comments: [],
    requests: [],
    faults: [],
    head: "0".repeat(40),
    labels: [],
    branches: {},
    fill(count) {
      for (let index = 0; index < count; index += 1)
        standIn.comments.push({ id: standIn.comments.length + 1, body: `comment ${index}`, author: "somebody" });
    },
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answerNow = () => answer(host, options, standIn, request, Buffer.concat(parts).toString("utf8"), response);
      const { latencies = [] } = options;
      if (latencies.length === 0) answerNow();
      else setTimeout(answerNow, latencies[standIn.requests.length % latencies.length]);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await work(standIn);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

function answer(
  host: Host,
  options: StandInOptions,
  standIn: StandIn,
  request: IncomingMessage,
  text: string,
  response: ServerResponse,
): undefined {
  const url = new URL(request.url ?? "/", standIn.url);
  // GitHub Enterprise Server has REST below /api/v3 and GraphQL beside it.
  if (url.pathname.startsWith("/api/")) url.pathname = url.pathname.replace(/^\/api\/v3\/(?!graphql)|^\/api\/(?=graphql$)/, "/");
  const method = request.method ?? "GET";
  standIn.requests.push({ method, path: url.pathname, query: url.search, at: Date.now() });
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): undefined => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? "" : JSON.stringify(body));
  };
  const fault = standIn.faults.find((one) => one.method === undefined || one.method === method);
  if (fault) {
    standIn.faults.splice(standIn.faults.indexOf(fault), 1);
    if (!fault.dropAfter) return send(fault.status, fault.body ?? { message: "as told" }, fault.headers);
    handle(host, options, standIn, url, method, text, () => undefined);
    request.socket.destroy();
    return;
  }
  if (!isKnown(host, request, url, text, options.keys ?? keys)) return send(401, { message: "Bad credentials" });
  if (identities[host].test(url.pathname)) return whoIs(host, options, send);
  handle(host, options, standIn, url, method, text, send);
}

/** Where each host says whose token it is; for CodeArts Repo that is IAM. */
const identities: Record<Host, RegExp> = {
  github: /^\/graphql$/,
  gitlab: /^\/user$/,
  gitee: /^\/user$/,
  gitcode: /^\/user$/,
  codearts: /^\/v3\.0\/OS-CREDENTIAL\/credentials\/\w+$/,
};

function whoIs(host: Host, options: StandInOptions, send: Send): undefined {
  const { us } = users;
  if (options.noIdentity) return send(403, { message: "Resource not accessible by integration" });
  if (host === "github") return send(200, { data: { viewer: { login: us.login, databaseId: us.id } } });
  if (host === "codearts") return send(200, { credential: { user_id: us.iam, status: "active" } });
  send(200, host === "gitlab" ? { id: us.id, username: us.login } : { id: us.id, login: us.login });
}

/** What each host says to a text that it finds too long: GitHub validates, GitLab nests, the others refuse the call, proxies its size. */
function tooLong(host: Host, options: StandInOptions, send: Send): undefined {
  const bodies: Record<Host, [number, unknown]> = {
    github: [
      422,
      { message: "Validation Failed", errors: [{ field: "data", message: "Body is too long (maximum is 65536 characters)" }] },
    ],
    gitlab: [400, { message: { note: ["is too long (maximum is 1000000 characters)"] } }],
    gitee: [400, { message: "评论内容过长" }],
    gitcode: [400, { error_code: 400, error_message: "note is too long" }],
    codearts: [400, { error_code: "CH.00400001", error_msg: "body length exceeds 8000" }],
  };
  const [status, body] = bodies[host];
  return options.tooLong === undefined ? send(status, body) : send(options.tooLong, { message: "request entity too large" });
}

type Send = (status: number, body: unknown, headers?: Record<string, string>) => undefined;

function handle(
  host: Host,
  options: StandInOptions,
  standIn: StandIn,
  url: URL,
  method: string,
  text: string,
  send: Send,
): undefined {
  const { list, one, edit } = paths[host];
  const place = url.pathname;
  if (method === "GET" && requestPaths[host] === place) return send(200, pullRequest(host, standIn));
  if (host === "github" && method === "GET" && place === "/repos/acme/jobs/pulls") {
    const number = standIn.branches[url.searchParams.get("head") ?? ""];
    return send(200, number === undefined ? [] : [{ number }]);
  }
  if (host === "github" && place.startsWith("/repos/acme/jobs/issues/7/labels"))
    return githubLabels(standIn, place, method, text, send);
  if (host === "gitlab" && method === "PUT" && requestPaths.gitlab === place) return gitlabLabels(standIn, text, send);
  const body = text === "" ? "" : String((JSON.parse(text) as { body?: unknown }).body ?? "");
  if (list.test(url.pathname)) {
    if (method === "GET") return page(host, options, standIn, url, send);
    if (method !== "POST") return send(405, { message: "no such method" });
    if (options.closed) return send(409, { message: "the merge request is closed" });
    if (body.length > (options.limit ?? Number.POSITIVE_INFINITY)) return tooLong(host, options, send);
    if (host === "codearts" && /[\u{10000}-\u{10ffff}]/u.test(body)) return send(400, { error_msg: "illegal character" });
    if (host === "codearts" && (JSON.parse(text) as { severity?: string }).severity !== "suggestion")
      return send(400, { message: "severity" });
    const comment = { id: Math.max(0, ...standIn.comments.map(({ id }) => id)) + 1, body, author: "us" };
    standIn.comments.push(comment);
    return send(201, shape(host, comment));
  }
  const id = Number(one.exec(url.pathname)?.[1]);
  const found = standIn.comments.find((comment) => comment.id === id);
  if (!found) return send(404, { message: "Not Found" });
  if (method === "DELETE") {
    if (options.noDelete) return send(options.noDelete, { message: "not allowed" });
    standIn.comments.splice(standIn.comments.indexOf(found), 1);
    return send(204, undefined);
  }
  if (method !== edit || options.noEdit) return send(options.noEdit ?? 405, { message: "no such call" });
  if (body.length > (options.limit ?? Number.POSITIVE_INFINITY)) return tooLong(host, options, send);
  found.body = body;
  send(200, shape(host, found));
}

function page(host: Host, options: StandInOptions, standIn: StandIn, url: URL, send: Send): undefined {
  const size = Math.min(options.pageSize ?? 20, Number(url.searchParams.get("per_page") ?? url.searchParams.get("limit") ?? 20));
  const number = Number(url.searchParams.get("page") ?? 1);
  const from = host === "codearts" ? Number(url.searchParams.get("offset") ?? 0) : (number - 1) * size;
  const items = standIn.comments.slice(from, from + size).map((comment) => shape(host, comment));
  const more = from + size < standIn.comments.length;
  const headers: Record<string, string> = {};
  if (host === "github" && more) headers.link = `<${standIn.url}/next>; rel="next", <${standIn.url}/last>; rel="last"`;
  if (host === "gitlab") headers["x-next-page"] = more ? String(number + 1) : "";
  send(200, host === "codearts" ? { total: standIn.comments.length, discussions: items } : items, headers);
}

const requestPaths: Record<Host, string> = {
  github: "/repos/acme/jobs/pulls/7",
  gitlab: "/projects/acme%2Fjobs/merge_requests/7",
  gitee: "/repos/acme/jobs/pulls/7",
  gitcode: "/repos/acme/jobs/pulls/7",
  codearts: "/v4/repositories/4711/merge-requests/7",
};

function pullRequest(host: Host, { head, labels }: StandIn): unknown {
  if (host === "gitlab") return { iid: 7, sha: head, labels };
  if (host === "codearts") return { iid: 7, diff_refs: { base_sha: "f".repeat(40), head_sha: head } };
  return { number: 7, head: { sha: head } };
}

function githubLabels(standIn: StandIn, place: string, method: string, text: string, send: Send): undefined {
  const one = decodeURIComponent(/\/labels\/(.+)$/.exec(place)?.[1] ?? "");
  if (method === "POST") standIn.labels.push(...(JSON.parse(text) as { labels: string[] }).labels);
  if (method === "DELETE") standIn.labels.splice(standIn.labels.indexOf(one), 1);
  send(
    200,
    standIn.labels.map((name) => ({ name })),
  );
}

function gitlabLabels(standIn: StandIn, text: string, send: Send): undefined {
  const { add_labels: add = "", remove_labels: remove = "" } = JSON.parse(text) as Record<string, string>;
  const left = standIn.labels.filter((label) => !remove.split(",").includes(label));
  standIn.labels.splice(0, standIn.labels.length, ...left, ...add.split(",").filter(Boolean));
  send(200, pullRequest("gitlab", standIn));
}

function shape(host: Host, comment: { id: number; body: string; author: string }): unknown {
  const { id, login, iam } = comment.author === "us" ? users.us : users.somebody;
  const { body } = comment;
  if (host === "codearts") {
    const note = { id: comment.id, body, author: { id: id + 1000, username: iam, name: login } };
    return { id: `d${comment.id}`, individual_note: false, notes: [note] };
  }
  const author = host === "gitlab" ? { author: { id, username: login } } : { user: { id, login } };
  return { id: comment.id, body, html_url: `https://host.example.com/7#${comment.id}`, ...author };
}

function isKnown(host: Host, request: IncomingMessage, url: URL, body: string, own: typeof keys): boolean {
  const { headers } = request;
  switch (host) {
    case "github":
      return headers.authorization === `Bearer ${token}`;
    case "gitlab":
      return headers["private-token"] === token;
    case "codearts":
      return isSigned(request, url, body, own);
    default:
      return headers.authorization === `Bearer ${token}` && !url.search.includes(token);
  }
}

/** The signature of AK/SK requests, computed here once more from its description. */
function isSigned(request: IncomingMessage, url: URL, body: string, own: typeof keys): boolean {
  const found = /^SDK-HMAC-SHA256 Access=(\w+), SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? "",
  );
  const date = String(request.headers["x-sdk-date"] ?? "");
  if (found?.[1] !== own.accessKey || !/^\d{8}T\d{6}Z$/.test(date)) return false;
  const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
  const names = (found[2] ?? "").split(";");
  if (!names.includes("host") || !names.includes("x-sdk-date")) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const canonical = [
    request.method,
    `${url.pathname}/`,
    query,
    ...names.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    found[2],
    sha(body),
  ].join("\n");
  const expected = createHmac("sha256", own.secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha(canonical)}`)
    .digest("hex");
  return expected === found[3];
}
