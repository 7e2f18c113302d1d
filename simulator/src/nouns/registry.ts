/** Every operation of the contract and what answers it: one file per noun. */
import type { Handlers } from "../operation";
import type { OperationId } from "../wire";
import { groups } from "./groups";
import { jobs } from "./jobs";
import { notices } from "./notices";
import { projects } from "./projects";
import { recycleBin } from "./recycle-bin";
import { tokens } from "./tokens";

export const handlers: Partial<Handlers<OperationId>> = {
  ...groups,
  ...jobs,
  ...notices,
  ...projects,
  ...recycleBin,
  ...tokens,
};
