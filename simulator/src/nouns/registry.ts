/** Every operation of the contract and its handler: one file per noun. */
import type { Handlers } from "../operation";
import type { OperationId } from "../wire";
import { account } from "./account";
import { builds } from "./builds";
import { cicdConfigurations } from "./cicd-configurations";
import { cicdImages } from "./cicd-images";
import { groups } from "./groups";
import { images } from "./images";
import { jobs } from "./jobs";
import { keystores } from "./keystores";
import { logs } from "./logs";
import { notices } from "./notices";
import { permissions } from "./permissions";
import { projects } from "./projects";
import { records } from "./records";
import { recycleBin } from "./recycle-bin";
import { reports } from "./reports";
import { resources } from "./resources";
import { templates } from "./templates";
import { tokens } from "./tokens";

/** Complete: a missing operation does not compile. */
export const handlers: Handlers<OperationId> = {
  ...account,
  ...builds,
  ...cicdConfigurations,
  ...cicdImages,
  ...groups,
  ...images,
  ...jobs,
  ...keystores,
  ...logs,
  ...notices,
  ...permissions,
  ...projects,
  ...records,
  ...recycleBin,
  ...reports,
  ...resources,
  ...templates,
  ...tokens,
};
