/** The plugin as the engine calls it, over a real socket: what no dynamic provider is asked. */
import { connectivityState } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Simulator } from "codearts-simulator";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Handle, kindOf, kinds } from "../../provider/kinds";
import { unknownMark } from "../../provider/pulumi-wire";
import { pluginSchema } from "../../tools/generate/plugin/schema";
import { secretPaths } from "../helpers/one-resource";
import { withSimulator } from "../helpers/simulator";
import { clientOf } from "../provider/lifecycle/contract";
import { contracts } from "../provider/lifecycle/contracts";
import { call, propsOf, type Shell, startShell, struct } from "./shell";

type Props = Record<string, unknown>;
const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const urnOf = (kind: string, name = "api") => `urn:pulumi:test::e2e::codearts:index:${kind}::${name}`;

const schema = pluginSchema();
let shell: Shell;
const said: [string, string | undefined][] = [];
beforeAll(async () => {
  shell = await startShell((line, urn) => said.push([line, urn]));
});
afterAll(() => shell.close());
beforeEach(() => {
  said.length = 0;
});

const settingsOf = ({ region, projectId, iamProjectId, credentials, endpoints }: Simulator) => ({
  region,
  projectId,
  iamProjectId,
  accessKey: credentials.accessKey,
  secretKey: secret(credentials.secretKey),
  endpoints: { build: endpoints.build, hss: endpoints.hss, iam: endpoints.iam },
});

const configure = (settings: Props, name = "default") =>
  call<messages.ConfigureResponse>((done) =>
    shell.client.configure(new messages.ConfigureRequest().setArgs(struct(settings)).setName(name), done),
  );
const check = (kind: string, news: Props) =>
  call<messages.CheckResponse>((done) =>
    shell.client.check(new messages.CheckRequest().setUrn(urnOf(kind)).setNews(struct(news)).setOlds(struct({})), done),
  );
const create = (kind: string, inputs: Props, more: (request: messages.CreateRequest) => unknown = () => {}) => {
  const request = new messages.CreateRequest().setUrn(urnOf(kind)).setProperties(struct(inputs));
  more(request);
  return call<messages.CreateResponse>((done) => shell.client.create(request, done));
};
const invoke = async (token: string, args: Props) => {
  const request = new messages.InvokeRequest().setTok(token).setArgs(struct(args));
  return propsOf((await call<messages.InvokeResponse>((done) => shell.client.invoke(request, done))).getReturn());
};
const configured = (work: (simulator: Simulator) => Promise<void>) =>
  withSimulator(async (simulator) => {
    await configure(settingsOf(simulator));
    await work(simulator);
  });

test.each(Object.values(contracts).map((contract) => [contract.kind, contract] as const))(
  "%s: a preview sends nothing, and foresees",
  (kind, contract) =>
    configured(async (simulator) => {
      const service = { simulator, client: clientOf(simulator) };
      const inputs = { ...(await contract.prepare?.(service)), ...contract.inputs };
      simulator.clearJournal();
      const news = propsOf((await check(kind, inputs)).getInputs());
      const foreseen = await create(kind, news, (request: messages.CreateRequest) => request.setPreview(true));
      const update = new messages.UpdateRequest()
        .setUrn(urnOf(kind))
        .setId("x")
        .setOlds(struct(news))
        .setNews(struct(news))
        .setPreview(true);
      const updated = await call<messages.UpdateResponse>((done) => shell.client.update(update, done));
      for (const props of [propsOf(foreseen.getProperties()), propsOf(updated.getProperties())]) {
        expect(props).toMatchObject(news);
        expect(props.undeclared).toBe(unknownMark);
      }
      expect(foreseen.getId()).toBe("");
      expect(simulator.journal()).toEqual([]);
    }),
);

test("a secret stays secret in its place, and values next to it do not become secret", () =>
  configured(async () => {
    const steps = [{ module: "x.y", name: "One", properties: { password: secret("made-up-secret"), command: "make" } }];
    const inputs = propsOf((await check("BuildJob", { steps, parameters: { a: secret("made-up-value") } })).getInputs());
    const marked = ["parameters.a", "steps[0].properties.password"];
    expect(secretPaths(inputs)).toEqual(marked);
    expect(inputs.name).toBe("api");
    const made = await create("BuildJob", inputs);
    expect(secretPaths(propsOf(made.getProperties()))).toEqual(marked);
    const request = new messages.ReadRequest().setUrn(urnOf("BuildJob")).setId(made.getId()).setProperties(made.getProperties());
    const read = await call<messages.ReadResponse>((done) => shell.client.read(request, done));
    expect(secretPaths(propsOf(read.getInputs()))).toEqual(marked);
    expect(JSON.stringify(said)).not.toContain("made-up");
  }));

test("settings: typed or as texts, secret by nature, the nearest name for one that there is not", async () => {
  const checkConfig = (news: Props) =>
    call<messages.CheckResponse>((done) => shell.client.checkConfig(new messages.CheckRequest().setNews(struct(news)), done));
  const good = await checkConfig({ region: "cn-north-4", secretKey: "made-up", retries: 3, version: "1.2.3" });
  expect(good.getFailuresList()).toEqual([]);
  expect(secretPaths(propsOf(good.getInputs()))).toEqual(["secretKey"]);
  const bad = await checkConfig({ regoin: "cn-north-4", secret_key: "x" });
  expect(bad.getFailuresList().map((one) => one.getReason())).toEqual([
    'there is no setting "regoin"; did you mean "region"?',
    'there is no setting "secret_key"; did you mean "secretKey"?',
  ]);
});

test("a change of settings replaces nothing; a resource's move to a provider of another account does", async () => {
  const checked = ({ name, ...settings }: Props) => {
    const urn = `urn:pulumi:test::e2e::pulumi:providers:codearts::${name}`;
    const request = new messages.CheckRequest().setUrn(urn).setNews(struct(settings));
    return call<messages.CheckResponse>((done) => shell.client.checkConfig(request, done));
  };
  const replaced = async (olds: Props, news: Props) => {
    const [before, after] = [await checked(olds), await checked(news)];
    const diff = new messages.DiffRequest().setOlds(before.getInputs()).setNews(after.getInputs());
    return (await call<messages.DiffResponse>((done) => shell.client.diffConfig(diff, done))).getReplacesList();
  };
  const one = { name: "one", accessKey: "AK-ONE", secretKey: "made-up", region: "cn-north-4" };
  expect(await replaced(one, { ...one, region: "cn-south-1" })).toEqual([]);
  expect(await replaced(one, { ...one, accessKey: "AK-ROTATED" })).toEqual([]);
  expect(await replaced(one, { ...one, name: "two" })).toEqual([]);
  expect(await replaced(one, { ...one, name: "two", accessKey: "AK-TWO" })).toEqual(["accessKey"]);
  expect(await replaced(one, { ...one, name: "two", accessKey: unknownMark })).toEqual([]);
  const named = { ...one, domainId: "first" };
  expect(await replaced(named, { ...named, name: "two", accessKey: "AK-TWO" })).toEqual([]);
  expect(await replaced(named, { ...named, name: "two", domainId: "second" })).toEqual(["domainId"]);
  const user = { name: "one", user: "developer", domain: "first", password: "made-up" };
  expect(await replaced(user, { ...user, name: "two", user: "deployer" })).toEqual([]);
  expect(await replaced(user, { ...user, name: "two", domain: "second" })).toEqual(["domain"]);
  expect(await replaced({ ...one, name: "default_1_0_0" }, { ...one, name: "default_1_0_1", accessKey: "AK-ROTATED" })).toEqual(
    [],
  );
});

test("types and functions that there are not are named with the nearest", () =>
  configured(async () => {
    await expect(check("BuildJbo", {})).rejects.toThrow(
      'there is no resource type codearts:index:BuildJbo; did you mean "BuildJob"?',
    );
    await expect(invoke("codearts:index:getBuildJbo", {})).rejects.toThrow(
      'there is no function codearts:index:getBuildJbo; did you mean "getBuildJob"?',
    );
    await expect(invoke("codearts:index:getBuildJob", { name: "none" })).rejects.toThrow(
      'getBuildJob: job "none": there is none',
    );
  }));

test("functions answer objects; what can hold a secret is one", () =>
  configured(async () => {
    const inputs = propsOf((await check("BuildJob", { parameters: { branch: "main" } })).getInputs());
    const { getId } = { getId: (await create("BuildJob", inputs)).getId() };
    const found = await invoke("codearts:index:getBuildJob", { name: "api" });
    expect(found).toMatchObject({ id: getId, name: "api", parameters: secret({ branch: "main" }) });
    const { items } = await invoke("codearts:index:listBuildJobs", {});
    expect(items).toMatchObject([{ jobName: "api" }]);
    expect(await invoke("codearts:index:getExecutorSpecs", {})).toEqual({ items: expect.any(Array) });
  }));

const listed = (token: string, query: Props, limit = 0) =>
  new Promise<string[]>((resolve, reject) => {
    const ids: string[] = [];
    const stream = shell.client.list(new messages.ListRequest().setToken(token).setQuery(struct(query)).setLimit(limit));
    stream.on("data", (response: messages.ListResponse) => ids.push(response.getResult()?.getName() ?? ""));
    stream.on("error", reject);
    stream.on("end", () => resolve(ids));
  });

test("every kind that adoption finds is listed; others say what they are listed by", () =>
  configured(async () => {
    for (const name of ["one", "two"]) await create("BuildJob", propsOf((await check("BuildJob", { name })).getInputs()));
    expect((await listed("codearts:index:BuildJob", {})).sort()).toEqual(["one", "two"]);
    expect(await listed("codearts:index:BuildJob", {}, 1)).toHaveLength(1);
    expect(await listed("codearts:index:Notice", { jobId: "0".repeat(32) })).toContain("MAIL");
    await expect(listed("codearts:index:Notice", {})).rejects.toThrow(/jobId is missing; it is required to list notices/);
    await expect(listed("codearts:index:BuildRun", {})).rejects.toThrow(/build runs cannot be listed/);
    const { resources } = JSON.parse(schema);
    for (const handle of Object.keys(kinds) as Handle[]) {
      const { list, listIn, within } = kindOf(handle);
      expect([handle, "listInputs" in resources[`codearts:index:${kinds[handle].name}`]]).toEqual([
        handle,
        Boolean(list ?? listIn ?? within),
      ]);
    }
  }));

test("what is said goes to the resource; a build is waited for as long as the deployment has time, and no longer once it is stopped", async () => {
  const own = await startShell((line, urn) => said.push([line, urn]));
  try {
    await withSimulator(async (simulator) => {
      const job = String(
        (await clientOf(simulator).jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "slow" } as never))
          .job_id,
      );
      const args = new messages.ConfigureRequest().setArgs(struct(settingsOf(simulator))).setName("default");
      await call<messages.ConfigureResponse>((done) => own.client.configure(args, done));
      const run = (seconds: number) => {
        const inputs = { region: simulator.region, jobId: job };
        const request = new messages.CreateRequest()
          .setUrn(urnOf("BuildRun", "first"))
          .setTimeout(seconds)
          .setProperties(struct(inputs));
        return call<messages.CreateResponse>((done) => own.client.create(request, done)).catch((error: unknown) => error);
      };
      const late = await run(1);
      expect(late).toMatchObject({
        id: `${job}/1`,
        message: expect.stringMatching(/build 1 still runs after the time limit of its customTimeouts/),
      });
      expect(said).toContainEqual([
        expect.stringMatching(/^codearts:BuildRun of job \w+: build 1: /),
        urnOf("BuildRun", "first"),
      ]);
      said.length = 0;
      const waiting = run(0);
      while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await call<Empty>((done) => own.client.cancel(new Empty(), done));
      expect(await waiting).toMatchObject({
        id: `${job}/2`,
        message: expect.stringMatching(/build 2 still runs when the deployment is stopped/),
      });
      // Called at the end of every deployment, too: nothing else minds.
      await call<Empty>((done) => own.client.cancel(new Empty(), done));
      expect(own.client.getChannel().getConnectivityState(false)).toBe(connectivityState.READY);
    });
  } finally {
    own.close();
  }
});
