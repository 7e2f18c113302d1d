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

/** The declared entries with their live permissions, and the names of undeclared entries. */
export function permissionsFromWire(applied: Permissions, live: readonly LivePermission[]) {
  const byName = new Map(live.flatMap((entry) => (entry.user_name ? [[entry.user_name, entry] as const] : [])));
  const seen = Object.entries(applied).flatMap(([name, written]) => {
    const entry = byName.get(name);
    if (!entry) return [];
    const there = liveRights(entry);
    return [[name, sameRights(rightsOf(written), there) ? written : { userId: written.userId, ...there }] as const];
  });
  const others = [...byName].filter(([name, entry]) => !Object.hasOwn(applied, name) && toBoolean(entry.is_creator) !== true);
  return { permissions: Object.fromEntries(seen), foreign: others.map(([name]) => name) };
}

/** All entries except the creator's, as inputs. */
export function fullPermissions(live: readonly LivePermission[]): Permissions | undefined {
  const others = live.filter((entry) => entry.user_name && toBoolean(entry.is_creator) !== true);
  if (others.length === 0) return undefined;
  return Object.fromEntries(
    others.map((entry) => [entry.user_name, { userId: toText(entry.user_id) ?? "*****", ...liveRights(entry) }]),
  );
}

/** Undeclared entries; empty for a caller who may not list them. */
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
  /** A new file has only its creator's entry. */
  isNew?: boolean;
}

/** Updates the declared users' entries, and removes those that are no longer declared. */
export async function syncPermissions(cloud: Cloud, id: string, { declared, applied, isNew }: PermissionChange): Promise<void> {
  const live = isNew ? [] : await listPermissions(cloud, id);
  const entryOf = (name: string) => live.find((entry) => entry.user_name === name);
  for (const [name, permission] of Object.entries(declared)) {
    const entry = entryOf(name);
    if (entry && toBoolean(entry.is_creator)) throw creators(name);
    const before = Object.hasOwn(applied, name) ? applied[name] : undefined;
    await syncPermission(cloud, id, { name, permission, entry, sameUser: before === undefined || sameUser(before, permission) });
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

async function syncPermission({ client }: Cloud, id: string, { name, permission, entry, sameUser }: Wanted): Promise<void> {
  const wanted = rightsOf(permission);
  const there = entry && liveRights(entry);
  if (there && sameUser && sameRights(wanted, there)) return;
  const body = { keystore_id: id, user_name: name, usage: wanted.use, modify: wanted.modify, delete: wanted.delete };
  const can_absent = toBoolean(entry?.can_absent) ?? true;
  // An edit can change neither the right to manage (`setting`) nor the user, so the entry is recreated.
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
    message: `permissions[${JSON.stringify(name)}].userId: its value is unknown, only asterisks; write the user's id as shown by IAM`,
  });

const creators = (name: string) =>
  new CodeArtsError({
    kind: "input",
    message: `permissions[${JSON.stringify(name)}]: this user uploaded the file and has all permissions for it; the entry cannot be changed, remove it`,
  });
