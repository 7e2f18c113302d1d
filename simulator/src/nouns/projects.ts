/** IAM projects of the account: one per region, named after it. */
import type { Handlers } from "../operation";
import { type Region, regions } from "../regions";
import { domain } from "../users";

function links(origin: string, path: string) {
  return { self: `${origin}/v3/projects${path}`, previous: null, next: null };
}

function item(origin: string, region: Region) {
  return {
    id: region.projectId,
    name: region.name,
    domain_id: domain.id,
    parent_id: domain.id,
    is_domain: false,
    enabled: true,
    description: "",
    links: links(origin, `/${region.projectId}`),
  };
}

/** The account in IAM's lists. */
export function domains(origin: string) {
  const self = `${origin}/v3/auth/domains`;
  const account = { id: domain.id, name: domain.name, description: "", enabled: true, links: { self: `${self}/${domain.id}` } };
  return { domains: [account], links: { self, previous: null, next: null } };
}

export const projects: Handlers<"listProjects"> = {
  listProjects(call) {
    const { name, enabled, is_domain, domain_id, parent_id, page, per_page } = call.query;
    const none =
      enabled === false || is_domain === true || (domain_id ?? domain.id) !== domain.id || (parent_id ?? domain.id) !== domain.id;
    const found = none ? [] : regions.filter((region) => name === undefined || region.name === name);
    const shown = page && per_page ? found.slice((page - 1) * per_page, page * per_page) : found;
    return { projects: shown.map((region) => item(call.origin, region)), links: links(call.origin, "") };
  },
};
