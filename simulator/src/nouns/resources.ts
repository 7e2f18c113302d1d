/** Executors, and purchased resources from the seed data, because no request reports a purchase. */
import type { Handlers } from "../operation";
import { invalid } from "../refusal";
import type { Purchase } from "../simulation";
import { domain } from "../users";
import { projectFor } from "./access";
import { enveloped } from "./answers";

export const serviceType = "hws.service.type.devcloud";

const sizes = ["DEFAULT", "2U8G", "4U8G", "8U16G", "16U32G", "16U64G"];
const specs: Record<string, readonly string[]> = { "x86-64": sizes, arm: ["DEFAULT", "2U8G", "4U8G", "8U16G"] };

type ResourceId = "listExecutorSpecs" | "listPackageSpecStatus" | "listResourceCountdowns";

export const resources: Handlers<ResourceId> = {
  listExecutorSpecs(call) {
    projectFor(call, call.query.project_id);
    const known = Object.hasOwn(specs, call.query.arch) ? specs[call.query.arch] : undefined;
    if (!known) throw invalid(`There is no architecture ${call.query.arch}.`);
    return [...known];
  },
  listPackageSpecStatus(call) {
    projectFor(call, call.query.project_id);
    const found = (call.simulation.data.purchases ?? []).filter(({ status }) => status === call.query.status);
    return enveloped(
      call,
      found.map((purchase) => ({
        resource_id: purchase.id,
        region_id: call.caller.region.name,
        tenant_id: domain.id,
        tenant_name: domain.name,
        console_update_time: purchase.boughtAt,
        service_type: serviceType,
        resource_type: purchase.resourceType,
        spec_code: purchase.specCode,
        resource_status: purchase.status,
        create_time: purchase.boughtAt,
        update_time: purchase.boughtAt,
      })),
    );
  },
  listResourceCountdowns(call) {
    const { service_type, resource_id, reminder_day } = call.body;
    const now = call.simulation.clock.now();
    const daysLeft = (purchase: Purchase) => Math.floor((Date.parse(purchase.expiresAt) - now) / (24 * 3_600_000));
    const found = (call.simulation.data.purchases ?? []).filter(
      (purchase) => service_type === serviceType && purchase.id === resource_id && daysLeft(purchase) <= Number(reminder_day),
    );
    return enveloped(
      call,
      found.map((purchase) => ({
        service_type: null,
        resource_id: purchase.id,
        resource_name: purchase.name,
        resource_type: purchase.resourceType,
        resource_spec_code: purchase.specCode,
        tips: {
          summary: { status: 2, next_action: 0, next_action_remain_day: Math.max(0, daysLeft(purchase)), next_action_url: "" },
        },
      })),
    );
  },
};
