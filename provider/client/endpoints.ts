/** Addresses of the three services. */
import { inputError } from "./errors";
import type { ServiceName } from "./operation";

export type Endpoints = Partial<Record<ServiceName, string>>;

export interface EndpointSource {
  region: string;
  /** Own addresses, per service. */
  endpoints: Endpoints;
  /** Address templates of the contract, with {region}. */
  servers: Record<ServiceName, string>;
  regions: readonly string[];
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(url: URL): boolean {
  return loopback.test(url.hostname);
}

/** Checks a region's name against the contract's list; a region of one's own is good when its addresses are given. */
export function checkRegion(source: EndpointSource, service: ServiceName): void {
  if (source.endpoints[service] !== undefined || source.regions.includes(source.region)) return;
  const known = source.regions.join(", ");
  throw inputError(`Region "${source.region}" is not known. Known regions: ${known}. For another one set its endpoints too.`);
}

/** Address of one service in one region. Plain http is allowed for loopback alone: requests carry credentials. */
export function endpointOf(source: EndpointSource, service: ServiceName): URL {
  checkRegion(source, service);
  const own = source.endpoints[service];
  if (own === undefined) return new URL(source.servers[service].replace("{region}", source.region));
  return checkEndpoint(service, own);
}

export function checkEndpoint(service: string, text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw inputError(`The endpoint of ${service}, "${text}", is no URL. Write it as https://host.`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    const why = "because requests carry credentials; plain http is for loopback only";
    throw inputError(`The endpoint of ${service}, ${url.origin}, must begin with https://, ${why}.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw inputError(`The endpoint of ${service}, ${url.origin}, must be an address alone: no user, query or fragment.`);
  }
  return url;
}
