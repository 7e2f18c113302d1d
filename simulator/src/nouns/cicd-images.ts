/** Images scanned in pipelines, from the seed data, because no request reports a scan. */
import type { Handlers } from "../operation";
import { ServiceError } from "../refusal";
import type { Hss, QueryOf } from "../wire";

type Image = Hss<"CicdImage">;
type Query = QueryOf<"listCicdImages">;

const severities = { Security: 0, Low: 1, Medium: 2, High: 3 };

function within(value: number | undefined, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return value !== undefined && value >= (from ?? 0) && value <= (to ?? Number.MAX_SAFE_INTEGER);
}

const same = <Value>(wanted: Value | undefined, value: Value | undefined) => wanted === undefined || wanted === value;
const has = (wanted: boolean | undefined, count: number | undefined) => wanted === undefined || wanted === (count ?? 0) > 0;

function matches(image: Image, query: Query): boolean {
  const risky = severities[image.severity_level ?? "Security"] > 0 || (image.malicious_file_num ?? 0) > 0;
  return (
    same(query.namespace, image.namespace) &&
    same(query.image_id, image.image_id) &&
    (query.image_name === undefined || (image.image_name ?? "").includes(query.image_name)) &&
    same(query.image_version, image.image_version) &&
    same(query.cicd_name, image.cicd_name) &&
    same(query.image_size, image.image_size) &&
    same(query.severity_level, image.severity_level) &&
    same(query.pipeline_type, image.pipeline_type) &&
    same(query.risky, risky) &&
    (!query.latest_version || image.latest_version === true) &&
    (query.scan_status === undefined || query.scan_status === image.scan_status) &&
    has(query.has_malicious_file, image.malicious_file_num) &&
    has(query.has_unsafe_setting, image.unsafe_setting_num) &&
    has(query.has_vul, image.vul_num) &&
    within(image.latest_update_time, query.start_latest_update_time, query.end_latest_update_time) &&
    within(image.latest_scan_time, query.start_latest_scan_time, query.end_latest_scan_time)
  );
}

export const cicdImages: Handlers<"listCicdImages"> = {
  listCicdImages(call) {
    if (call.path.project_id !== call.caller.region.projectId) {
      throw new ServiceError(403, "SIM.HSS.FORBIDDEN", "The project of the path is not the one of this region and account.");
    }
    const { query } = call;
    const found = (call.simulation.data.images ?? []).filter((image) => matches(image, query));
    if (query.sort_key) found.sort((a, b) => (a.latest_scan_time ?? 0) - (b.latest_scan_time ?? 0));
    if (query.sort_key && query.sort_dir === "desc") found.reverse();
    const offset = query.offset ?? 0;
    return { total_num: found.length, data_list: found.slice(offset, offset + (query.limit ?? 10)) };
  },
};
