/** Checks configuration, network, credentials and permissions. */

import type { Client } from "../../../provider/client";
import { endpointOf, isIn, serviceTitles } from "../../../provider/client/endpoints";
import { CodeArtsError } from "../../../provider/client/errors";
import { domains, operations, regions, servers } from "../../../provider/client/generated/operations";
import type { ServiceName } from "../../../provider/client/operation";
import { proxyFor } from "../../../provider/client/proxy";
import { createTransport, type Transport } from "../../../provider/client/transport";
import { clientFor, explainSettings, type Settings, settings } from "../../../provider/config";
import { keysOf } from "../../../provider/shared/keys";
import { type CheckResult, fail, ok, warn } from "./finding";

/** Settings in which whitespace is a mistake, which nothing else notices if the service's addresses are overridden. */
const noBlanks: ReadonlySet<string> = new Set(["region", "projectId", "iamProjectId", "domainId", "accessKey"]);
const shownAlways = new Set(["region", "projectId", "accessKey", "secretKey"]);

/** Every configured setting with its source; values of secrets are not available here. */
export function checkConfiguration(): { findings: CheckResult[]; settings?: Settings } {
  const findings = explainSettings()
    .filter(({ setting, source }) => source !== "not set" && setting !== "endpoints")
    .map(({ setting, value, source }) =>
      value !== undefined && noBlanks.has(setting) && /\s/.test(value)
        ? fail(setting, `${JSON.stringify(value)} from ${source} contains whitespace`, "remove the whitespace")
        : ok(setting, `${value ?? "(secret, not shown)"} from ${source}`),
    );
  try {
    const complete = settings();
    for (const url of addressesOf(complete).addresses.values()) proxyFor(url, complete.proxy);
    const given = new Set(findings.map(({ what }) => what));
    if (!given.has("region")) findings.push(ok("region", `${complete.region} from the profile`));
    if (!given.has("accessKey") && !given.has("user")) {
      findings.push(
        ok(
          "credentials",
          complete.credentials.type === "metadata" ? "from the metadata service of this machine" : "from the profile",
        ),
      );
    }
    if (findings.some(({ status }) => status === "FAIL")) return { findings: findings.sort(byShown) };
    return { findings: findings.sort(byShown), settings: complete };
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    const todo =
      error.kind === "credentials"
        ? "pulumi config set codearts:accessKey …, pulumi config set --secret codearts:secretKey …"
        : "correct the setting";
    const says = error.message;
    // A wrong setting must not be shown as ok.
    const wrong = error.kind === "credentials" ? undefined : findings.find(({ what }) => isAbout(says, what));
    if (wrong) Object.assign(wrong, fail(wrong.what, says, todo));
    else findings.push(fail(error.kind === "credentials" ? "credentials" : "configuration", says, todo));
    return { findings: findings.sort(byShown) };
  }
}

/** Messages about a setting start with its name. */
function isAbout(message: string, setting: string): boolean {
  return message.toLowerCase().startsWith(`${setting.toLowerCase()} `);
}

function byShown(a: CheckResult, b: CheckResult): number {
  return Number(shownAlways.has(b.what)) - Number(shownAlways.has(a.what));
}

/** A read of each service; without credentials the service answers it with a refusal, which is enough. */
const probes = { build: "listExecutorSpecs", hss: "listCicdConfigurations", iam: "listProjects" } as const;

/** A URL from the contract, because a proxy or firewall may block all others. */
function probeOf(service: ServiceName, url: URL, iamProjectId: string | undefined): URL {
  const path = operations[probes[service]].path.replace("{project_id}", iamProjectId ?? "0".repeat(32));
  return new URL(url.pathname.replace(/\/$/, "") + path, url);
}

/** Endpoints of the services available in the region, and the services that are not available there. */
function addressesOf({ region, endpoints }: Settings): { addresses: Map<ServiceName, URL>; missing: ServiceName[] } {
  const source = { region, endpoints, servers, domains, regions };
  const names = keysOf(serviceTitles);
  const here = names.filter((service) => isIn(source, service));
  const missing = names.filter((service) => !here.includes(service));
  return { addresses: new Map(here.map((service) => [service, endpointOf(source, service)])), missing };
}

export async function checkNetwork(found: Settings): Promise<CheckResult[]> {
  const transport = createTransport({ requestsInFlight: 3, proxy: found.proxy });
  const { addresses, missing } = addressesOf(found);
  const findings = missing.map((service) =>
    (service === "build" ? fail : warn)(
      service,
      `${serviceTitles[service]} is not in region ${found.region}`,
      "choose another region",
    ),
  );
  const reached: { result: CheckResult; ahead?: number }[] = [];
  for (const [service, url] of addresses) reached.push(await reach(transport, service, url, found));
  const dates = reached.flatMap(({ ahead }) => (ahead === undefined ? [] : [ahead]));
  return [...findings, ...reached.map(({ result }) => result), ...checkClock(dates)];
}

/** Any answer proves that the service can be reached. `ahead` is how far its clock is ahead, in milliseconds. */
async function reach(transport: Transport, service: ServiceName, url: URL, { proxy, iamProjectId }: Settings) {
  const through = proxyFor(url, proxy);
  const way = through === undefined ? "" : ` through the proxy ${new URL(through).host}`;
  const started = Date.now();
  try {
    const answer = await transport.send({
      method: "GET",
      url: probeOf(service, url, iamProjectId),
      headers: { Accept: "application/json" },
      timeout: 10_000,
    });
    const took = Date.now() - started;
    const date = Date.parse(answer.headers.date ?? "");
    const result = ok(service, `${url.origin} answers in ${took} ms${way}`);
    return Number.isNaN(date) ? { result } : { result, ahead: date - (started + took / 2) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    const todo = through === undefined ? "check DNS, firewall and HTTPS_PROXY" : "check the proxy, and NO_PROXY";
    const level = service === "build" ? fail : warn;
    return { result: level(service, `${url.origin}: ${code}${way}`, `${serviceTitles[service]} cannot be reached; ${todo}`) };
  }
}

/** `dates`: how far the clocks of the services are ahead; headers have a resolution of one second. */
function checkClock(dates: number[]): CheckResult[] {
  const [ahead] = dates;
  if (ahead === undefined) return [];
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const side = ahead > 0 ? "behind" : "ahead of";
  const todo = "set the clock (timedatectl set-ntp true)";
  if (seconds > 15 * 60)
    return [fail("clock", `${seconds} s ${side} the service; signatures are rejected beyond 15 minutes`, todo)];
  if (seconds > 60) return [warn("clock", `${seconds} s ${side} the service; signatures fail beyond 15 minutes`, todo)];
  return [ok("clock", seconds <= 2 ? "as the service's" : `${seconds} s ${side} the service`)];
}

export async function checkRights({ region, projectId }: Settings): Promise<CheckResult[]> {
  const client = clientFor(region);
  const findings = [await checkCredentials(client, region)];
  if (findings.some(({ status }) => status === "FAIL")) return findings;
  if (projectId === undefined) {
    findings.push(warn("project", "none is configured", "pulumi config set codearts:projectId …, or projectId in each BuildJob"));
  } else findings.push(...(await checkProject(client, projectId)));
  findings.push(await checkHss(client));
  return findings;
}

async function checkCredentials(client: Client, region: string): Promise<CheckResult> {
  try {
    const project = await client.iamProjectId();
    return ok("credentials", `valid; IAM project ${project} of ${region}`);
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    if (error.kind === "unauthorized")
      return fail(
        "credentials",
        describe(error),
        "the key does not exist, is disabled, or its secret is wrong; create a new one in IAM",
      );
    if (error.kind === "forbidden")
      return warn(
        "credentials",
        `valid, but not allowed to list IAM projects (${describe(error)})`,
        "set codearts:iamProjectId if you use scan configurations",
      );
    return fail("credentials", describe(error), "see the network lines above");
  }
}

const wanted = {
  view_permission: "view",
  create_permission: "create",
  modify_permission: "edit",
  delete_permission: "delete",
  execute_permission: "run",
} as const;

async function checkProject(client: Client, projectId: string): Promise<CheckResult[]> {
  let jobs = 0;
  try {
    const answer = (await client.jobs.listProject(projectId, { page_index: 0, page_size: 10 })) as { total?: number };
    jobs = Number(answer.total ?? 0);
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    const todo =
      error.kind === "forbidden"
        ? 'ask an administrator for the role "Build: view" in this project'
        : "is the project's id right, and is it in this region?";
    return [fail("project", `${projectId}: ${describe(error)}`, todo)];
  }
  const found = ok("project", `${projectId}: ${jobs} jobs`);
  try {
    const rights = (await client.permissions.getUserProject({ project_id: projectId })) as Record<string, unknown>;
    const missing = Object.entries(wanted)
      .filter(([key]) => rights[key] === false)
      .map(([, word]) => word);
    const has = Object.entries(wanted)
      .filter(([key]) => rights[key] === true)
      .map(([, word]) => word);
    const role = typeof rights.role_name === "string" && rights.role_name !== "" ? ` as ${rights.role_name}` : "";
    if (missing.length === 0) return [found, ok("rights", `${has.join(", ") || "not told"}${role}`)];
    return [
      found,
      warn(
        "rights",
        `no permission to ${missing.join(", ")} jobs${role}`,
        "deployments need view, create, edit and delete; ask an administrator of the project",
      ),
    ];
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    return [found, warn("rights", `cannot be read: ${describe(error)}`, "they show when a deployment uses them")];
  }
}

async function checkHss(client: Client): Promise<CheckResult> {
  try {
    const path = { project_id: await client.iamProjectId() };
    await client.request("listCicdConfigurations", { path, query: { offset: 0, limit: 10 } });
    return ok("scan configurations", "may be read");
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    return warn("scan configurations", `cannot be read: ${describe(error)}`, "only programs with a CicdConfiguration need HSS");
  }
}

function describe(error: CodeArtsError): string {
  const facts = [error.status, error.operation && `from ${error.operation}`, error.code && `(${error.code})`]
    .filter(Boolean)
    .join(" ");
  return facts === "" ? (error.message.split("\n")[0] ?? "") : facts;
}
