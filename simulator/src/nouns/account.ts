/** The tenant: its state, its quota, its projects and totals. */
import { buildStatus } from "../engine/build-state";
import type { AnyCall, Handlers } from "../operation";
import { demoProject, type Project } from "../simulation";
import { domain, users } from "../users";
import type { Build } from "../wire";
import { jobRights, projectFor, projectName } from "./access";
import { enveloped, pageOf } from "./answers";
import { serviceType } from "./resources";

/** Configured projects, else the demo project and those with jobs. */
function projects(call: AnyCall): Project[] {
  const { store, projects: named } = call.simulation;
  if (named.length > 0) return [...named];
  const ids = store.by.jobsOfRegion.list(call.caller.region.name).flatMap((id) => store.jobs.get(id)?.projectId ?? []);
  return [...new Set([demoProject.id, ...ids])].map((id) => ({ id, name: projectName(call, id) }));
}

function related(call: AnyCall, project: Project): Build<"RelatedProject"> {
  const [owner] = users;
  return {
    identifier: project.id,
    name: project.name,
    author_id: owner.id,
    author_domain_id: domain.id,
    is_creator: call.caller.user.id === owner.id,
    status: null,
    watcher: null,
    id: null,
    type: null,
    real_role: null,
  };
}

function totals(call: AnyCall): Build<"JobTotalsSummary"> {
  const { store, clock } = call.simulation;
  const now = clock.now();
  const ids = store.by.jobsOfRegion.list(call.caller.region.name);
  const jobs = ids.flatMap((id) => store.jobs.get(id) ?? []).filter((job) => jobRights(call, job).view);
  const builds = jobs.flatMap((job) => (job.buildCount === 0 ? [] : store.by.buildsOfJob.list(job.id)));
  const ended = builds.flatMap((id) => {
    const build = store.builds.get(id);
    const state = build && buildStatus(build, now);
    return state && now >= state.finishedAt ? [state.status] : [];
  });
  const successes = ended.filter((status) => status === "SUCCESS").length;
  return {
    avg_success_ratio: ended.length === 0 ? 0 : Math.round((100 * successes) / ended.length),
    build_no: builds.length,
    job_total: jobs.length,
    version_total: 0,
  };
}

type AccountId =
  | "getPackageQuota"
  | "getChargeType"
  | "isFederatedAccount"
  | "getDomainStatus"
  | "listRelatedProjects"
  | "searchRelatedProjects"
  | "getJobTotals";

export const account: Handlers<AccountId> = {
  getPackageQuota(call) {
    projectFor(call, call.query.project_id);
    return enveloped(call, { is_over_quota: false, build_quota: "unlimit" });
  },
  getChargeType: (call) =>
    enveloped(call, {
      type: "charge_type",
      charge_type: "effective_business_service",
      main_resource_list: (call.simulation.data.purchases ?? []).map((purchase) => ({
        status: purchase.status,
        service_type: serviceType,
        resource_type: purchase.resourceType,
        resource_spec_code: purchase.specCode,
      })),
    }),
  isFederatedAccount: (call) => enveloped(call, false),
  getDomainStatus: (call) => enveloped(call, { status: 1, free_quota: false, allow_custom_env: 0 }),
  listRelatedProjects(call) {
    const all = projects(call);
    return enveloped(call, { total: all.length, project_info_list: all.map((project) => related(call, project)) });
  },
  searchRelatedProjects(call) {
    const { search = "", page_no = 1, page_size = 10 } = call.query;
    const found = projects(call).filter(({ name, id }) => name.includes(search) || id.includes(search));
    const page = pageOf(found, page_no - 1, page_size);
    return enveloped(call, {
      total: found.length,
      project_info_list: page.map((project) => ({ ...related(call, project), status: 1 })),
    });
  },
  getJobTotals: (call) => enveloped(call, { summary: totals(call) }),
};
