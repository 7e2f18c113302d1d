import { buildTemplate } from "../kinds/build-template/kind";
import type { Wire } from "../kinds/parts/wire";
import { all, type LookUpScope, only, readingCloud } from "./scope";
import type { GetBuildTemplateArgs, ListBuildTemplatesArgs } from "./types";

export async function getBuildTemplate(at: LookUpScope, args: GetBuildTemplateArgs) {
  const named = args.id === undefined ? (await listBuildTemplates(at, args)).filter(({ name }) => name === args.name) : [];
  const id = args.id ?? only(`template ${JSON.stringify(args.name)}`, named, (one) => one.id).id;
  // The list may omit the steps.
  const found = await buildTemplate.read(readingCloud(at), id, {});
  return listed(only(`template ${id}`, found === undefined ? [] : [found], () => id));
}

/** Parts of a template of the account that may contain secrets. */
export const buildTemplateSecrets = () => ["steps", "parameters"] as const;

const queryOf = ({ name }: ListBuildTemplatesArgs) => (name === undefined ? {} : { name });

export async function listBuildTemplates({ client }: LookUpScope, args: ListBuildTemplatesArgs) {
  return (await all(client.each("listCustomTemplates", { query: queryOf(args) }))).map(listed);
}

export async function listOfficialTemplates({ client }: LookUpScope, args: ListBuildTemplatesArgs) {
  return (await all(client.each("listOfficialTemplates", { query: queryOf(args) }))).map(listed);
}

function listed(row: Wire<"Template">) {
  const facts = { creatorId: row.user_id, creator: row.user_name, createdAt: row.create_time };
  const given = Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value ? [[key, value] as const] : [])));
  const id = row.uuid ?? "";
  const { region: _, ...inputs } = buildTemplate.view(row, undefined, id, "").inputs;
  return { ...inputs, ...given, id };
}
