import type { Row } from "../../provider/client";
import { type Camelled, camelled } from "./camel";
import { all, asOutput, type LookUpArgs, type LookUpOptions, lookUp } from "./look-up";

/** Which files. */
export interface ListKeystoresArgs extends LookUpArgs {
  /** Part of the file name. */
  search?: string;
}

/** A stored file, with what the caller may do with it. Its content is not among it. */
export type ListedKeystore = Camelled<Row<"listKeystores">>;

/**
 * Lists the stored files of the account, all pages of them.
 *
 * ```ts
 * const [release] = await codearts.listKeystores({ search: "release.jks" });
 * ```
 *
 * Source: listKeystores (manual 4.63).
 */
export function listKeystores(args: ListKeystoresArgs = {}, options?: LookUpOptions): Promise<ListedKeystore[]> {
  const query = args.search === undefined ? {} : { search: args.search };
  return lookUp("listKeystores", args, options, async ({ client }) =>
    (await all(client.each("listKeystores", { query }))).map((row) => camelled(row)),
  );
}

/** {@link listKeystores} for arguments that may be Outputs. */
export const listKeystoresOutput = asOutput(listKeystores);
