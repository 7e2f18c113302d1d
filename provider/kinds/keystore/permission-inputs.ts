import { z } from "zod";
import { isObject, own } from "../../lifecycle/values";
import { line } from "../parts/text";
import { isMask } from "../parts/wire";
import { input, part } from "../table";

export const permission = part("KeystorePermission", "What one user may do with a file.", {
  userId: input(line(64), { doc: "User id, as shown by IAM.", limits: "1 to 64 characters" }),
  use: input(z.boolean().optional(), { doc: "May use the file in builds.", default: true, wire: { name: "usage" } }),
  modify: input(z.boolean().optional(), { doc: "May change name and description.", default: false }),
  delete: input(z.boolean().optional(), { doc: "May delete the file.", default: false }),
  manage: input(z.boolean().optional(), { doc: "May change these permissions.", default: false, wire: { name: "setting" } }),
});
export type KeystorePermission = z.output<typeof permission>;
export type Permissions = { [userName: string]: KeystorePermission };

export interface Rights {
  use: boolean;
  modify: boolean;
  delete: boolean;
  manage: boolean;
}

export const rightsOf = ({ use, modify, delete: remove, manage }: KeystorePermission): Rights => ({
  use: use ?? true,
  modify: modify ?? false,
  delete: remove ?? false,
  manage: manage ?? false,
});

const rights = ["use", "modify", "delete", "manage"] as const;
export const sameRights = (one: Rights, other: Rights): boolean => rights.every((right) => one[right] === other[right]);

/** Whether two maps are equivalent: an omitted permission has its default. */
export function samePermissions(one: unknown, other: unknown): boolean {
  // Compared are only inputs that the check has accepted.
  const plain = (value: unknown) => (isObject(value) ? (value as Permissions) : {});
  const [a, b] = [plain(one), plain(other)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => {
    const [mine, yours] = [own(a, name), own(b, name)];
    if (!isObject(mine) || !isObject(yours)) return mine === yours;
    return sameUser(mine, yours) && sameRights(rightsOf(mine), rightsOf(yours));
  });
}

/** The service returns no user ids: an adopted entry has asterisks, which match whoever has the name. */
export const sameUser = (one: KeystorePermission, other: KeystorePermission): boolean =>
  one.userId === other.userId || isMask(one.userId) || isMask(other.userId);
