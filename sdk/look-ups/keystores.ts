import type { ListedKeystore, ListKeystoresArgs } from "../../provider/look-ups/types";
import { asOutput, type LookUpOptions, lookUp } from "./look-up";

export type { ListedKeystore, ListKeystoresArgs } from "../../provider/look-ups/types";

/** Loaded by the first look-up only. */
const keystores = (): typeof import("../../provider/look-ups/keystores") => require("../../provider/look-ups/keystores");

/**
 * Lists all stored files of the account.
 *
 * ```ts
 * const [release] = await codearts.listKeystores({ search: "release.jks" });
 * ```
 *
 * Source: listKeystores (manual 4.63).
 */
export function listKeystores(args: ListKeystoresArgs = {}, options?: LookUpOptions): Promise<ListedKeystore[]> {
  return lookUp("listKeystores", args, options, (at) => keystores().listKeystores(at, args));
}

/** {@link listKeystores} for arguments that may be Outputs. */
export const listKeystoresOutput = asOutput(listKeystores);
