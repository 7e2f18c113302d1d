/** The input of the generators for a kind: its table, names and description. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Handle, kindOf, kinds } from "../../../provider/kinds";
import type { KindTable, OnePerJob, Table } from "../../../provider/kinds/table";
import type { Declared } from "../../../provider/lifecycle/kind";
import { keysOf } from "../../../provider/shared/keys";
import { repository } from "../../pulumi/paths";

export interface KindModel {
  /** Class, such as `BuildJob`. */
  readonly name: string;
  /** Provider object, such as `buildJob`. */
  readonly handle: Handle;
  /** Folder in provider/kinds and page in docs/resources, such as `build-job`. */
  readonly page: string;
  readonly noun: string;
  readonly plural: string;
  readonly inputs: KindTable;
  readonly outputs: Table;
  readonly onePerJob?: OnePerJob<Declared>;
  /** Markdown, used as the doc comment of the class and at the start of its page. */
  readonly description: string;
}

export const kindModels: readonly KindModel[] = keysOf(kinds).map((handle) => {
  const page = handle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const description = readFileSync(join(repository, "provider/kinds", page, "description.md"), "utf8").trim();
  const { name, noun, plural, inputs, outputs = {}, onePerJob } = kindOf(handle);
  return { name, handle, page, noun, plural, inputs, outputs, description, ...(onePerJob && { onePerJob }) };
});
