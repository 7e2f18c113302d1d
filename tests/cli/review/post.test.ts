/** One comment in the pull request, on each of five hosts, over real sockets. */
import type { Environment } from "../../../cli/commands/review/ci";
import { codeartsApiUrl, createPoster, type Target } from "../../../cli/commands/review/post";
import type { Own, Posted } from "../../../cli/commands/review/post/host";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { type Host, hosts, markerOf, profiles } from "../../../cli/commands/review/render/profiles";
import { ending, reportOf, step } from "./events";
import { keys, type StandIn, type StandInOptions, token, withStandIn } from "./stand-in";

const env: Environment = { GITHUB_TOKEN: token, GITLAB_TOKEN: token, GITEE_TOKEN: token, GITCODE_TOKEN: token };
const credentials = () => ({ type: "keys" as const, ...keys });
const [older, newer] = ["a".repeat(40), "b".repeat(40)];

function targetOf(host: Host, url: string, patience = 5_000): Target {
  const repository = host === "codearts" ? "4711" : "acme/jobs";
  return { host, repository, number: "7", apiUrl: url, proxy: {}, patience, settle: 2 };
}

/** A part that says which review it is, and shrinks with the room that it gets as a real one does. */
function own(text: string, facts: Partial<Own> = {}): Own {
  return { language: "en", stacks: ["jobs/prod"], write: (limit) => text.slice(0, Math.max(limit, 200)), ...facts };
}

async function postTo(target: Target, use: Environment, key: string, part: Own): Promise<Posted> {
  return createPoster(target, { env: use, credentials }).post(key, part);
}

function post(host: Host, standIn: StandIn, part: Own | string, use = env): Promise<Posted> {
  return postTo(targetOf(host, standIn.url), use, "jobs", typeof part === "string" ? own(part) : part);
}

function ours(standIn: StandIn): string[] {
  return standIn.comments.filter((comment) => comment.author === "us").map((comment) => comment.body);
}

/** A comment as earlier versions or other people would leave it: the marker alone says what it is. */
function marked(host: Host, text: string): string {
  const marker = markerOf(profiles[host], "jobs");
  return profiles[host].marker === "html" ? `${marker}\n${text}\n` : `${text}\n${marker}\n`;
}

const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => ({ ...value }));

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
  test("20 reviews of one pull request leave 1 comment, found behind several pages of others", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.fill(45);
      for (let run = 1; run <= 20; run += 1) await post(host, standIn, `run ${run}`);
      expect(ours(standIn)).toHaveLength(1);
      expect(ours(standIn)[0]).toContain("run 20");
      expect(standIn.comments).toHaveLength(46);
    });
  }, 60_000);

  test("creates, then updates in place, and leaves alone what is the same", async () => {
    await withStandIn(host, {}, async (standIn) => {
      expect((await post(host, standIn, "one")).done).toBe("created");
      expect((await post(host, standIn, "two")).done).toBe("updated");
      expect((await post(host, standIn, "two")).done).toBe("unchanged");
      expect(standIn.requests.filter(({ method, path }) => method === "POST" && path !== "/graphql")).toHaveLength(1);
    });
  });

  test("comments of different keys do not touch each other, nor one that merely quotes a marker", async () => {
    await withStandIn(host, {}, async (standIn) => {
      const marker = markerOf(profiles[host], "jobs");
      standIn.comments.push({ id: 1, body: `look: ${marker} is what it looks like`, author: "somebody" });
      await postTo(targetOf(host, standIn.url), env, "other", own("other"));
      await post(host, standIn, "one");
      await post(host, standIn, "two");
      expect(standIn.comments.map((comment) => comment.author)).toEqual(["somebody", "us", "us"]);
      expect(ours(standIn)[0]).toContain("other");
    });
  });

  test("several of ours, left by runs that were stopped, become one", async () => {
    await withStandIn(host, {}, async (standIn) => {
      for (const id of [1, 2, 3]) standIn.comments.push({ id, body: marked(host, `old ${id}`), author: "us" });
      await post(host, standIn, "new");
      expect(ours(standIn)).toEqual([expect.stringContaining("new")]);
      expect(ours(standIn)[0]).not.toContain("old");
    });
  });

  test.each([false, true])("a marker pasted by another user changes nothing (host names the user: %s)", async (says) => {
    await withStandIn(host, { noIdentity: !says }, async (standIn) => {
      const pasted = { id: 1, body: marked(host, "pasted"), author: "somebody" };
      standIn.comments.push({ ...pasted });
      await post(host, standIn, "one");
      // Also a faithful copy of ours, before and after it.
      const copy = { id: 99, body: ours(standIn)[0] ?? "", author: "somebody" };
      standIn.comments.push({ ...copy });
      const again = await post(host, standIn, "two");
      expect(again.warnings).toEqual([
        expect.stringMatching(/2 comments of other users with the same marker are left unchanged/),
      ]);
      expect(standIn.comments.filter((comment) => comment.author === "somebody")).toEqual([pasted, copy]);
      expect(ours(standIn)).toEqual([expect.stringContaining("two")]);
    });
  });

  test("a section keeps its place among those of other jobs, whatever they quote", async () => {
    await withStandIn(host, {}, async (standIn) => {
      const fake = profiles[host].marker === "html" ? "<!-- part stacks=jobs/dev;lines=1 -->" : "(part stacks=jobs/dev;lines=1)";
      const text = `first\n\n${fake}\n${markerOf(profiles[host], "jobs")}\n${fake}\nlast`;
      await post(host, standIn, own(text, { stacks: ["jobs/prod"], job: "prod" }));
      await post(host, standIn, own("of dev", { stacks: ["jobs/dev"], job: "dev" }));
      await post(host, standIn, own("of dev, once more", { stacks: ["jobs/dev"], job: "dev" }));
      const [body = ""] = ours(standIn);
      expect(ours(standIn)).toHaveLength(1);
      expect(body).toContain(text);
      expect(body.match(/of dev/g)).toHaveLength(1);
      expect(body).toMatch(/2 reviews: `?jobs\/dev`?; `?jobs\/prod/);
    });
  });

  test("a job that reviews fewer stacks takes away what it said of the others; another job's part stays", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.head = older;
      const job = { job: "jobs", commit: older };
      await post(host, standIn, own("both", { ...job, stacks: ["a/prod", "b/prod"] }));
      await post(host, standIn, own("of c", { job: "other", commit: older, stacks: ["c/prod"] }));
      standIn.head = newer;
      await post(host, standIn, own("only a", { ...job, commit: newer, stacks: ["a/prod"] }));
      expect(ours(standIn)).toHaveLength(1);
      expect(ours(standIn)[0]).not.toContain("both");
      expect(ours(standIn)[0]).toMatch(/only a[\s\S]*of c/);
      expect(ours(standIn)[0]).toMatch(new RegExp(`a/prod.*${newer.slice(0, 12)}.*c/prod.*${older.slice(0, 12)}`));
    });
  });

  test("a review of an older commit does not take the place of a newer one", async () => {
    await withStandIn(host, {}, async (standIn) => {
      standIn.head = newer;
      await post(host, standIn, own("new", { commit: newer, run: 2 }));
      expect((await post(host, standIn, own("late", { commit: older, run: 3 }))).done).toBe("outdated");
      expect(ours(standIn)).toEqual([expect.stringContaining("new")]);
      // Where the newest commit is reviewed by nobody yet, the number of the run decides.
      standIn.head = "c".repeat(40);
      expect((await post(host, standIn, own("late", { commit: older, run: 1 }))).done).toBe("outdated");
      expect((await post(host, standIn, own("later", { commit: older, run: 4 }))).done).toBe("updated");
      expect(ours(standIn)).toEqual([expect.stringContaining("later")]);
    });
  });

  test("two runs of the same stacks at once: the newer commit's review stays, whoever is first", async () => {
    await withStandIn(host, { latencies: [0, 2, 0, 5, 1] }, async (standIn) => {
      standIn.head = newer;
      const target = { ...targetOf(host, standIn.url), settle: 20 };
      const run = (text: string, commit: string, number: number) =>
        postTo(target, env, "jobs", own(text, { commit, run: number, job: "review" }));
      for (let round = 1; round <= 4; round += 1) {
        const two = [() => run(`new ${round}.`, newer, 9), () => run(`late ${round}.`, older, 7)];
        await Promise.all((round % 2 === 0 ? two.reverse() : two).map((start) => start()));
        expect(ours(standIn)).toEqual([expect.stringContaining(`new ${round}.`)]);
        expect(ours(standIn)[0]).not.toContain("late");
      }
    });
  });

  test("a token that may write but not read comments gives an error, and no second comment", async () => {
    const said = await refusal(host, {}, (standIn) => standIn.faults.push(...many(20, { method: "GET", status: 403 })));
    expect(said).toMatch(/may not read comments there \(403\)/);
  });

  // The hosts differ in their calls alone, so that one of them stands for all in the number.
  const sides = [
    { each: 8, says: false },
    { each: host === "github" ? 50 : 8, says: true },
  ];
  test.each(sides)(
    "$each reviews by each of two jobs side by side leave 1 comment with both parts (host says who we are: $says)",
    async ({ each, says }) => {
      // Some requests are held up, as long as a busy host may take.
      await withStandIn(host, { noIdentity: !says, latencies: [0, 1, 0, 0, 3, 0, 0, 0, 2, 0, 7] }, async (standIn) => {
        standIn.fill(25);
        const target = { ...targetOf(host, standIn.url), settle: 20 };
        const side = (name: string, run: number): Promise<Posted> =>
          postTo(target, env, "jobs", own(`${name}: run ${run}.`, { stacks: [`jobs/${name}`], job: name }));
        for (let run = 1; run <= each; run += 1) {
          await Promise.all([side("dev", run), side("prod", run)]);
          expect(ours(standIn)).toEqual([expect.stringMatching(new RegExp(`dev: run ${run}\\.[\\s\\S]*prod: run ${run}\\.`))]);
        }
      });
    },
    120_000,
  );

  test("parts share the room: the beginnings of all are there, and where the rest is", async () => {
    await withStandIn(host, { limit: profiles[host].limit }, async (standIn) => {
      const paragraphs = (name: string) =>
        Array.from({ length: profiles[host].limit / 20 }, (_, index) => `- ${name} ${index}\n`).join("\n");
      for (const name of ["dev", "prod"]) {
        const url = `https://ci.example.com/${name}`;
        const write = (limit: number) => paragraphs(name).slice(0, limit);
        await post(host, standIn, { language: "en", stacks: [name], job: name, url, write });
      }
      const [body = ""] = ours(standIn);
      expect(body.length).toBeLessThanOrEqual(profiles[host].limit);
      expect(body.match(/- dev /g)?.length).toBeGreaterThan(100);
      expect(body.match(/- prod /g)?.length).toBeGreaterThan(100);
      expect(body).toContain("The rest of this review does not fit here; the full review is at https://ci.example.com/dev.");
    });
  });

  test("where the comment cannot be edited: a new one, and the old one is removed", async () => {
    for (const noEdit of [403, 404, 405]) {
      await withStandIn(host, { noEdit }, async (standIn) => {
        await post(host, standIn, "one");
        expect((await post(host, standIn, "two")).done).toBe("replaced");
        expect(ours(standIn)).toEqual([expect.stringContaining("two")]);
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
    expect(await refusal(host, {}, fault(403))).toMatch(/may not read comments there \(403\).*no way/s);
    expect(await refusal(host, {}, fault(301))).toMatch(/not found \(301\)/);
    expect(await refusal(host, {}, fault(404))).toMatch(/not found \(404\).*--repository, --number/);
    expect(await refusal(host, { closed: true }, () => undefined)).toMatch(
      /conflict \(409\): the pull request is locked, closed/,
    );
    // Each in the host's own words.
    const said = {
      github: /Body is too long/,
      gitlab: /note is too long/,
      gitee: /过长/,
      gitcode: /too long/,
      codearts: /exceeds 8000/,
    };
    expect(await refusal(host, { limit: 1 }, () => undefined)).toMatch(said[host]);
    expect(await refusal(host, { limit: 1, tooLong: 413 }, () => undefined)).toMatch(/too large for the host \(413\)/);
    expect(await refusal(host, {}, fault(422))).toMatch(/\(422\)/);
  });

  test("a report that the host finds too large is posted shorter, with complete sections only", async () => {
    const report = await reportOf([
      ...Array.from({ length: 60 }, (_, index) =>
        step("create", { name: `job-${index}`, new: { name: `job-${index}`, groupId: `group-${index}` } }),
      ),
      ...ending(),
    ]);
    const write = (limit: number) => renderMarkdown(report, { profile: profiles[host], key: "jobs", limit });
    for (const tooLong of [undefined, 400, 413, 422]) {
      await withStandIn(host, { limit: 1_000, ...(tooLong && { tooLong }) }, async (standIn) => {
        await post(host, standIn, { language: "en", stacks: ["jobs/prod"], write });
        expect(ours(standIn)).toHaveLength(1);
        expect(ours(standIn)[0]).toMatch(/Not shown: \d+ creates/);
        await post(host, standIn, { language: "en", stacks: ["jobs/prod"], write: (limit) => `again\n\n${write(limit - 10)}` });
        expect(ours(standIn)[0]).toMatch(/again[\s\S]*Not shown: \d+ creates/);
      });
    }
  });

  test("no token is in an address or in a reported answer of the host", async () => {
    await withStandIn(host, {}, async (standIn) => {
      await post(host, standIn, "one");
      await post(host, standIn, "two");
      expect(standIn.requests.filter(({ path, query }) => `${path}${query}`.includes(token) || query.includes("secret"))).toEqual(
        [],
      );
    });
    const echo = host === "codearts" ? keys.secretKey : token;
    const message = await refusal(host, {}, (standIn) => {
      standIn.faults.push({ status: 403, body: { message: `${echo} may not\n::error::x \u001b[31m` } });
    });
    expect(message).toMatch(/the host said: \[secret\] may not ::error::x/);
    expect(message).not.toContain("\u001b");
  });
});

test("GitHub Enterprise Server: also there only comments of the token's own user count", async () => {
  await withStandIn("github", {}, async (standIn) => {
    standIn.comments.push({ id: 1, body: marked("github", "pasted"), author: "somebody" });
    const target = targetOf("github", `${standIn.url}/api/v3/`);
    for (const text of ["one", "two"]) await postTo(target, env, "jobs", own(text));
    expect(ours(standIn)).toEqual([expect.stringContaining("two")]);
    const creates = standIn.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/comments"));
    expect(creates).toHaveLength(1);
  });
});

test("no token, a wrong place and an address in clear are said before anything is sent", async () => {
  const never = (target: Partial<Target>, use: Environment = env) =>
    expect(postTo({ ...targetOf("github", "https://api.github.com"), ...target }, use, "k", own("x"))).rejects;
  await never({}, {}).toThrow(/set GITHUB_TOKEN or GH_TOKEN/);
  await never({ host: "gitlab" }, { CI_JOB_TOKEN: token }).toThrow(
    /set GITLAB_TOKEN to a project access token with the scope api.*CI_JOB_TOKEN\) cannot write notes/,
  );
  await never({ repository: "jobs" }).toThrow(/owner\/name/);
  await never({ number: "seven" }).toThrow(/not the number of a pull request/);
  await never({ apiUrl: "http://api.example.com" }).toThrow(/https/);
  await never({ host: "codearts", repository: "acme/jobs", apiUrl: codeartsApiUrl("cn-north-4") }).toThrow(
    /number of the repository/,
  );
  const password = () => ({ type: "password" as const, user: "u", password: "p", domain: "d" });
  await expect(
    (async () => createPoster(targetOf("codearts", codeartsApiUrl("cn-north-4")), { env, credentials: password }))(),
  ).rejects.toThrow(/HW_ACCESS_KEY/);
});

test("an unreachable host is reported by its name", async () => {
  const url = await withStandIn("github", {}, async (standIn) => standIn.url);
  await expect(postTo(targetOf("github", url, 10), env, "k", own("x"))).rejects.toThrow(
    /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
  );
});
