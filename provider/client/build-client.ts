/** Builds a client from complete settings. */
import { unlessAborted } from "./abort";
import { createAuth } from "./auth";
import { createCaller } from "./caller";
import { listenToClock, serviceClock } from "./clock";
import { endpointOf } from "./endpoints";
import { CodeArtsError, inputError } from "./errors";
import { type Nouns, nounsOf } from "./generated/calls";
import { domains, operations, regions, servers, version } from "./generated/operations";
import { identity } from "./identity";
import { createLimiter, type Limiter } from "./limiter";
import { type Each, each } from "./lists";
import { metadataCredentials } from "./metadata";
import type { CallOptions, Operation, OperationInput, ServiceName } from "./operation";
import type { ProxySettings } from "./proxy";
import type { Settings } from "./settings";
import { createTransport, type Transport } from "./transport";
import type { Answer, Call, Input } from "./types";

/** Shared by the clients of all regions: connections and the queue. */
export interface Connection {
  transport: Transport;
  limiter: Limiter;
}

export function connect(requestsInFlight: number, proxy: ProxySettings): Connection {
  return { transport: createTransport({ requestsInFlight, proxy }), limiter: createLimiter(requestsInFlight) };
}

export interface Client extends Nouns {
  region: string;
  /** Calls any operation by its operationId; values are grouped by location (path, query, body). */
  request: Call;
  /** Every row of a list, over all its pages: ends at the declared total, returns no row twice. */
  each: Each;
  /** IAM project of the client's region; looked up once. */
  iamProjectId(): Promise<string>;
  /** Id of the user whose credentials the client uses, if the service returns it; looked up once. */
  userId(): Promise<string | undefined>;
  /** Milliseconds that the service's clock is ahead of this machine's; undefined before the first answer. */
  clockOffset(): number | undefined;
  /** Measures that offset exactly by polling until the service's clock changes its second; takes at most a second. */
  listenToClock(): Promise<void>;
}

export function buildClient(settings: Settings, { transport: shared, limiter }: Connection): Client {
  const { region } = settings;
  const clock = serviceClock();
  const transport: Transport = {
    ...shared,
    async send(request) {
      const answer = await shared.send(request);
      clock.heard(answer.headers.date);
      return answer;
    },
  };
  const known = { projectId: settings.iamProjectId };
  const parts = callerParts(settings, transport, known);
  const { credentials } = settings;
  const source = credentials.type === "metadata" ? metadataCredentials(transport, credentials.address) : async () => credentials;
  // Tokens use a separate queue, because a call waiting for a token keeps its slot in the main queue.
  const noAuth = { headers: async () => ({}), renew: () => false, secrets: () => [] };
  const open = createCaller({ ...parts, auth: noAuth, limiter: createLimiter(1) });
  // `open` returns any answer; the table says that this one is a token.
  const requestToken = async (input: Input<"createUserToken">) =>
    (await open("createUserToken", operations.createUserToken, input)) as Answer<"createUserToken">;
  const who = identity({ region, known, given: source, requestToken });
  const caller = createCaller({ ...parts, limiter, auth: createAuth(source, who.newToken) });

  const invoke = async (id: string, input: OperationInput, options?: CallOptions): Promise<unknown> => {
    const operation = operationOf(id);
    if (settings.oneAddress && operation.service === "build") await unlessAborted(projectIfGiven(), options?.signal);
    const complete =
      operation.service === "hss" ? await withProject(input, () => unlessAborted(iamProjectId(), options?.signal)) : input;
    return caller(id, operation, complete, options);
  };
  // The types and the table are generated from the same contract; only this cast connects them.
  const call = invoke as Call;
  const iamProjectId = () => who.projectId(call);
  let isProjectRefused = false;
  /** Omitted if the caller may not look it up: only several regions behind one address need it. */
  const projectIfGiven = async () => {
    if (isProjectRefused) return;
    await iamProjectId().catch((error: unknown) => {
      if (!(error instanceof CodeArtsError) || ["network", "throttled", "credentials"].includes(error.kind)) throw error;
      isProjectRefused = true;
    });
  };

  return {
    region,
    request: call,
    each: each(invoke),
    iamProjectId,
    userId: () => who.userId(call),
    clockOffset: clock.offset,
    // A refusal also carries the time.
    listenToClock: () => listenToClock(clock, () => call("checkJobCountLimit", {}).catch(() => undefined)),
    ...nounsOf(call),
  };
}

/** What all calls of a client share. `known.projectId` is filled in once the IAM project has been looked up. */
function callerParts(settings: Settings, transport: Transport, known: { projectId?: string }) {
  const { region, endpoints, limits } = settings;
  const addresses = { region, endpoints, servers, domains, regions };
  return {
    transport,
    limits,
    userAgent: `pulumi-codearts/${version}`,
    endpoint: perService((service) => endpointOf(addresses, service)),
    scope: (service: ServiceName, { path }: OperationInput): Record<string, string> => {
      if (service === "iam") return settings.domainId ? { "X-Domain-Id": settings.domainId } : {};
      // The project in an HSS path is the IAM project that the call is about.
      const project = service === "hss" && path?.project_id ? String(path.project_id) : known.projectId;
      return project ? { "X-Project-Id": project } : {};
    },
  };
}

/** Checks an endpoint once instead of before every call. */
function perService(addressOf: (service: ServiceName) => URL): (service: ServiceName) => URL {
  const known = new Map<ServiceName, URL>();
  return (service) => {
    const address = known.get(service) ?? addressOf(service);
    known.set(service, address);
    return address;
  };
}

function operationOf(id: string): Operation {
  const table: Readonly<Record<string, Operation>> = operations;
  const found = Object.hasOwn(table, id) ? table[id] : undefined;
  if (!found) throw inputError(`There is no operation ${id}. docs/api.md lists all operations.`);
  return found;
}

/** HSS paths contain the IAM project of the region, which users should not have to know. */
async function withProject(input: OperationInput, lookUp: () => Promise<string>): Promise<OperationInput> {
  const project = input.path?.project_id ?? (await lookUp());
  return { ...input, path: { ...input.path, project_id: project } };
}
