/** HSS CI/CD access configurations: what a scan in a pipeline allows and blocks. */
import type { AnyCall, Call, Handlers } from "../operation";
import { Raw } from "../operation";
import { forbidden, overQuota, ServiceError } from "../refusal";
import type { CicdConfiguration } from "../store/model";
import { roleOf } from "../users";
import type { Hss } from "../wire";

const invalidInput = (message: string) => new ServiceError(400, "SIM.HSS.BADREQUEST", message);

/** The IAM project of the path, which must be that of the caller's region. */
function projectFor({ caller }: AnyCall, id: string): string {
  if (id !== caller.region.projectId)
    throw new ServiceError(403, "SIM.HSS.FORBIDDEN", "The project of the path is not the one of this region and account.");
  return id;
}

function mayWrite({ caller }: AnyCall): void {
  if (!roleOf(caller.user)?.create) throw forbidden("You may not change CI/CD configurations.");
}

const everyEnterpriseProject = "all_granted_eps";

function configurationsOf({ simulation }: AnyCall, projectId: string, enterprise = "0"): CicdConfiguration[] {
  const ids = simulation.store.by.cicdOfProject.list(projectId);
  const all = ids.flatMap((id) => simulation.store.cicdConfigurations.get(id) ?? []);
  return all.filter((row) => enterprise === everyEnterpriseProject || row.enterpriseProjectId === enterprise);
}

/** The error for a missing configuration is misleading, as in the real service. */
function absent({ simulation }: AnyCall): ServiceError {
  const statuses = { "bad-request": 400, "not-found": 404, "server-error": 500, "ok-code": 200 };
  return new ServiceError(
    statuses[simulation.readings.get("missing-scan-configuration")],
    "SIM.HSS.ABSENT",
    "The parameter is invalid.",
  );
}

function configurationFor(call: AnyCall, projectId: string, id: string, enterprise?: string): CicdConfiguration {
  const row = configurationsOf(call, projectFor(call, projectId), enterprise).find((candidate) => candidate.id === id);
  if (!row) throw absent(call);
  return row;
}

function checkLists({ simulation }: AnyCall, body: Hss<"CicdConfigurationModifyRequest">): void {
  const most = simulation.quotas.cicdListEntries;
  for (const [name, list] of Object.entries(body)) {
    if (Array.isArray(list) && list.length > most) throw overQuota(`${name} has more than ${most} entries.`);
  }
}

/** Number of scanned images, from the seed data. */
function imagesOf({ simulation }: AnyCall, name: string): number {
  return simulation.data.images?.filter((image) => image.cicd_name === name).length ?? 0;
}

function add(call: Call<"addCicdConfiguration">) {
  const { store, ids } = call.simulation;
  mayWrite(call);
  const iamProjectId = projectFor(call, call.path.project_id);
  const { cicd_name: name } = call.body;
  if (name.length < 1 || name.length > 128) throw invalidInput("cicd_name must be 1 to 128 characters.");
  checkLists(call, call.body);
  if (configurationsOf(call, iamProjectId, everyEnterpriseProject).some((row) => row.name === name)) {
    throw invalidInput(`A configuration named ${name} exists already.`);
  }
  const id = ids.uuid("cicd");
  store.cicdConfigurations.put(id, {
    id,
    iamProjectId,
    enterpriseProjectId: call.query.enterprise_project_id ?? "0",
    name,
    vulnerabilityWhitelist: call.body.vulnerability_whitelist ?? [],
    vulnerabilityBlocklist: call.body.vulnerability_blocklist ?? [],
    imageWhitelist: call.body.image_whitelist ?? [],
  });
  return { cicd_id: id };
}

const nothing = () => new Raw("", {});

/** Nothing or an empty object, depending on the reading. */
function noBody({ simulation }: AnyCall): Raw {
  return simulation.readings.get("empty-answer") === "empty" ? nothing() : new Raw("{}", { "content-type": "application/json" });
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The command in one line, which contains the password. */
function commandOf(call: Call<"createCicdConfigurationCommand">, row: CicdConfiguration): string {
  const { image_scan_info: nested, iac_scan_info: code, ...flat } = call.body;
  const nestedFirst = call.simulation.readings.get("scan-command-source") === "nested";
  const image = nestedFirst ? { ...flat, ...nested } : { ...nested, ...flat };
  const flags: [string, string | boolean | undefined][] = [
    ["--cicd-id", row.id],
    ["--scan-type", image.scan_type],
    ["--image", image.image_name && `${image.image_name}${image.image_version ? `:${image.image_version}` : ""}`],
    ["--namespace", image.namespace],
    ["--repository", image.repository_address],
    ["--user", image.login_user_name],
    ["--password", image.login_password],
    ["--iac-mode", code?.configuration_mode],
    ["--iac-path", code?.path],
    ["--blocking", image.is_blocking],
  ];
  const words = flags.flatMap(([flag, value]) =>
    value === undefined || value === false ? [] : value === true ? [flag] : [`${flag} ${quoted(value)}`],
  );
  return `hss-cicd-scan ${words.join(" ")}`;
}

type ConfigurationId =
  | "listCicdConfigurations"
  | "addCicdConfiguration"
  | "showCicdConfiguration"
  | "modifyCicdConfiguration"
  | "deleteCicdConfigurations"
  | "createCicdConfigurationCommand";

export const cicdConfigurations: Handlers<ConfigurationId> = {
  listCicdConfigurations(call) {
    const { cicd_name, cicd_id, offset = 0, limit = 10, enterprise_project_id } = call.query;
    const found = configurationsOf(call, projectFor(call, call.path.project_id), enterprise_project_id).filter(
      (row) => (!cicd_name || row.name.includes(cicd_name)) && (!cicd_id || row.id === cicd_id),
    );
    return {
      total_num: found.length,
      data_list: found.slice(offset, offset + limit).map((row) => ({
        cicd_id: row.id,
        cicd_name: row.name,
        associated_images_num: imagesOf(call, row.name),
        associated_config_num: [row.vulnerabilityWhitelist, row.vulnerabilityBlocklist, row.imageWhitelist].filter(
          (list) => list.length > 0,
        ).length,
      })),
    };
  },
  addCicdConfiguration: add,
  showCicdConfiguration(call) {
    const row = configurationFor(call, call.path.project_id, call.path.cicd_id, call.query.enterprise_project_id);
    return {
      cicd_id: row.id,
      cicd_name: row.name,
      associated_images_num: imagesOf(call, row.name),
      vulnerability_whitelist: row.vulnerabilityWhitelist,
      vulnerability_blocklist: row.vulnerabilityBlocklist,
      image_whitelist: row.imageWhitelist,
    };
  },
  modifyCicdConfiguration(call) {
    mayWrite(call);
    const row = configurationFor(call, call.path.project_id, call.path.cicd_id, call.query.enterprise_project_id);
    checkLists(call, call.body);
    const kept = call.simulation.readings.get("scan-list-omitted") === "kept";
    const { vulnerability_whitelist, vulnerability_blocklist, image_whitelist } = call.body;
    call.simulation.store.cicdConfigurations.put(row.id, {
      ...row,
      vulnerabilityWhitelist: vulnerability_whitelist ?? (kept ? row.vulnerabilityWhitelist : []),
      vulnerabilityBlocklist: vulnerability_blocklist ?? (kept ? row.vulnerabilityBlocklist : []),
      imageWhitelist: image_whitelist ?? (kept ? row.imageWhitelist : []),
    });
    return noBody(call);
  },
  deleteCicdConfigurations(call) {
    mayWrite(call);
    const rows = configurationsOf(call, projectFor(call, call.path.project_id), call.query.enterprise_project_id);
    for (const id of call.body.cicd_id_list)
      if (rows.some((row) => row.id === id)) call.simulation.store.cicdConfigurations.delete(id);
    return noBody(call);
  },
  createCicdConfigurationCommand(call) {
    const row = configurationFor(call, call.path.project_id, call.body.cicd_id, call.query.enterprise_project_id);
    const command = commandOf(call, row);
    if (command.length > 1024) throw invalidInput("The command would be longer than 1,024 characters.");
    return { cicd_command: command };
  },
};
