/** Puts a client together from settings that are complete. */
import { unlessAborted } from "../client/abort";
import { createAuth } from "../client/auth";
import { createCaller } from "../client/caller";
import { endpointOf } from "../client/endpoints";
import { inputError } from "../client/errors";
import { createLimiter, type Limiter } from "../client/limiter";
import { metadataCredentials } from "../client/metadata";
import type { CallOptions, Operation, OperationInput, ServiceName } from "../client/operation";
import type { ProxySettings } from "../client/proxy";
import type { Settings } from "../client/settings";
import { createTransport, type Transport } from "../client/transport";
import { account } from "./account";
import { builds } from "./builds";
import { cicd } from "./cicd";
import { operations, regions, servers, version } from "./generated/operations";
import { groups } from "./groups";
import { iam } from "./iam";
import { identity } from "./identity";
import { images } from "./images";
import { jobs } from "./jobs";
import { keystores } from "./keystores";
import { logs } from "./logs";
import { notices } from "./notices";
import { type Each, each } from "./pages";
import { permissions } from "./permissions";
import { records } from "./records";
import { recycleBin } from "./recycle-bin";
import { reports } from "./reports";
import { resources } from "./resources";
import { templates } from "./templates";
import type { Answer, Call, Input } from "./types";

/** What clients of several regions share: connections and the queue. */
export interface Connection {
  transport: Transport;
  limiter: Limiter;
}

export function connect(requestsInFlight: number, proxy: ProxySettings): Connection {
  return { transport: createTransport({ requestsInFlight, proxy }), limiter: createLimiter(requestsInFlight) };
}

export interface Client {
  region: string;
  /** Any operation by its operationId, values by their place. */
  request: Call;
  /** Every row of a list, over all its pages: ends at the declared total, gives no row twice. */
  each: Each;
  /** IAM project of the client's region; looked up once. */
  iamProjectId(): Promise<string>;
  /** Id of the user whose credentials the client holds, when the service tells it; looked up once. */
  userId(): Promise<string | undefined>;
  account: ReturnType<typeof account>;
  builds: ReturnType<typeof builds>;
  cicd: ReturnType<typeof cicd>;
  groups: ReturnType<typeof groups>;
  iam: ReturnType<typeof iam>;
  images: ReturnType<typeof images>;
  jobs: ReturnType<typeof jobs>;
  keystores: ReturnType<typeof keystores>;
  logs: ReturnType<typeof logs>;
  notices: ReturnType<typeof notices>;
  permissions: ReturnType<typeof permissions>;
  records: ReturnType<typeof records>;
  recycleBin: ReturnType<typeof recycleBin>;
  reports: ReturnType<typeof reports>;
  resources: ReturnType<typeof resources>;
  templates: ReturnType<typeof templates>;
}

export function buildClient(settings: Settings, { transport, limiter }: Connection): Client {
  const { region, limits } = settings;
  const addresses = { region, endpoints: settings.endpoints, servers, regions };
  const known = { projectId: settings.iamProjectId };
  const parts = {
    transport,
    limits,
    userAgent: `pulumi-codearts/${version}`,
    endpoint: perService((service) => endpointOf(addresses, service)),
    scope: (service: ServiceName): Record<string, string> => {
      if (service === "iam") return settings.domainId ? { "X-Domain-Id": settings.domainId } : {};
      return known.projectId ? { "X-Project-Id": known.projectId } : {};
    },
  };
  const { credentials } = settings;
  const source = credentials.type === "metadata" ? metadataCredentials(transport, credentials.address) : async () => credentials;
  // Tokens have a queue of their own: a call that waits for one holds its place in the other.
  const noAuth = { headers: async () => ({}), renew: () => false, secrets: () => [] };
  const open = createCaller({ ...parts, auth: noAuth, limiter: createLimiter(1) });
  const requestToken = async (input: Input<"createUserToken">) =>
    (await open("createUserToken", operations.createUserToken, input)) as Answer<"createUserToken">;
  const who = identity({ region, known, given: source, requestToken });
  const caller = createCaller({ ...parts, limiter, auth: createAuth(source, who.newToken) });

  const invoke = async (id: string, input: OperationInput, options?: CallOptions): Promise<unknown> => {
    const operation = operationOf(id);
    if (settings.oneAddress && operation.service === "build") await unlessAborted(iamProjectId(), options?.signal);
    const complete =
      operation.service === "hss" ? await withProject(input, () => unlessAborted(iamProjectId(), options?.signal)) : input;
    return caller(id, operation, complete, options);
  };
  // The one place where the contract's types meet the table that was made from the same contract.
  const call = invoke as Call;
  const iamProjectId = () => who.projectId(call);

  return {
    region,
    request: call,
    each: each(invoke),
    iamProjectId,
    userId: () => who.userId(call),
    ...nounsOf(call),
  };
}

/** Checks an address once instead of before every call. */
function perService(addressOf: (service: ServiceName) => URL): (service: ServiceName) => URL {
  const known = new Map<ServiceName, URL>();
  return (service) => {
    const address = known.get(service) ?? addressOf(service);
    known.set(service, address);
    return address;
  };
}

/** Every noun's functions on one way to call: the client's own, or one that only records. */
export function nounsOf(call: Call) {
  return {
    account: account(call),
    builds: builds(call),
    cicd: cicd(call),
    groups: groups(call),
    iam: iam(call),
    images: images(call),
    jobs: jobs(call),
    keystores: keystores(call),
    logs: logs(call),
    notices: notices(call),
    permissions: permissions(call),
    records: records(call),
    recycleBin: recycleBin(call),
    reports: reports(call),
    resources: resources(call),
    templates: templates(call),
  };
}

function operationOf(id: string): Operation {
  const table: Readonly<Record<string, Operation>> = operations;
  const found = Object.hasOwn(table, id) ? table[id] : undefined;
  if (!found) throw inputError(`There is no operation ${id}. docs/api.md lists all.`);
  return found;
}

/** HSS paths name the IAM project of the region, which nobody should have to know. */
async function withProject(input: OperationInput, lookUp: () => Promise<string>): Promise<OperationInput> {
  const project = input.path?.project_id ?? (await lookUp());
  return { ...input, path: { ...input.path, project_id: project } };
}
