/** Temporary keys of an ECS machine: with a session token and without, cached, renewed before they end. */
import { clientOf, failureOf, keys, type Reply, success, withService } from "./service";

const none = { accessKey: undefined, secretKey: undefined, profileFile: "/nonexistent/config.json" };
const credential = (end: number): Reply => ({
  body: {
    credential: {
      access: keys.accessKey,
      secret: keys.secretKey,
      securitytoken: "ExampleSecurityToken",
      expires_at: new Date(end).toISOString(),
    },
  },
});
const inAnHour = () => Date.now() + 3_600_000;

test("the session token is requested first, the keys once for many calls", async () => {
  const answers = [{ body: "session-1" }, credential(inAnHour()), ...Array.from({ length: 5 }, () => success(true))];
  await withService(answers, async (service) => {
    const client = clientOf(service, { ...none, metadata: service.url });
    await Promise.all(Array.from({ length: 5 }, () => client.jobs.checkCountLimit()));
    const [session, key, call] = service.asked;
    expect(session).toMatchObject({ method: "PUT", target: "/meta-data/latest/api/token" });
    expect(session?.headers["x-metadata-token-ttl-seconds"]).toBe("21600");
    expect(key).toMatchObject({ method: "GET", target: "/openstack/latest/securitykey" });
    expect(key?.headers["x-metadata-token"]).toBe("session-1");
    expect(call?.headers["x-security-token"]).toBe("ExampleSecurityToken");
    expect(service.asked).toHaveLength(7);
  });
});

test("a machine without session tokens gives its keys without one; keys about to expire are fetched again", async () => {
  const gone: Reply = { status: 404, body: "" };
  const soon = credential(Date.now() + 60_000);
  await withService([gone, soon, success(true), gone, credential(inAnHour()), success(true)], async (service) => {
    const client = clientOf(service, { ...none, metadata: service.url });
    await client.jobs.checkCountLimit();
    await client.jobs.checkCountLimit();
    expect(service.asked).toHaveLength(6);
    expect(service.asked[1]?.headers["x-metadata-token"]).toBeUndefined();
  });
});

test.each([
  [
    "no agency",
    { status: 401, body: "Please configure Cloud Service Agency first" },
    "it answered HTTP 401. Give the machine an agency",
  ],
  ["no keys", { body: { credential: {} } }, "its answer contains no keys"],
  ["no JSON", { body: "<html>" }, "its answer contains no keys"],
] as [string, Reply, string][])("%s is an error of credentials", async (_, reply, message) => {
  await withService([{ body: "session-1" }, reply], async (service) => {
    const error = await failureOf(clientOf(service, { ...none, metadata: service.url }).jobs.checkCountLimit());
    expect(error.kind).toBe("credentials");
    expect(error.message).toContain(message);
  });
});

test("elsewhere than on an ECS machine", async () => {
  const url = await withService([], async (service) => service.url);
  await withService([], async (service) => {
    const error = await failureOf(clientOf(service, { ...none, metadata: url }).jobs.checkCountLimit());
    expect(error.message).toContain("cannot be reached (ECONNREFUSED). It exists on ECS instances only");
  });
});
