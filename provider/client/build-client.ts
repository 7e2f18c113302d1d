/** Puts a client together from settings that are complete. */
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

/** What clients of several regions share: connections and the queue. */
export interface Connection {
  transport: Transport;
  limiter: Limiter;
}

export function connect(requestsInFlight: number, proxy: ProxySettings): Connection {
  return { transport: createTransport({ requestsInFlight, proxy }), limiter: createLimiter(requestsInFlight) };
}

export interface Client extends Nouns {
  region: string;
  /** Any operation by its operationId, values by their place. */
  request: Call;
  /** Every row of a list, over all its pages: ends at the declared total, gives no row twice. */
  each: Each;
  /** IAM project of the client's region; looked up once. */
  iamProjectId(): Promise<string>;
  /** Id of the user whose credentials the client holds, when the service tells it; looked up once. */
  userId(): Promise<string | undefined>;
  /** Milliseconds that the service's clock is ahead of this machine's; undefined before the first answer. */
  clockOffset(): number | undefined;
  /** Makes that as exact as an answer takes, by asking until the service's clock shows another second: a second at most. */
  listenToClock(): Promise<void>;
}

export function buildClient(settings: Settings, { transport: shared, limiter }: Connection): Client {
  const { region, limits } = settings;
  const clock = serviceClock();
  const transport: Transport = {
    ...shared,
    async send(request) {
      const answer = await shared.send(request);
      clock.heard(answer.headers.date);
      return answer;
    },
  };
  const addresses = { region, endpoints: settings.endpoints, servers, domains, regions };
  const known = { projectId: settings.iamProjectId };
  const parts = {
    transport,
    limits,
    userAgent: `pulumi-codearts/${version}`,
    endpoint: perService((service) => endpointOf(addresses, service)),
    scope: (service: ServiceName, { path }: OperationInput): Record<string, string> => {
      if (service === "iam") return settings.domainId ? { "X-Domain-Id": settings.domainId } : {};
      // The project of an HSS path is an IAM project, and the one that the call is about.
      const project = service === "hss" && path?.project_id ? String(path.project_id) : known.projectId;
      return project ? { "X-Project-Id": project } : {};
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
    if (settings.oneAddress && operation.service === "build") await unlessAborted(projectIfTold(), options?.signal);
    const complete =
      operation.service === "hss" ? await withProject(input, () => unlessAborted(iamProjectId(), options?.signal)) : input;
    return caller(id, operation, complete, options);
  };
  // The one place where the contract's types meet the table that was made from the same contract.
  const call = invoke as Call;
  const iamProjectId = () => who.projectId(call);
  let isProjectRefused = false;
  /** Who may not look the project up goes without it: only several regions behind one address need it. */
  const projectIfTold = async () => {
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
    // A refusal tells the time as well.
    listenToClock: () => listenToClock(clock, () => call("checkJobCountLimit", {}).catch(() => undefined)),
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
