/** User, password and domain: one token for all, renewed when it is refused or about to end. */
import { type Asked, clientOf, failureOf, jobId, projectId, type Reply, type Service, success, withService } from "./service";

const login = {
  accessKey: undefined,
  secretKey: undefined,
  user: "deployer",
  password: "Example-password-1",
  domain: "example-account",
};
const isLogin = ({ target }: Asked) => target.startsWith("/v3/auth/tokens");
const logins = ({ asked }: Service) => asked.filter(isLogin);

function tokenReply(token: string, life = 24 * 3_600_000): Reply {
  const expires_at = new Date(Date.now() + life).toISOString();
  const body = {
    token: { expires_at, project: { id: projectId, name: "cn-north-4" }, user: { id: "user-1", name: "deployer" } },
  };
  return { status: 201, headers: { "x-subject-token": token }, body };
}

/** Gives token-1, token-2, …; takes only those that `good` lets pass. */
function iam(good: (token: string) => boolean, life?: number) {
  let made = 0;
  return (asked: Asked): Reply => {
    if (isLogin(asked)) {
      made += 1;
      return tokenReply(`token-${made}`, life);
    }
    if (good(String(asked.headers["x-auth-token"]))) return success(true);
    return { status: 401, body: { error_code: "APIGW.0307", error_msg: "The token must be updated." } };
  };
}

test("fifty calls at once share one token request, scoped to the region's project", async () => {
  await withService(
    iam(() => true),
    async (service) => {
      const client = clientOf(service, login);
      await Promise.all(Array.from({ length: 50 }, () => client.jobs.checkCountLimit()));
      expect(logins(service)).toHaveLength(1);
      const [request] = logins(service);
      expect(request?.headers.authorization).toBeUndefined();
      expect(request?.target).toBe("/v3/auth/tokens?nocatalog=true");
      expect(JSON.parse(request?.body ?? "")).toEqual({
        auth: {
          identity: {
            methods: ["password"],
            password: { user: { name: "deployer", password: "Example-password-1", domain: { name: "example-account" } } },
          },
          scope: { project: { name: "cn-north-4" } },
        },
      });
      const call = service.asked.find((asked) => !isLogin(asked));
      expect(call?.headers).toMatchObject({ "x-auth-token": "token-1", "x-project-id": projectId });
      expect(call?.headers.authorization).toBeUndefined();
    },
  );
});

test("a queue of one does not lock itself up", async () => {
  await withService(
    iam(() => true),
    async (service) => {
      expect(await clientOf(service, { ...login, requestsInFlight: 1 }).jobs.checkCountLimit()).toBe(true);
    },
  );
});

test("a token that is refused is renewed once, for many callers together", async () => {
  await withService(
    iam((token) => token === "token-2"),
    async (service) => {
      const client = clientOf(service, login);
      expect(await Promise.all([1, 2, 3, 4, 5].map(() => client.jobs.checkCountLimit()))).toEqual([true, true, true, true, true]);
      expect(logins(service)).toHaveLength(2);
    },
  );
});

test("a create goes out again with the new token: a 401 did not happen", async () => {
  await withService(
    (asked) => (isLogin(asked) || asked.headers["x-auth-token"] === "token-1" ? iamOnce(asked) : success({ job_id: jobId })),
    async (service) => {
      const body = { project_id: projectId, job_name: "api", arch: "arm" as const };
      expect(await clientOf(service, login).jobs.create(body)).toEqual({ job_id: jobId });
    },
  );
});
let tokens = 0;
function iamOnce(asked: Asked): Reply {
  if (!isLogin(asked)) return { status: 401, body: {} };
  tokens += 1;
  return tokenReply(`token-${tokens}`);
}

test("refused again, it is an error; there are no endless retries", async () => {
  await withService(
    iam(() => false),
    async (service) => {
      const error = await failureOf(clientOf(service, login).jobs.checkCountLimit());
      expect(error).toMatchObject({ kind: "unauthorized", code: "APIGW.0307", operation: "checkJobCountLimit" });
      expect(service.asked).toHaveLength(4);
    },
  );
});

test("a token is not used in the last minutes of its life", async () => {
  await withService(
    iam(() => true, 4 * 60_000),
    async (service) => {
      const client = clientOf(service, login);
      await client.jobs.checkCountLimit();
      await client.jobs.checkCountLimit();
      expect(logins(service)).toHaveLength(2);
    },
  );
});

test("a wrong password is said once, with no word of it, and the token request is not repeated", async () => {
  const refused: Reply = {
    status: 401,
    body: { error: { code: "IAM.0101", message: "Wrong password Example-password-1", title: "Unauthorized" } },
  };
  await withService(
    () => refused,
    async (service) => {
      const error = await failureOf(clientOf(service, login).jobs.checkCountLimit());
      expect(error).toMatchObject({ kind: "unauthorized", operation: "createUserToken", code: "IAM.0101", happened: "no" });
      expect(error.message).not.toContain("Example-password-1");
      expect(service.asked).toHaveLength(1);
    },
  );
});

test("user id and IAM project come with the token; with keys they are looked up, once", async () => {
  await withService(
    iam(() => true),
    async (service) => {
      const client = clientOf(service, login);
      await client.jobs.checkCountLimit();
      expect(await client.userId()).toBe("user-1");
      expect(await client.iamProjectId()).toBe(projectId);
      expect(service.asked).toHaveLength(2);
    },
  );
  const related = {
    project_info_list: [
      { author_id: "other", is_creator: false },
      { author_id: "user-9", is_creator: true },
    ],
  };
  const answering = ({ target }: Asked) =>
    target.startsWith("/v3/projects") ? { body: { projects: [{ id: projectId }] } } : success(related);
  await withService(answering, async (service) => {
    const client = clientOf(service);
    expect(await Promise.all([client.userId(), client.userId(), client.userId()])).toEqual(["user-9", "user-9", "user-9"]);
    expect(await Promise.all([client.iamProjectId(), client.iamProjectId()])).toEqual([projectId, projectId]);
    expect(service.asked).toHaveLength(2);
  });
});

test("a body over 12 MB goes out with a token", async () => {
  await withService(
    iam(() => true),
    async (service) => {
      const file = { name: "large.jks", content: Buffer.alloc(12 * 1024 * 1024 + 1) };
      const upload = clientOf(service, login).keystores.upload({ file, privacy: "true" });
      // Only the answer's type does not fit: the bytes have arrived.
      expect(await failureOf(upload)).toMatchObject({ kind: "invalidAnswer", operation: "uploadKeystore" });
      expect(service.asked.at(-1)?.body.length).toBeGreaterThan(12 * 1024 * 1024);
    },
  );
});

test("who gives up does not wait for a token that hangs", async () => {
  await withService(
    () => ({ silent: true }),
    async (service) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const error = await failureOf(
        clientOf(service, { ...login, timeout: 1 }).jobs.checkCountLimit({ signal: controller.signal }),
      );
      expect(error).toMatchObject({ kind: "cancelled", operation: "checkJobCountLimit" });
    },
  );
});

test("a region with no or several IAM projects is an error that says what to set", async () => {
  await withService([{ body: { projects: [] } }, { body: { projects: [{ id: projectId }, { id: jobId }] } }], async (service) => {
    const client = clientOf(service);
    expect((await failureOf(client.iamProjectId())).message).toContain("none found. Set codearts:iamProjectId");
    expect((await failureOf(client.iamProjectId())).message).toContain("2 found");
  });
});
