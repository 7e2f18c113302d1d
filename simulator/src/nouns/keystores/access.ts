/** Permissions on stored files, and their list rows. */
import { extname } from "node:path";
import { shortTime } from "../../clock";
import type { AnyCall } from "../../operation";
import { forbidden, invalid, missing, ServiceError } from "../../refusal";
import type { Keystore, KeystoreGrant } from "../../store/model";
import { domain, userName } from "../../users";
import type { Build } from "../../wire";

type Right = "usage" | "modify" | "delete" | "setting";

const suffixes = [".xml", ".key", ".keystore", ".jks", ".crt", ".pem"];

export function grantsOf({ simulation }: AnyCall, keystoreId: string): KeystoreGrant[] {
  return simulation.store.by.grantsOfKeystore.list(keystoreId).flatMap((id) => simulation.store.grants.get(id) ?? []);
}

/** The caller's permissions on a file: those of its entry, or only `use` for a shared file. */
export function rightsOn(call: AnyCall, keystore: Keystore): Record<Right, boolean> {
  const own = grantsOf(call, keystore.id).find((grant) => grant.userId === call.caller.user.id);
  const { usage = false, modify = false, delete: remove = false, setting = false } = own ?? {};
  return { usage: usage || keystore.share === 1, modify, delete: remove, setting };
}

export function keystoreFor(call: AnyCall, id: string, right: Right): Keystore {
  const keystore = call.simulation.store.keystores.get(id);
  if (!keystore || keystore.region !== call.caller.region.name) throw missing("The file");
  if (!rightsOn(call, keystore)[right]) throw forbidden(`You lack the permission ${right} on this file.`);
  return keystore;
}

export function checkName(name: string): void {
  if (name.length < 1 || name.length > 500)
    throw new ServiceError(400, "CB.00060203", "The file name must be 1 to 500 characters.");
  const control = [...name].some((character) => character < " ");
  if (control || /[/\\]/.test(name))
    throw new ServiceError(400, "CB.00060203", "The file name must not contain slashes or control characters.");
  if (!suffixes.includes(extname(name).toLowerCase()))
    throw new ServiceError(400, "CB.00060203", `The file name must end in ${suffixes.join(", ")}.`);
}

export function checkUnique({ simulation, caller }: AnyCall, name: string, self?: string): void {
  const { store } = simulation;
  const ids = store.by.keystoresOfRegion.list(caller.region.name);
  if (ids.some((id) => id !== self && store.keystores.get(id)?.name === name))
    throw invalid(`A file named ${name} exists already.`);
}

export function item(call: AnyCall, keystore: Keystore): Build<"Keystore"> {
  const rights = rightsOn(call, keystore);
  return {
    id: keystore.id,
    permission: {
      id: null,
      ...rights,
      keystore_id: keystore.id,
      user_name: null,
      is_creator: null,
      can_absent: null,
      region: null,
      last_update_time: null,
    },
    description: keystore.description,
    share: keystore.share,
    region: null,
    create_time_stamp: String(Math.floor(keystore.createdAt / 1000)),
    update_time_stamp: String(Math.floor(keystore.updatedAt / 1000)),
    domain_id: domain.id,
    domain_name: domain.name,
    keystore_name: keystore.name,
    create_user_id: keystore.creatorId,
    create_user_name: userName(keystore.creatorId),
    create_time: shortTime(keystore.createdAt),
    update_user_id: keystore.updaterId,
    update_user_name: userName(keystore.updaterId),
    update_time: shortTime(keystore.updatedAt),
  };
}
