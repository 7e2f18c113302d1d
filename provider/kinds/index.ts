/** The list of kinds, from which classes, provider objects, documentation pages and command names derive. */
import type { Declared } from "../lifecycle/kind";
import { buildJob } from "./build-job/kind";
import { buildRun } from "./build-run/kind";
import { buildTemplate } from "./build-template/kind";
import { cicdConfiguration } from "./cicd-configuration/kind";
import { jobGroup } from "./job-group/kind";
import { jobPermissions } from "./job-permissions/kind";
import { keystore } from "./keystore/kind";
import { notice } from "./notice/kind";
import type { ListedKind } from "./table";

/** Keyed by the name of the provider object, which is stored in state: never rename or remove one. */
export const kinds = { buildJob, buildTemplate, notice, keystore, cicdConfiguration, buildRun, jobGroup, jobPermissions };
export type Handle = keyof typeof kinds;

/** A kind known only by name at run time: its inputs and live objects are opaque to the caller. */
export const kindOf = (handle: Handle): ListedKind<Declared, unknown> =>
  kinds[handle] as unknown as ListedKind<Declared, unknown>;
