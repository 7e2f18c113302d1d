import type * as pulumi from "@pulumi/pulumi";
import type { Step as PlainStep } from "../provider/kinds/parts/steps";
import type { Lifted } from "./inputs";

/** A step in a program: any part of it may be an Output. */
export type StepArgs = { [Key in keyof PlainStep]: Lifted<PlainStep[Key]> };

/** What every builder takes beside its own settings. */
export interface CommonArgs {
  /** Shown in the build's log; also how `stepSecrets` finds the step. Default: see the builder. */
  name?: pulumi.Input<string>;
  /** Version of the step type. Default: the service's. */
  version?: pulumi.Input<string>;
  /** Whether the step runs. Default: true. */
  enabled?: pulumi.Input<boolean>;
  /** Further properties of the step type, as the service spells them. */
  properties?: { [key: string]: unknown };
}

export interface CommandArgs extends CommonArgs {
  /** Shell commands, one or more lines. */
  command: pulumi.Input<string>;
}

/** Runs Maven: `devcloud2018.codeci_action_20043.action`. Default name: "Maven build". */
export function maven({ command, ...common }: CommandArgs): StepArgs {
  return build("devcloud2018.codeci_action_20043.action", "Maven build", common, { command });
}

/** Runs Docker commands: `devcloud2018.codeci_action_20035.action`. Default name: "Docker command". */
export function dockerCommand({ command, ...common }: CommandArgs): StepArgs {
  return build("devcloud2018.codeci_action_20035.action", "Docker command", common, { command });
}

export interface UploadToObsArgs extends CommonArgs {
  /** Name of the OBS bucket (on the wire `backetName`). */
  bucketName: pulumi.Input<string>;
  /** Where in the bucket the files go, such as `./`. */
  objectKey: pulumi.Input<string>;
  /** Files of the build to upload, such as `target/*.jar`. */
  artifactSourcePath?: pulumi.Input<string>;
  /** Whether a whole folder is uploaded. */
  uploadDirectory?: pulumi.Input<boolean>;
  /** User whose rights are used for a bucket of another account. */
  authorizationUser?: pulumi.Input<string>;
  /** Headers that the objects get. */
  obsHeaders?: unknown;
}

/** Uploads files to an OBS bucket: `devcloud2018.codeci_action_20057.action`. Default name: "Upload to OBS". */
export function uploadToObs(args: UploadToObsArgs): StepArgs {
  const { bucketName, objectKey, artifactSourcePath, uploadDirectory, authorizationUser, obsHeaders, ...common } = args;
  const own = { objectKey, backetName: bucketName, artifactSourcePath, uploadDirectory, authorizationUser, obsHeaders };
  return build("devcloud2018.codeci_action_20057.action", "Upload to OBS", common, own);
}

/** A step of any other type: the plain form with the type first. */
export function step(module: pulumi.Input<string>, args: CommonArgs & { name: pulumi.Input<string> }): StepArgs {
  return build(module, args.name, args, {});
}

function build(
  module: pulumi.Input<string>,
  name: pulumi.Input<string>,
  common: CommonArgs,
  own: { [key: string]: unknown },
): StepArgs {
  const { name: given, properties, ...rest } = common;
  const all = Object.entries({ ...own, ...properties }).filter(([, value]) => value !== undefined);
  return { module, name: given ?? name, ...rest, ...(all.length > 0 ? { properties: Object.fromEntries(all) } : {}) };
}
