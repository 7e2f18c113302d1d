/** Builders of steps. Each returns the plain form for `steps` of a job or template. */
import type * as pulumi from "@pulumi/pulumi";
import type {
  CmakeArgs,
  CommonArgs,
  DockerCommandArgs,
  MavenArgs,
  NpmArgs,
  ShellArgs,
  SwrImageArgs,
  UploadToObsArgs,
  UploadToReleaseArgs,
} from "./args";
import { build, plainStep, type StepArgs } from "./build";
import { modules } from "./modules";

export type * from "./args";
export type { StepArgs } from "./build";

/**
 * Builds with Maven. Default name: "Maven build".
 * @evidence documented: example of createJob
 */
export function maven(args: MavenArgs): StepArgs {
  return build(modules.maven, args);
}

/**
 * Builds with npm. Default name: "npm build".
 * @evidence unproven: test data of a CodeArts client
 */
export function npm(args: NpmArgs): StepArgs {
  return build(modules.npm, args);
}

/**
 * Builds with CMake. Default name: "CMake build".
 * @evidence unproven: a list of step types of a migration tool
 */
export function cmake(args: CmakeArgs = {}): StepArgs {
  return build(modules.cmake, args);
}

/**
 * Runs shell commands. Default name: "Shell commands".
 * @evidence live: exported jobs; acceptance tests of the Terraform provider
 */
export function shell(args: ShellArgs): StepArgs {
  return build(modules.shell, args);
}

/**
 * Runs shell commands in a public image of SWR. Default name: "Commands in SWR image".
 * @evidence live: exported jobs
 */
export function swrImage(args: SwrImageArgs): StepArgs {
  return build(modules.swrImage, args);
}

/**
 * Builds an image and pushes it to SWR. Default name: "Build image". The properties of this step are not documented: pass them in
 * `properties`; `pulumi-codearts steps` shows those of your tenant.
 * @evidence unproven: a list of step types of a migration tool
 */
export function buildImage(args: CommonArgs = {}): StepArgs {
  return build(modules.buildImage, args);
}

/**
 * Runs Docker commands. Default name: "Docker command".
 * @evidence live: acceptance tests of the Terraform provider, without properties
 */
export function dockerCommand(args: DockerCommandArgs = {}): StepArgs {
  return build(modules.dockerCommand, args);
}

/**
 * Uploads packages to the release repository. Default name: "Upload to release repository".
 * @evidence live: read from a job
 */
export function uploadToRelease(args: UploadToReleaseArgs): StepArgs {
  return build(modules.uploadToRelease, args);
}

/**
 * Uploads files to an OBS bucket. Default name: "Upload to OBS".
 * @evidence live: acceptance tests of the Terraform provider; exported jobs
 */
export function uploadToObs(args: UploadToObsArgs): StepArgs {
  return build(modules.uploadToObs, args);
}

/**
 * Downloads a file from the file manager. Default name: "Download file". The properties of this step are not documented: pass
 * them in `properties`; `pulumi-codearts steps` shows those of your tenant.
 * @evidence live: exported jobs, without their properties
 */
export function downloadFile(args: CommonArgs = {}): StepArgs {
  return build(modules.downloadFile, args);
}

/** A step of any other type: the plain form with the type first. `pulumi-codearts steps` lists the types of your tenant. */
export function step(module: pulumi.Input<string>, args: CommonArgs & { name: pulumi.Input<string> }): StepArgs {
  return plainStep(module, args.name, args);
}
