import type { components } from "../../client/generated/hss";
import type { Declared } from "../../lifecycle/kind";

type CommandRequest = components["schemas"]["CicdCommandRequest"];
type ImageRequest = components["schemas"]["ImageScanRequest"];
type IacRequest = components["schemas"]["IacScanRequest"];

/** What a program declares for a CI/CD access configuration of the Host Security Service (HSS): what a scan in a pipeline lets through. */
export interface CicdConfigurationInputs extends Declared {
  /**
   * Name, unique in its enterprise project. The service cannot change it.
   * @default the resource's name
   * @limits 1 to 128 characters
   */
  name: string;
  /**
   * Vulnerabilities that let a pipeline pass, such as `CVE-2024-3094`; a set.
   * @default none
   * @limits at most 1,000 entries
   */
  vulnerabilityWhitelist?: string[];
  /**
   * Vulnerabilities that block a pipeline; a set. Of the three lists only this one blocks.
   * @default none
   * @limits at most 1,000 entries
   */
  vulnerabilityBlocklist?: string[];
  /**
   * Images that let a pipeline pass; a set.
   * @default none
   * @limits at most 1,000 entries
   */
  imageWhitelist?: string[];
  /**
   * Enterprise project it belongs to, where the account uses enterprise projects; `0` is the default one.
   * @default the service's (0)
   */
  enterpriseProjectId?: string;
  /**
   * IAM project of the region (not a CodeArts project).
   * @default looked up once by the region's name
   */
  iamProjectId?: string;
  /**
   * What the output `createCommand` is to scan. Without it no command is made. Rendered anew when it changes.
   * @default none
   */
  command?: CicdCommand;
  /** Wire fields of the configuration that have no input of their own. By key: what is not named here is not sent. */
  raw?: { [field: string]: unknown };
}

/** What a scan command scans: images, infrastructure as code, or both. */
export interface CicdCommand {
  /** Scan of a container image. */
  image?: CicdImageScan;
  /** Scan of infrastructure as code. */
  iac?: CicdIacScan;
}

/** Scan of a container image. */
export interface CicdImageScan {
  /**
   * Where the image is: on the machine that builds (local_image) or in a repository (remote_image).
   * @limits local_image, remote_image
   */
  source: NonNullable<ImageRequest["scan_type"]>;
  /**
   * Image name.
   * @limits 1 to 128 characters
   */
  name: string;
  /**
   * Image tag.
   * @limits 1 to 128 characters
   */
  version: string;
  /**
   * Whether a risk blocks the pipeline.
   * @default the service's
   */
  blocking?: CommandRequest["is_blocking"];
  /**
   * Address of the image repository, for remote_image.
   * @limits 1 to 128 characters
   */
  repositoryAddress?: string;
  /**
   * User name for the image repository.
   * @limits 1 to 128 characters
   */
  loginUserName?: string;
  /**
   * Password for the image repository. It is part of the rendered command.
   * @secret
   * @limits 1 to 128 characters
   */
  loginPassword?: string;
  /**
   * Image organization.
   * @limits 1 to 128 characters
   */
  namespace?: string;
  /**
   * Kind of pipeline that the command is for.
   * @limits jenkins, codearts
   * @default the service's
   */
  pipelineType?: NonNullable<ImageRequest["pipeline_type"]>;
}

/** Scan of infrastructure as code. */
export interface CicdIacScan {
  /**
   * Where the files are: a local directory, an HTTPS address or a Git repository.
   * @limits local_directory, remote_address, git_repository_address
   */
  mode: NonNullable<IacRequest["configuration_mode"]>;
  /**
   * Path of the files.
   * @limits 1 to 256 characters
   */
  path: string;
}
