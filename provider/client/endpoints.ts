/** Endpoints of the three services. */
import { inputError } from "./errors";
import type { ServiceName } from "./operation";

export type Endpoints = Partial<Record<ServiceName, string>>;

/** Where the services are, from the contract and the official SDK. */
export interface Places {
  /** URL templates, with {region}. */
  servers: Record<ServiceName, string>;
  /** Domain suffixes that differ, by region. */
  domains: Readonly<Record<string, string>>;
  /** Regions of services that are not available in all regions. */
  regions: Partial<Record<ServiceName, readonly string[]>>;
}

export interface EndpointSource extends Places {
  region: string;
  /** Custom endpoints, per service. */
  endpoints: Endpoints;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: URL): boolean {
  return loopback.test(url.hostname);
}

export const serviceTitles: Readonly<Record<ServiceName, string>> = { build: "CodeArts Build", hss: "HSS", iam: "IAM" };

/** Refuses an unknown region, unless it has custom endpoints. */
export function checkRegion({ region, endpoints, regions }: EndpointSource): void {
  const known = Object.values(regions).flat();
  if (endpoints.build !== undefined || known.includes(region)) return;
  const build = regions.build ?? [];
  const others = [...new Set(known)].filter((name) => !build.includes(name));
  const message = `Region "${region}" is not known. Known regions: ${build.join(", ")}; for scan configurations also ${others.join(", ")}.`;
  throw inputError(`${message} For another one set its endpoints too.`);
}

/** Whether a service is available in a region. */
export function isIn({ region, endpoints, regions }: EndpointSource, service: ServiceName): boolean {
  return endpoints[service] !== undefined || (regions[service]?.includes(region) ?? true);
}

/** Endpoint of a service in a region. Plain http is allowed for loopback only, because requests carry credentials. */
export function endpointOf(source: EndpointSource, service: ServiceName): URL {
  const { region, endpoints, servers, domains, regions } = source;
  checkRegion(source);
  const own = endpoints[service];
  if (own !== undefined) return checkEndpoint(service, own);
  if (!isIn(source, service)) {
    const known = regions[service]?.join(", ");
    throw inputError(`${serviceTitles[service]} is not in region ${region}. Its regions: ${known}.`);
  }
  const address = servers[service].replace("{region}", region);
  return new URL(address.replace("myhuaweicloud.com", domains[region] ?? "myhuaweicloud.com"));
}

export function checkEndpoint(service: string, text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw inputError(`The endpoint of ${service}, "${text}", is not a URL. Write it as https://host.`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    const why = "because requests carry credentials; plain http is for loopback only";
    throw inputError(`The endpoint of ${service}, ${url.origin}, must begin with https://, ${why}.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw inputError(`The endpoint of ${service}, ${url.origin}, must be a plain URL without user, query or fragment.`);
  }
  return url;
}
