/** Stored files and their permissions, which are enforced. */
import { type AnyCall, type Call, type Handlers, Raw, type UploadedFile } from "../../operation";
import { forbidden, invalid, missing, overQuota, ServiceError } from "../../refusal";
import type { Keystore, KeystoreGrant } from "../../store/model";
import { domain, roleOf, userById, users } from "../../users";
import { enveloped, numberOf, pageOf } from "../answers";
import { checkName, checkUnique, grantsOf, item, keystoreFor, rightsOn } from "./access";

function visible(call: AnyCall): Keystore[] {
  const { store } = call.simulation;
  const all = store.by.keystoresOfRegion.list(call.caller.region.name).flatMap((id) => store.keystores.get(id) ?? []);
  return all.filter((keystore) => Object.values(rightsOn(call, keystore)).some(Boolean));
}

function checkFile({ simulation }: AnyCall, file: UploadedFile | undefined): UploadedFile {
  const { keystoreBytes } = simulation.quotas;
  if (!file || file.content.length === 0) throw new ServiceError(400, "CB.00060212", "No file was uploaded.");
  if (file.content.length > keystoreBytes) throw overQuota(`The file is larger than ${keystoreBytes} bytes.`);
  return file;
}

function upload(call: Call<"uploadKeystore">) {
  const { store, ids, clock, quotas, readings } = call.simulation;
  const { user, region } = call.caller;
  if (!roleOf(user)?.create) throw forbidden("You may not upload files.");
  if (readings.get("upload-consent") === "true-only" && call.body.privacy !== "true") throw invalid("privacy must be true.");
  const file = checkFile(call, call.file);
  const id = ids.hex("keystore");
  const name = file.name || `${id.slice(0, 8)}.keystore`;
  checkName(name);
  checkUnique(call, name);
  if (store.by.keystoresOfUser.count(`${region.name}/${user.id}`) >= quotas.keystoresPerUser) {
    throw overQuota(`You have ${quotas.keystoresPerUser} files, the most that a user may have.`);
  }
  const now = clock.now();
  store.keystores.put(id, {
    id,
    region: region.name,
    name,
    description: call.body.description ?? "",
    share: 0,
    content: file.content.toString("base64"),
    creatorId: user.id,
    createdAt: now,
    updaterId: user.id,
    updatedAt: now,
  });
  const all = { usage: true, modify: true, delete: true, setting: true };
  const grant = ids.hex("grant");
  const entry = {
    id: grant,
    keystoreId: id,
    userId: user.id,
    userName: user.name,
    creator: true,
    canAbsent: false,
    updatedAt: now,
  };
  store.grants.put(grant, { ...entry, ...all });
  return enveloped(call, { keystore_id: id });
}

function download(keystore: Keystore): Raw {
  return new Raw(Buffer.from(keystore.content, "base64"), {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(keystore.name)}`,
  });
}

function checkDomain(id: string): void {
  if (id !== domain.id) throw missing("The file");
}

function grantFor(call: AnyCall, id: string): KeystoreGrant {
  const grant = call.simulation.store.grants.get(id);
  if (!grant) throw missing("The permission");
  keystoreFor(call, grant.keystoreId, "setting");
  return grant;
}

type KeystoreId =
  | "listKeystores"
  | "listUsableKeystores"
  | "uploadKeystore"
  | "updateKeystore"
  | "deleteKeystore"
  | "downloadKeystore"
  | "downloadKeystoreByFileName"
  | "listKeystorePermissions"
  | "addKeystorePermission"
  | "updateKeystorePermission"
  | "deleteKeystorePermission";

export const keystores: Handlers<KeystoreId> = {
  listKeystores(call) {
    const search = call.query.search ?? "";
    const found = visible(call).filter((keystore) => keystore.name.includes(search));
    const page = pageOf(found, (call.query.page ?? 1) - 1, call.query.page_size ?? 10);
    return enveloped(call, { total: found.length, keystore_list: page.map((keystore) => item(call, keystore)) });
  },
  listUsableKeystores: (call) =>
    enveloped(
      call,
      visible(call)
        .filter((keystore) => rightsOn(call, keystore).usage)
        .map(({ id, name }) => ({ id, keystore_name: name })),
    ),
  uploadKeystore: upload,
  updateKeystore(call) {
    const { store, clock } = call.simulation;
    if (call.body.id !== call.path.id) throw invalid("The id of the body is not that of the path.");
    const keystore = keystoreFor(call, call.path.id, "modify");
    const { keystore_name: name, description, share } = call.body;
    checkName(name);
    checkUnique(call, name, keystore.id);
    const changed = { name, description, share, updaterId: call.caller.user.id, updatedAt: clock.now() };
    store.keystores.put(keystore.id, { ...keystore, ...changed });
    return enveloped(call, null);
  },
  deleteKeystore(call) {
    const { store } = call.simulation;
    const keystore = keystoreFor(call, call.path.keystore_id, "delete");
    for (const { id } of grantsOf(call, keystore.id)) store.grants.delete(id);
    store.keystores.delete(keystore.id);
    return enveloped(call, null);
  },
  downloadKeystore(call) {
    const keystore = keystoreFor(call, call.query.id, "usage");
    checkDomain(call.query.domain_id);
    if (keystore.name !== call.query.name) throw missing("The file");
    return download(keystore);
  },
  downloadKeystoreByFileName(call) {
    checkDomain(call.query.domain_id);
    const keystore = visible(call).find(({ name }) => name === call.query.file_name);
    if (!keystore) throw missing("The file");
    return download(keystoreFor(call, keystore.id, "usage"));
  },
  listKeystorePermissions(call) {
    const keystore = call.simulation.store.keystores.get(call.path.keystore_id);
    if (!keystore || !visible(call).includes(keystore)) throw missing("The file");
    const all = grantsOf(call, keystore.id);
    const page = pageOf(all, Math.max(0, numberOf(call.query.page, 1, "page") - 1), call.query.page_size);
    return enveloped(call, {
      total: all.length,
      permission_list: page.map((grant) => ({
        id: grant.id,
        setting: grant.setting,
        delete: grant.delete,
        modify: grant.modify,
        usage: grant.usage,
        keystore_id: grant.keystoreId,
        user_name: grant.userName,
        is_creator: grant.creator,
        can_absent: grant.canAbsent,
      })),
    });
  },
  addKeystorePermission(call) {
    const { store, ids, clock } = call.simulation;
    const { body } = call;
    const keystore = keystoreFor(call, body.keystore_id, "setting");
    const known = userById(body.user_id) ?? users.find(({ name }) => name === body.user_name);
    if (known && known.name !== body.user_name) throw invalid("user_id and user_name are not of the same user.");
    if (grantsOf(call, keystore.id).some(({ userId }) => userId === body.user_id))
      throw invalid("The user has a permission on this file already.");
    const id = ids.hex("grant");
    store.grants.put(id, {
      id,
      keystoreId: keystore.id,
      userId: body.user_id,
      userName: body.user_name,
      creator: false,
      usage: body.usage,
      modify: body.modify,
      delete: body.delete,
      setting: body.setting,
      canAbsent: body.can_absent,
      updatedAt: clock.now(),
    });
    return enveloped(call, id);
  },
  updateKeystorePermission(call) {
    const { store, clock } = call.simulation;
    const { id, keystore_id, usage, modify, delete: remove, can_absent } = call.body;
    const grant = grantFor(call, id);
    if (grant.keystoreId !== keystore_id) throw invalid("The permission is not one of this file.");
    if (grant.creator) throw invalid("The permission of the creator cannot be changed.");
    const changed = { usage, modify, delete: remove, canAbsent: can_absent ?? grant.canAbsent, updatedAt: clock.now() };
    store.grants.put(id, { ...grant, ...changed });
    return enveloped(call, id);
  },
  deleteKeystorePermission(call) {
    const grant = grantFor(call, call.path.permission_id);
    if (grant.creator) throw invalid("The permission of the creator cannot be deleted.");
    call.simulation.store.grants.delete(grant.id);
    return enveloped(call, "");
  },
};
