/**
 * The plugin behind the interface of a dynamic provider, so that what is told of the lifecycle is told of both shells: every call goes
 * through Pulumi's protocol over a real socket and back.
 */
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import type { dynamic } from "@pulumi/pulumi";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { service } from "../../plugin/service";
import { settingNames } from "../../provider/client/setting-sources";

type Props = Record<string, unknown>;

export interface Shell {
  readonly client: ResourceProviderClient;
  /** What serves resources of a kind, such as `BuildJob`. */
  provider(kind: string): dynamic.ResourceProvider;
  close(): void;
}

/** `schema` is what GetSchema answers; what the plugin says goes to `said`. */
export async function startShell(said: (line: string, urn?: string) => void = () => {}, schema = "{}"): Promise<Shell> {
  const server = new Server();
  server.addService(
    ResourceProviderService,
    service({ schema, version: "1.2.3", address: "127.0.0.1:1", connect: () => ({ log: said }) }),
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    client,
    provider: (kind) => providerOver(client, kind),
    close() {
      client.close();
      server.forceShutdown();
    },
  };
}

export const struct = (props: object): Struct => Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
export const propsOf = (sent: Struct | undefined): Props => (sent?.toJavaScript() ?? {}) as Props;

type Answered<Response> = (error: ServiceError | null, response: Response) => void;

/** One call; a failure comes as the lifecycle throws it, half-made objects with what there is of them. */
export const call = <Response>(begin: (done: Answered<Response>) => void): Promise<Response> =>
  new Promise((resolve, reject) => begin((error, response) => (error ? reject(failed(error)) : resolve(response))));

function failed({ details, metadata }: ServiceError): Error {
  const error = new Error(details);
  error.stack = "failed";
  const [packed] = metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return error;
  const [any] = Status.deserializeBinary(packed).getDetailsList();
  const half = any && messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return half
    ? Object.assign(error, { id: half.getId(), properties: propsOf(half.getProperties()), reasons: half.getReasonsList() })
    : error;
}

function providerOver(client: ResourceProviderClient, kind: string): dynamic.ResourceProvider {
  const urn = `urn:pulumi:test::e2e::codearts:index:${kind}::api`;
  return {
    async configure({ config }) {
      const given = settingNames.flatMap((name) => {
        const value = config.get(`codearts:${name}`);
        return value === undefined ? [] : [[name, value] as const];
      });
      const request = new messages.ConfigureRequest().setArgs(struct(Object.fromEntries(given))).setName("default");
      await call<messages.ConfigureResponse>((done) => client.configure(request, done));
    },
    async check(olds, news) {
      // As the classes of the package, which say themselves what a program has in clear.
      const program = { __clearText: [], ...news };
      const request = new messages.CheckRequest().setUrn(urn).setOlds(struct(olds)).setNews(struct(program));
      const answer = await call<messages.CheckResponse>((done) => client.check(request, done));
      const failures = answer.getFailuresList().map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
      return { inputs: propsOf(answer.getInputs()), failures };
    },
    async diff(id, olds, news) {
      const request = new messages.DiffRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
      const answer = await call<messages.DiffResponse>((done) => client.diff(request, done));
      const { DIFF_NONE, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
      const changes = answer.getChanges() === DIFF_UNKNOWN ? undefined : answer.getChanges() !== DIFF_NONE;
      return { changes, replaces: answer.getReplacesList(), deleteBeforeReplace: answer.getDeletebeforereplace() };
    },
    async create(inputs) {
      const request = new messages.CreateRequest().setUrn(urn).setProperties(struct(inputs));
      const answer = await call<messages.CreateResponse>((done) => client.create(request, done));
      return { id: answer.getId(), outs: propsOf(answer.getProperties()) };
    },
    async read(id, props = {}) {
      const request = new messages.ReadRequest().setUrn(urn).setId(id).setProperties(struct(props));
      const answer = await call<messages.ReadResponse>((done) => client.read(request, done));
      return { id: answer.getId(), props: propsOf(answer.getProperties()), inputs: propsOf(answer.getInputs()) };
    },
    async update(id, olds, news) {
      const request = new messages.UpdateRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
      const answer = await call<messages.UpdateResponse>((done) => client.update(request, done));
      return { outs: propsOf(answer.getProperties()) };
    },
    async delete(id, props) {
      const request = new messages.DeleteRequest().setUrn(urn).setId(id).setProperties(struct(props));
      await call<Empty>((done) => client.delete(request, done));
    },
  };
}
