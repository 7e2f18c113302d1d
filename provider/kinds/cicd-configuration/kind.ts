import { CodeArtsError, need } from "../../client/errors";
import type { Change, Cloud, Computed, Found, Problem, RecordCreated, View } from "../../lifecycle/kind";
import { resolvedKey } from "../../lifecycle/state";
import { undeclaredPaths, unmodelled } from "../../lifecycle/undeclared";
import { compact, isUnknown } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";
import { keysOf } from "../../shared/keys";
import { rawFromLive, rawRules, setFromLive } from "../parts/raw";
import { undeclaredAfterWrite } from "../parts/shared-reads";
import type { Wire } from "../parts/wire";
import { type Listed, type ListedKind, notKnown } from "../table";
import {
  addConfiguration,
  allConfigurations,
  type ConfigurationPlace,
  deleteConfiguration,
  exists,
  iamProjectOf,
  optionsOf,
  queryOf,
  showConfiguration,
} from "./calls";
import { commandRules, commandToWire } from "./command";
import { type CicdConfigurationInputs, cicdConfigurationInputs, lists } from "./inputs";

/** The live configuration, with the enterprise project and IAM project that it was read from. */
export interface LiveCicdConfiguration {
  readonly configuration: Wire<"CicdConfiguration">;
  readonly enterpriseProjectId?: string;
  readonly iamProjectId?: string;
  /** The IAM project used if none is declared. */
  readonly resolved?: ConfigurationPlace;
}

const listNames = keysOf(lists);

export const cicdConfiguration: ListedKind<CicdConfigurationInputs, LiveCicdConfiguration> = {
  name: "CicdConfiguration",
  noun: "scan configuration",
  plural: "scan configurations",
  offline: {
    answers: { addCicdConfiguration: { cicd_id: notKnown }, createCicdConfigurationCommand: { cicd_command: notKnown } },
  },
  service: "hss",
  ...cicdConfigurationInputs,
  rules,
  // The rendered command holds the password.
  secrets: () => [["command", "image", "loginPassword"], ["createCommand"]],
  uniqueName: true,
  lookFirst: true,
  // It is not documented whether enterprise projects share names, so within one IAM project the old one is deleted first.
  deleteFirst: (changed) => !changed.has("name") && !changed.has("region") && !changed.has("iamProjectId"),
  label: ({ name }) => name ?? "?",
  place: ({ iamProjectId, region }) => (iamProjectId ? `IAM project ${iamProjectId}` : region && `region ${region}`),
  create,
  read,
  view,
  update: change,
  delete: deleteConfiguration,
  find,
  list: listAll,
};

function rules(written: Readonly<Record<string, unknown>>): Problem[] {
  return [
    ...rawRules(written.raw, cicdConfigurationInputs.schema, ["cicd_id"]),
    ...blockedAndPassed(written),
    ...commandRules(written.command),
  ];
}

/** An entry in both the blocklist and the whitelist is contradictory. */
function blockedAndPassed({ vulnerabilityWhitelist, vulnerabilityBlocklist }: Readonly<Record<string, unknown>>): Problem[] {
  const passed: unknown[] = Array.isArray(vulnerabilityWhitelist) ? vulnerabilityWhitelist : [];
  const blocked: unknown[] = Array.isArray(vulnerabilityBlocklist) ? vulnerabilityBlocklist : [];
  const plain = (entry: unknown) => (typeof entry === "string" ? entry.trim().toUpperCase() : entry);
  const known = new Set(passed.filter((entry) => !isUnknown(entry)).map(plain));
  return blocked.flatMap((entry, index) =>
    known.has(plain(entry))
      ? [
          {
            path: ["vulnerabilityBlocklist", index],
            message: `${String(entry)} is also in vulnerabilityWhitelist; keep it in one list`,
          },
        ]
      : [],
  );
}

/**
 * All three lists are always sent, because the effect of omitting one is not documented. A list that is neither declared nor
 * returned is omitted: sending it empty would erase entries added elsewhere.
 */
export function listsToWire(
  declared: CicdConfigurationInputs,
  applied?: CicdConfigurationInputs,
  live?: Wire<"CicdConfiguration">,
) {
  const content = (name: keyof typeof lists): string[] | undefined => {
    const isUndeclared = declared[name] === undefined && applied?.[name] === undefined;
    if (isUndeclared && live && live[lists[name]] === undefined) return undefined;
    return [...new Set(declared[name] ?? (isUndeclared ? live?.[lists[name]] : undefined) ?? [])];
  };
  return compact<{ [wire in (typeof lists)[keyof typeof lists]]?: string[] }>(
    listNames.map((name) => [lists[name], content(name)] as const),
  );
}

async function create(
  cloud: Cloud,
  inputs: CicdConfigurationInputs,
  made: RecordCreated<CicdConfigurationInputs>,
): Promise<void> {
  const body = { ...inputs.raw, cicd_name: inputs.name, ...listsToWire(inputs) };
  const id = await addConfiguration(cloud, inputs, body);
  made(id, { ...inputs, command: undefined }, { [resolvedKey]: await iamProjectOf(cloud) });
  if (inputs.command) made(id, inputs, await render(cloud, id, inputs));
}

async function render(cloud: Cloud, id: string, inputs: CicdConfigurationInputs): Promise<Computed> {
  if (!inputs.command) return { createCommand: undefined };
  const answer = await cloud.client.cicd.createCommand(commandToWire(id, inputs.command), queryOf(inputs), optionsOf(inputs));
  return { createCommand: need(answer.cicd_command, "cicd_command", "createCicdConfigurationCommand") };
}

async function read(
  cloud: Cloud,
  id: string,
  applied: Partial<CicdConfigurationInputs>,
): Promise<LiveCicdConfiguration | undefined> {
  if (!(await exists(cloud, id, applied))) return undefined;
  const configuration = await showConfiguration(cloud, id, applied);
  const { enterpriseProjectId, iamProjectId } = applied;
  const resolved = iamProjectId === undefined ? await iamProjectOf(cloud) : undefined;
  return configuration && { configuration, enterpriseProjectId, iamProjectId, ...(resolved && { resolved }) };
}

function view(
  live: LiveCicdConfiguration,
  applied: CicdConfigurationInputs | undefined,
  _id: string,
  region: string,
): View<CicdConfigurationInputs> {
  const { configuration } = live;
  const content = (name: keyof typeof lists): string[] => configuration[lists[name]] ?? [];
  const seen = (name: keyof typeof lists) => {
    const written = applied?.[name];
    if (written && configuration[lists[name]] === undefined) return written;
    if (applied) return written && setFromLive(written, content(name));
    return content(name).length > 0 ? content(name) : undefined;
  };
  const inputs = {
    ...(applied ?? { region, enterpriseProjectId: live.enterpriseProjectId, iamProjectId: live.iamProjectId }),
    name: configuration.cicd_name ?? applied?.name,
    ...Object.fromEntries(listNames.map((name) => [name, seen(name)])),
    ...(applied?.raw && { raw: rawFromLive(applied.raw, configuration) }),
  };
  const known = (field: string) => wireFields.has(field) || field in (applied?.raw ?? {});
  const extras = [
    ...listNames
      .filter((name) => applied && applied[name] === undefined && content(name).length > 0)
      .map((name) => ({ path: [name], key: name, value: content(name), expected: false })),
    ...unmodelled(configuration, known, { path: ["raw"], key: "raw", expected: true }),
  ];
  return {
    inputs: compact<CicdConfigurationInputs>(Object.entries(inputs)),
    ...(live.resolved && { computed: { [resolvedKey]: live.resolved } }),
    undeclared: undeclaredPaths(extras),
    ...(applied && { extras }),
  };
}

const wireFields: ReadonlySet<string> = new Set([
  "cicd_id",
  "associated_images_num",
  ...Object.keys(wireNamesOf(cicdConfigurationInputs.schema)),
]);

async function change(cloud: Cloud, id: string, { applied, declared, changed, added }: Change<CicdConfigurationInputs>) {
  const content = new Set<keyof CicdConfigurationInputs>([...listNames, "raw"]);
  if ([...changed].some((name) => content.has(name))) {
    const complete = listNames.every((name) => declared[name] !== undefined);
    const live = complete ? undefined : await showConfiguration(cloud, id, declared);
    if (!complete && !live) throw gone(id);
    const body = { ...declared.raw, ...listsToWire(declared, applied, live) };
    await cloud.client.cicd.modifyConfiguration(id, body, queryOf(declared), optionsOf(declared));
  }
  const computed = changed.has("command") ? await render(cloud, id, declared) : undefined;
  const extras = await undeclaredAfterWrite(async () => {
    const configuration = await showConfiguration(cloud, id, declared);
    return configuration && view({ configuration }, declared, id, declared.region);
  }, added);
  return { ...computed, ...extras };
}

const gone = (id: string) =>
  new CodeArtsError({
    kind: "notFound",
    message: `the configuration ${id} no longer exists; run pulumi refresh, and the next pulumi up creates it again`,
    operation: "showCicdConfiguration",
  });

/** Configurations with the same name. The service returns neither their creator nor their creation time. */
async function find(cloud: Cloud, inputs: CicdConfigurationInputs): Promise<Found[]> {
  const named = [...(await allConfigurations(cloud, inputs)).entries()].filter(([, row]) => row.cicd_name === inputs.name);
  return named.map(([id]) => ({ id }));
}

async function* listAll(client: Cloud["client"]): AsyncIterable<Listed> {
  for await (const { cicd_id: id, cicd_name: name } of client.each("listCicdConfigurations", {}))
    if (id) yield { id, name: name ?? id };
}
