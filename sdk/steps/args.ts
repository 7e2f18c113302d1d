/**
 * Arguments of the builders. The service publishes no list of step properties, so each has its evidence: `live` was read from a
 * job of the service, or sent to it and read back; `documented` is in an official example or page; `unproven` is known only from
 * test data of other tools; `assumed` is derived from `build.yml` or similar steps.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Lifted } from "../inputs";

/** One of the known values, for completion, or any other text. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

export type MavenImage = Open<
  | "maven3.9.5-jdk21"
  | "maven3.9.5-jdk17"
  | "maven3.8.5-jdk17"
  | "maven3.6.3-jdk11"
  | "maven3.6.1-jdk10"
  | "maven3.5.3-jdk8-open"
  | "maven3.5.3-jdk7"
>;
export type NodeImage = Open<"nodejs20.18.0" | "nodejs18" | "nodejs12.7.0">;
export type ShellImage = Open<"shell4.2.46-git1.8.3-zip6.00">;

/** A choice in the console: label and value. */
export interface NamedValue {
  /** Label in the console. */
  displayName: string;
  /** Value. */
  value: string;
}

/** A header of an OBS object, in the service's form. */
export interface ObsHeader {
  /** Name, such as `Cache-Control`. */
  headerKey: string;
  /** Value, such as `no-cache`. */
  headerValue: string;
}

/** Headers by name, or as the service's list. */
export type ObsHeaders = Lifted<{ [name: string]: string }> | Lifted<ObsHeader[]>;

/** Arguments of every builder. */
export interface CommonArgs {
  /** Shown in the build's log; also how `stepSecrets` finds the step. Default: see the builder. */
  name?: pulumi.Input<string>;
  /** Version of the step type, such as `20231001.6` of Maven, the only one that is publicly known. Default: the service's. */
  version?: pulumi.Input<string>;
  /** Whether the step runs. Default: true. */
  enabled?: pulumi.Input<boolean>;
  /** Further properties of the step type, in the service's spelling. They take precedence over the settings above. */
  properties?: { [key: string]: unknown };
}

export interface MavenArgs extends CommonArgs {
  /**
   * Shell commands, one or more lines.
   * @evidence documented: example of createJob
   */
  command: pulumi.Input<string>;
  /**
   * Version of Maven and of the JDK. Default: the service's.
   * @evidence documented: example of createJob; names from the manual's table of tool versions
   */
  image?: pulumi.Input<MavenImage>;
  /**
   * How `settings.xml` is generated. Known value: `auto`. Default: the service's.
   * @evidence documented: example of createJob; other values are not public
   */
  settingsMode?: pulumi.Input<Open<"auto">>;
  /**
   * Public Maven repositories of `settings.xml`. The form of an entry is not public: examples show empty lists. Default: the
   * service's.
   * @evidence documented: example of createJob
   */
  publicRepositories?: pulumi.Input<unknown[]>;
  /**
   * Private Maven repositories of `settings.xml`. The form of an entry is not public: examples show empty lists. Default: the
   * service's.
   * @evidence documented: example of createJob
   */
  privateRepositories?: pulumi.Input<unknown[]>;
  /**
   * Whether the POM is changed so that `mvn deploy` publishes to a repository of the project. Known value: `no`. Default: the
   * service's.
   * @evidence documented: example of createJob; other values are not public
   */
  pomMode?: pulumi.Input<Open<"no">>;
  /**
   * Repository for releases, with a `pomMode` that publishes. Default: the service's.
   * @evidence documented: example of createJob
   */
  releaseRepository?: Lifted<NamedValue>;
  /**
   * Repository for snapshots, with a `pomMode` that publishes. Default: the service's.
   * @evidence documented: example of createJob
   */
  snapshotRepository?: Lifted<NamedValue>;
  /**
   * Handling of unit test results. Known value: `notDeal` (not collected). Default: the service's.
   * @evidence documented: example of createJob; other values are not public
   */
  testReports?: pulumi.Input<Open<"notDeal">>;
  /**
   * Whether the step continues when unit tests fail. Some reads return it as a string. Default: the service's.
   * @evidence documented: example of createJob; the meaning is that of `ignore_errors` in build.yml
   */
  ignoreTestFailures?: pulumi.Input<boolean | "true" | "false">;
  /**
   * Where the reports of unit tests are, such as `target/surefire-reports/TEST*.xml`. Default: the service's.
   * @evidence documented: example of createJob
   */
  testReportPath?: pulumi.Input<string>;
  /**
   * Whether JaCoCo coverage is collected. Some reads return it as a string. Default: the service's.
   * @evidence documented: example of createJob
   */
  coverage?: pulumi.Input<boolean | "true" | "false">;
  /**
   * Where the coverage report is, such as `target/site/jacoco`. Default: the service's.
   * @evidence documented: example of createJob
   */
  coverageReportPath?: pulumi.Input<string>;
  /**
   * Whether downloaded dependencies are kept for the next build. Known value: `cached`. Default: the service's.
   * @evidence documented: example of createJob; other values are not public
   */
  cache?: pulumi.Input<Open<"cached">>;
  /**
   * Whether dependencies are checked. Known value: `disable`. Default: the service's.
   * @evidence documented: example of createJob; other values are not public
   */
  dependencyCheck?: pulumi.Input<Open<"disable">>;
  /**
   * Folder of the project whose dependencies are checked, such as `./`. Default: the service's.
   * @evidence documented: example of createJob
   */
  dependencyCheckFolder?: pulumi.Input<string>;
  /**
   * Maven settings of that check, such as `~/.m2/settings.xml`. Default: the service's.
   * @evidence documented: example of createJob
   */
  dependencyCheckSettings?: pulumi.Input<string>;
  /**
   * Further options of that check. Default: the service's.
   * @evidence documented: example of createJob
   */
  dependencyCheckOptions?: pulumi.Input<string>;
}

export interface NpmArgs extends CommonArgs {
  /**
   * Shell commands, one or more lines.
   * @evidence unproven: test data of a CodeArts client
   */
  command: pulumi.Input<string>;
  /**
   * Version of Node.js. Default: the service's.
   * @evidence unproven: test data of a CodeArts client; `nodejs18` was also seen live
   */
  image?: pulumi.Input<NodeImage>;
  /**
   * When the step runs, depending on the result of earlier steps. Known value: `SUCCESS`. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  preCondition?: pulumi.Input<Open<"SUCCESS">>;
}

export interface CmakeArgs extends CommonArgs {
  /**
   * Shell commands, one or more lines. Default: none.
   * @evidence assumed: no public source documents a property of this step; build.yml and similar steps have it
   */
  command?: pulumi.Input<string>;
  /**
   * Version of CMake. Names are not public. Default: the service's.
   * @evidence assumed: no public source documents a property of this step; similar steps have it
   */
  image?: pulumi.Input<string>;
}

export interface ShellArgs extends CommonArgs {
  /**
   * Shell commands, one or more lines.
   * @evidence live: exported jobs; created and run by the acceptance tests of the Terraform provider
   */
  command: pulumi.Input<string>;
  /**
   * Version of the tools beside the shell. Default: the service's.
   * @evidence live: exported jobs; acceptance tests of the Terraform provider
   */
  image?: pulumi.Input<ShellImage>;
  /**
   * When the step runs, depending on the result of earlier steps. Known value: `SUCCESS`. Default: the service's.
   * @evidence live: exported jobs
   */
  preCondition?: pulumi.Input<Open<"SUCCESS">>;
}

export interface SwrImageArgs extends CommonArgs {
  /**
   * URL of the image, `swr.<region>.myhuaweicloud.com/<organization>/<name>:<tag>`.
   * @evidence live: exported jobs
   */
  image: pulumi.Input<string>;
  /**
   * Shell commands that run in the image, one or more lines.
   * @evidence live: exported jobs
   */
  command: pulumi.Input<string>;
  /**
   * When the step runs, depending on the result of earlier steps. Known value: `SUCCESS`. Default: the service's.
   * @evidence live: exported jobs
   */
  preCondition?: pulumi.Input<Open<"SUCCESS">>;
}

export interface DockerCommandArgs extends CommonArgs {
  /**
   * Docker commands, one or more lines. The console edits commands one by one, so the service may expect a list: pass it in
   * `properties` then. Default: none.
   * @evidence assumed: the service accepts this step without properties, and no public source documents one; the name is that of build.yml
   */
  command?: pulumi.Input<string>;
}

export interface UploadToReleaseArgs extends CommonArgs {
  /**
   * Files of the build to upload, such as `bin/*`.
   * @evidence unproven: test data of a CodeArts client
   */
  file: pulumi.Input<string>;
  /**
   * Version of the package in the repository. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  packageVersion?: pulumi.Input<string>;
  /**
   * Name of the package in the repository. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  packageName?: pulumi.Input<string>;
  /**
   * Folder of the repository. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  uploadPath?: pulumi.Input<string>;
  /**
   * How the files' folders are uploaded. Known value: `FLAT` (without folders). Default: the service's.
   * @evidence live: read from a job; the meaning is inferred
   */
  layout?: pulumi.Input<Open<"FLAT">>;
  /**
   * Upload program. Known value: `curl`. Default: the service's.
   * @evidence live: read from a job
   */
  uploadTool?: pulumi.Input<Open<"curl">>;
  /**
   * Version of the tools beside the shell. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  image?: pulumi.Input<ShellImage>;
  /**
   * When the step runs, depending on the result of earlier steps. Known value: `SUCCESS`. Default: the service's.
   * @evidence unproven: test data of a CodeArts client
   */
  preCondition?: pulumi.Input<Open<"SUCCESS">>;
  /**
   * Whether the build continues when the upload fails. Sent as a string. Default: false.
   * @evidence unproven: test data of a CodeArts client; the name is that of build.yml
   */
  continueOnFailure?: pulumi.Input<boolean>;
}

export interface UploadToObsArgs extends CommonArgs {
  /**
   * Name of the OBS bucket.
   * @evidence live: acceptance tests of the Terraform provider
   */
  bucketName: pulumi.Input<string>;
  /**
   * Folder of the bucket for the files, such as `./`. Default: the service's.
   * @evidence live: acceptance tests of the Terraform provider
   */
  objectKey?: pulumi.Input<string>;
  /**
   * Files of the build to upload, such as `target/*.jar`. Default: the service's.
   * @evidence live: acceptance tests of the Terraform provider
   */
  artifactSourcePath?: pulumi.Input<string>;
  /**
   * Whether a folder is uploaded with all its content. Default: the service's.
   * @evidence live: acceptance tests of the Terraform provider, sent and read back as a boolean
   */
  uploadDirectory?: pulumi.Input<boolean>;
  /**
   * User whose permissions are used for a bucket of another account. Known value: `{ displayName: "current user", value: "build" }`.
   * Default: the service's.
   * @evidence live: acceptance tests of the Terraform provider
   */
  authorizationUser?: Lifted<NamedValue>;
  /**
   * Headers of the objects, by name or as the service's list. Default: none.
   * @evidence live: acceptance tests of the Terraform provider
   */
  obsHeaders?: ObsHeaders;
}
