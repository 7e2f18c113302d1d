/** One comment in the pull request, on each of five hosts, over real sockets. */
import type { Environment } from "../../../cli/commands/review/ci";
import { codeartsApiUrl, postReview, type Target } from "../../../cli/commands/review/post";
import type { Posted } from "../../../cli/commands/review/post/comments";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { type Host, hosts, markerOf, profiles } from "../../../cli/commands/review/render/profiles";
import { ending, reportOf, step } from "./events";
import { keys, type StandIn, type StandInOptions, token, withStandIn } from "./stand-in";

const env: Environment = { GITHUB_TOKEN: token, GITLAB_TOKEN: token, GITEE_TOKEN: token, GITCODE_TOKEN: token };
const credentials = () => ({ type: "keys" as const, ...keys });

function targetOf(host: Host, url: string, patience = 5_000): Target {
  return { host, repository: host === "codearts" ? "4711" : "acme/jobs", number: "7", apiUrl: url, proxy: {}, patience };
}

/** A body that says which review it is, and grows or shrinks with the limit as a real one does. */
function bodyOf(host: Host, text: string, key = "jobs"): (limit?: number) => string {
  const marker = markerOf(profiles[host], key);
  const [head, tail] = profiles[host].marker === "html" ? [`${marker}\n`, ""] : ["", `\n${marker}`];
  return (limit = 60_000) => `${head}${text}${tail}`.slice(0, Math.max(limit, 400));
}

function post(host: Host, standIn: StandIn, text: string, use = env): Promise<Posted> {
  return postReview(targetOf(host, standIn.url), use, credentials, "jobs", bodyOf(host, text));
}

function ours(standIn: StandIn): string[] {
  return standIn.comments.filter((comment) => comment.author === "us").map((comment) => comment.body);
}

async function refusal(host: Host, options: StandInOptions, prepare: (standIn: StandIn) => void, use = env): Promise<string> {
  return withStandIn(host, options, async (standIn) => {
    prepare(standIn);
    const error = await post(host, standIn, "text", use).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Error)) throw new Error("it was posted");
    expect(error.message).not.toContain(token);
    expect(error.message).not.toContain(keys.secretKey);
    return error.message;
  });
}

describe.each(hosts)("%s", (host) => {
  test("100 reviews of one pull request leave 1 comment, found behind several pages of others", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.fill(45);
      for (let run = 1; run <= 100; run += 1) await post(host, standIn, `run ${run}`);
      expect(ours(standIn)).toHaveLength(1);
      expect(ours(standIn)[0]).toContain("run 100");
      expect(standIn.comments).toHaveLength(46);
    });
  }, 60_000);

  test("creates, then updates in place, and leaves alone what is the same", async () => {
    await withStandIn(host, {}, async (standIn) => {
      expect((await post(host, standIn, "one")).done).toBe("created");
      expect((await post(host, standIn, "two")).done).toBe("updated");
      expect((await post(host, standIn, "two")).done).toBe("unchanged");
      expect(standIn.requests.filter((request) => request.method === "POST")).toHaveLength(1);
    });
  });

  test("comments of different keys do not touch each other, nor one that merely quotes a marker", async () => {
    await withStandIn(host, {}, async (standIn) => {
      const marker = markerOf(profiles[host], "jobs");
      standIn.comments.push({ id: 1, body: `look: ${marker} is what it looks like`, author: "somebody" });
      await postReview(targetOf(host, standIn.url), env, credentials, "other", bodyOf(host, "other", "other"));
      await post(host, standIn, "one");
      await post(host, standIn, "two");
      expect(standIn.comments.map((comment) => comment.author)).toEqual(["somebody", "us", "us"]);
      expect(ours(standIn)[0]).toContain("other");
    });
  });

  test("several of ours, left by two jobs at once, become one", async () => {
    await withStandIn(host, {}, async (standIn) => {
      for (const id of [1, 2, 3]) standIn.comments.push({ id, body: bodyOf(host, `old ${id}`)(), author: "us" });
      await post(host, standIn, "new");
      expect(ours(standIn)).toEqual([bodyOf(host, "new")()]);
    });
  });

  test("where the comment cannot be edited: a new one, and the old one is removed", async () => {
    for (const noEdit of [403, 404, 405]) {
      await withStandIn(host, { noEdit }, async (standIn) => {
        await post(host, standIn, "one");
        expect((await post(host, standIn, "two")).done).toBe("replaced");
        expect(ours(standIn)).toEqual([bodyOf(host, "two")()]);
      });
    }
  });

  test("where it can be neither edited nor removed, it says so", async () => {
    await withStandIn(host, { noEdit: 403, noDelete: 403 }, async (standIn) => {
      await post(host, standIn, "one");
      const posted = await post(host, standIn, "two");
      expect(posted.warnings).toEqual([expect.stringMatching(/delete it by hand/)]);
      expect(ours(standIn).at(-1)).toContain("two");
    });
  });

  test("a rate limit is waited for", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.faults.push(
        { status: 429, headers: { "retry-after": "0.2" } },
        { method: "POST", status: 429, headers: { "retry-after": "0.3" } },
      );
      if (host === "github")
        standIn.faults.push({ status: 403, headers: { "x-ratelimit-remaining": "0", "retry-after": "0.1" } });
      const started = Date.now();
      await post(host, standIn, "one");
      expect(Date.now() - started).toBeGreaterThanOrEqual(480);
      expect(ours(standIn)).toHaveLength(1);
    });
  });

  test("a rate limit longer than a CI job should wait ends in a sentence", async () => {
    const message = await refusal(host, {}, (standIn) =>
      standIn.faults.push({ status: 429, headers: { "retry-after": "3600" } }),
    );
    expect(message).toMatch(/too many requests/);
  });

  test("a server error passes; a lost answer to a create is settled by looking", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.faults.push({ method: "GET", status: 502 }, { method: "POST", status: 0, dropAfter: true });
      await post(host, standIn, "one");
      expect(ours(standIn)).toHaveLength(1);
      expect(standIn.requests.filter((request) => request.method === "POST")).toHaveLength(1);
    });
  });

  test("every refusal is a sentence that says what to do", async () => {
    const fault = (status: number) => (standIn: StandIn) => void standIn.faults.push({ status, body: { message: "no way" } });
    const wrong: Environment = Object.fromEntries(Object.keys(env).map((name) => [name, "made-up-wrong"]));
    if (host !== "codearts")
      expect(await refusal(host, {}, () => undefined, wrong)).toMatch(/does not accept the token in \w+ \(401\)/);
    expect(await refusal(host, {}, fault(401))).toMatch(/does not accept/);
    expect(await refusal(host, {}, fault(403))).toMatch(/may not write comments there \(403\).*no way/s);
    expect(await refusal(host, {}, fault(404))).toMatch(/not found \(404\).*--repository, --number/);
    expect(await refusal(host, { closed: true }, () => undefined)).toMatch(
      /conflict \(409\): the pull request is locked, closed/,
    );
    expect(await refusal(host, { limit: 1 }, () => undefined)).toMatch(
      host === "github" ? /\(422\): too long/ : /too large for the host \(413\)/,
    );
    expect(await refusal(host, {}, fault(422))).toMatch(/\(422\)/);
  });

  test("what is too large after all is posted shorter, whole pieces only", async () => {
    const report = await reportOf([
      ...Array.from({ length: 60 }, (_, index) => step("create", { name: `job-${index}`, new: { name: `job-${index}` } })),
      ...ending(),
    ]);
    const body = (limit?: number) =>
      renderMarkdown(report, { profile: profiles[host], key: "jobs", ...(limit !== undefined && { limit }) });
    await withStandIn(host, { limit: 900 }, async (standIn) => {
      await postReview(targetOf(host, standIn.url), env, credentials, "jobs", body);
      expect(ours(standIn)).toHaveLength(1);
      expect(ours(standIn)[0]).toMatch(/Not shown: \d+ creates/);
    });
  });
});

test("no token, a wrong place and an address in clear are said before anything is sent", async () => {
  const never = (target: Partial<Target>, use: Environment = env) =>
    expect(postReview({ ...targetOf("github", "https://api.github.com"), ...target }, use, credentials, "k", () => "x")).rejects;
  await never({}, {}).toThrow(/set GITHUB_TOKEN or GH_TOKEN/);
  await never({ repository: "jobs" }).toThrow(/owner\/name/);
  await never({ number: "seven" }).toThrow(/no number of a pull request/);
  await never({ apiUrl: "http://api.example.com" }).toThrow(/https/);
  await never({ host: "codearts", repository: "acme/jobs", apiUrl: codeartsApiUrl("cn-north-4") }).toThrow(
    /number of the repository/,
  );
  const password = () => ({ type: "password" as const, user: "u", password: "p", domain: "d" });
  await expect(
    postReview(targetOf("codearts", "https://codehub-ext.cn-north-4.myhuaweicloud.com"), env, password, "k", () => "x"),
  ).rejects.toThrow(/HW_ACCESS_KEY/);
});

test("a host that is not there is told by its name", async () => {
  const url = await withStandIn("github", {}, async (standIn) => standIn.url);
  await expect(postReview(targetOf("github", url, 10), env, credentials, "k", () => "x")).rejects.toThrow(
    /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
  );
});
