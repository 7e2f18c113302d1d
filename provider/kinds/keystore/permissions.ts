import { CodeArtsError } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Cloud } from "../../lifecycle/kind";
import { isMask, toBoolean, toText, type Wire } from "../parts/wire";
import { type KeystorePermission, type Permissions, type Rights, rightsOf, sameRights, sameUser } from "./permission-inputs";

export type LivePermission = Wire<"KeystorePermission">;

const liveRights = (entry: LivePermission): Rights => ({
  use: toBoolean(entry.usage) ?? false,
  modify: toBoolean(entry.modify) ?? false,
  delete: toBoolean(entry.delete) ?? false,
  manage: toBoolean(entry.setting) ?? false,
});

/** The declared entries as the program wrote them with their live rights, and the names of entries that others made. */
export function permissionsFromWire(applied: Permissions, live: readonly LivePermission[]) {
  const byName = new Map(live.filter((entry) => entry.user_name).map((entry) => [entry.user_name as string, entry]));
  const seen = Object.entries(applied).flatMap(([name, written]) => {
    const entry = byName.get(name);
    if (!entry) return [];
    const there = liveRights(entry);
    return [[name, sameRights(rightsOf(written), there) ? written : { userId: written.userId, ...there }] as const];
  });
  const foreign = [...byName].filter(([name, entry]) => !Object.hasOwn(applied, name) && toBoolean(entry.is_creator) !== true);
  return { permissions: Object.fromEntries(seen), foreign: foreign.map(([name]) => name) };
}

/** All entries but the creator's, as someone would write them who declares all of them. */
export function wholePermissions(live: readonly LivePermission[]): Permissions | undefined {
  const others = live.filter((entry) => entry.user_name && toBoolean(entry.is_creator) !== true);
  if (others.length === 0) return undefined;
  return Object.fromEntries(
    others.map((entry) => [entry.user_name, { userId: toText(entry.user_id) ?? "*****", ...liveRights(entry) }]),
  );
}

/** Entries that nobody declares: who may not list them hears of none. */
export async function permissionsIfSeen(cloud: Cloud, keystoreId: string): Promise<LivePermission[] | undefined> {
  try {
    return await listPermissions(cloud, keystoreId);
  } catch (error) {
    if (error instanceof CodeArtsError && (error.kind === "forbidden" || error.kind === "refused")) return undefined;
    throw error;
  }
}

export async function listPermissions({ client }: Cloud, keystoreId: string): Promise<LivePermission[]> {
  const entries: LivePermission[] = [];
  for await (const entry of client.each("listKeystorePermissions", { path: { keystore_id: keystoreId } })) entries.push(entry);
  return entries;
}

interface PermissionChange {
  declared: Permissions;
  applied: Permissions;
  /** Just uploaded: it has no entries but that of its creator. */
  isNew?: boolean;
}

/** Brings the declared users' entries to what is declared, and takes away those that were applied and are no longer declared. */
export async function syncPermissions(cloud: Cloud, id: string, { declared, applied, isNew }: PermissionChange): Promise<void> {
  const live = isNew ? [] : await listPermissions(cloud, id);
  const entryOf = (name: string) => live.find((entry) => entry.user_name === name);
  for (const [name, permission] of Object.entries(declared)) {
    const entry = entryOf(name);
    if (entry && toBoolean(entry.is_creator)) throw creators(name);
    const before = Object.hasOwn(applied, name) ? applied[name] : undefined;
    await bring(cloud, id, { name, permission, entry, sameUser: before === undefined || sameUser(before, permission) });
  }
  for (const name of Object.keys(applied)) {
    const entry = entryOf(name);
    if (Object.hasOwn(declared, name) || !entry?.id || toBoolean(entry.is_creator)) continue;
    await cloud.client.keystores.deletePermission(entry.id);
  }
}

interface Wanted {
  name: string;
  permission: KeystorePermission;
  entry: LivePermission | undefined;
  sameUser: boolean;
}

async function bring({ client }: Cloud, id: string, { name, permission, entry, sameUser }: Wanted): Promise<void> {
  const wanted = rightsOf(permission);
  const there = entry && liveRights(entry);
  if (there && sameUser && sameRights(wanted, there)) return;
  const body = { keystore_id: id, user_name: name, usage: wanted.use, modify: wanted.modify, delete: wanted.delete };
  const can_absent = toBoolean(entry?.can_absent) ?? true;
  // An edit cannot carry the right to manage (`setting`), nor another user: then the entry is made anew.
  if (entry?.id && sameUser && there?.manage === wanted.manage) {
    await client.keystores.updatePermission({ id: entry.id, ...body, can_absent });
    return;
  }
  if (isMask(permission.userId)) throw unknownUser(name);
  if (entry?.id) await client.keystores.deletePermission(entry.id);
  const added: Body<"addKeystorePermission"> = { ...body, user_id: permission.userId, setting: wanted.manage, can_absent };
  await client.keystores.addPermission(added);
}

const unknownUser = (name: string) =>
  new CodeArtsError({
    kind: "input",
    message: `permissions[${JSON.stringify(name)}].userId: its value is not known here, only asterisks; write the user's id, as IAM shows it`,
  });

const creators = (name: string) =>
  new CodeArtsError({
    kind: "input",
    message: `permissions[${JSON.stringify(name)}]: this user uploaded the file and may do everything with it; the entry cannot be changed, leave it out`,
  });
