/** The list of kinds. Classes, provider objects, documentation pages and the words of the commands follow from it. */
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

/** By the name of the provider object, which state holds, so that none is ever renamed or removed. */
export const kinds = { buildJob, buildTemplate, notice, keystore, cicdConfiguration, buildRun, jobGroup, jobPermissions };
export type Handle = keyof typeof kinds;

/** A kind of which only its name is known, and that only while it runs: what it calls inputs and answers is opaque to the caller. */
export const kindOf = (handle: Handle): ListedKind<Declared, unknown> =>
  kinds[handle] as unknown as ListedKind<Declared, unknown>;
