/** Look-ups as functions of the plugin: name → implementation and secret parts of the result. */
import { clientFor, defaults } from "../provider/config";
import { Refusal } from "../provider/lifecycle/errors";
import {
  buildJobSecrets,
  getBuildJob,
  getExecutorSpecs,
  getSystemParameters,
  listBuildJobs,
} from "../provider/look-ups/build-jobs";
import {
  buildTemplateSecrets,
  getBuildTemplate,
  listBuildTemplates,
  listOfficialTemplates,
} from "../provider/look-ups/build-templates";
import { getCicdCommand, listCicdConfigurations, listCicdImages } from "../provider/look-ups/cicd";
import { getJobGroup, listJobGroups } from "../provider/look-ups/job-groups";
import { listKeystores } from "../provider/look-ups/keystores";
import type { LookUpScope } from "../provider/look-ups/scope";
import { hint } from "../provider/shared/nearest";
import { asSecret, type Props } from "./wire";

type SecretsOf = (found: Props) => readonly string[];
interface LookUp {
  readonly run: (at: LookUpScope, args: Props) => Promise<object>;
  readonly secrets: SecretsOf;
}

/** Arguments have already been checked against the schema. */
const lookUp = <Args>(run: (at: LookUpScope, args: Args) => Promise<object>, secrets: SecretsOf = () => []): LookUp => ({
  run: (at, args) => run(at, args as Args),
  secrets,
});

const lookUps: Readonly<Record<string, LookUp>> = {
  getBuildJob: lookUp(getBuildJob, buildJobSecrets),
  listBuildJobs: lookUp(listBuildJobs),
  getExecutorSpecs: lookUp(getExecutorSpecs),
  getSystemParameters: lookUp(getSystemParameters),
  getJobGroup: lookUp(getJobGroup),
  listJobGroups: lookUp(listJobGroups),
  getBuildTemplate: lookUp(getBuildTemplate, buildTemplateSecrets),
  listBuildTemplates: lookUp(listBuildTemplates, buildTemplateSecrets),
  listOfficialTemplates: lookUp(listOfficialTemplates),
  listCicdConfigurations: lookUp(listCicdConfigurations),
  listCicdImages: lookUp(listCicdImages),
  getCicdCommand: lookUp(getCicdCommand, () => ["command"]),
  listKeystores: lookUp(listKeystores),
};

/** Results are always objects, so a list is returned as `items`. */
export async function invoke(token: string, args: Props): Promise<Props> {
  const name = token.slice(token.lastIndexOf(":") + 1);
  const found = Object.hasOwn(lookUps, name) ? lookUps[name] : undefined;
  if (!found) throw new Refusal(`there is no function ${token}${hint(name, Object.keys(lookUps))}`);
  const region = typeof args.region === "string" ? args.region : undefined;
  const projectId = typeof args.projectId === "string" ? args.projectId : defaults().projectId;
  const answer = await found.run({ client: clientFor(region), projectId }, args);
  const sealed = (one: object): Props => {
    const secrets = found.secrets({ ...one });
    return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, secrets.includes(key) ? asSecret(value) : value]));
  };
  return Array.isArray(answer) ? { items: answer.map((one) => (typeof one === "object" ? sealed(one) : one)) } : sealed(answer);
}
