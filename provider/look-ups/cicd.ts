import { need } from "../client/errors";
import { commandToWire } from "../kinds/cicd-configuration/command";
import type { CicdCommand } from "../kinds/cicd-configuration/command-inputs";
import { camelled } from "./camel";
import { all, type LookUpScope } from "./scope";
import type {
  CicdLookUpArgs,
  ListCicdConfigurationsArgs,
  ListCicdImagesArgs,
  ListedCicdConfiguration,
  ListedCicdImage,
} from "./types";

const pathOf = ({ iamProjectId }: CicdLookUpArgs) => (iamProjectId === undefined ? {} : { project_id: iamProjectId });

export async function listCicdConfigurations(
  { client }: LookUpScope,
  args: ListCicdConfigurationsArgs,
): Promise<ListedCicdConfiguration[]> {
  const query = { enterprise_project_id: args.enterpriseProjectId, cicd_name: args.name, cicd_id: args.id };
  return (await all(client.each("listCicdConfigurations", { path: pathOf(args), query }))).map((row) => camelled(row));
}

export async function listCicdImages({ client }: LookUpScope, args: ListCicdImagesArgs): Promise<ListedCicdImage[]> {
  const { region: _, iamProjectId: __, hasVulnerability, sortDirection, ...filters } = args;
  const snake = Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
  const query = { ...snake, has_vul: hasVulnerability, sort_dir: sortDirection };
  return (await all(client.each("listCicdImages", { path: pathOf(args), query }))).map((row) => camelled(row));
}

export async function getCicdCommand(
  { client }: LookUpScope,
  args: CicdLookUpArgs & CicdCommand & { configurationId: string },
): Promise<{ command: string }> {
  const { configurationId, enterpriseProjectId, iamProjectId, image, iac } = args;
  const query = enterpriseProjectId === undefined ? {} : { enterprise_project_id: enterpriseProjectId };
  const options = iamProjectId === undefined ? {} : { iamProjectId };
  const answer = await client.cicd.createCommand(commandToWire(configurationId, { image, iac }), query, options);
  return { command: need(answer.cicd_command, "cicd_command", "createCicdConfigurationCommand") };
}
