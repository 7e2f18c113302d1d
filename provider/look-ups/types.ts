/** What look-ups take and give. Types alone: programs read them, and no library comes along with them. */
import type { Answer, Query, Row } from "../client";

/** Answers of the service in the spelling of programs, typed from the contract. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** A wire object with camelCase keys; what is null on the wire is absent. */
export type Camelled<T> = T extends readonly (infer Item)[]
  ? Camelled<Item>[]
  : T extends object
    ? { [Key in keyof T as Key extends string ? Camel<Key> : never]?: Camelled<Exclude<T[Key], null>> }
    : T;

/** What every look-up takes. */
export interface LookUpArgs {
  /** Region. Default: configuration `codearts:region`. */
  region?: string;
}

/** The project a look-up is about: given, or the configured one. */
export interface InProject extends LookUpArgs {
  /** CodeArts project. Default: configuration `codearts:projectId`. */
  projectId?: string;
}

/** Which job: by its id, or by its name in a project. */
export type GetBuildJobArgs = InProject & ({ id: string; name?: undefined } | { name: string; id?: undefined });

type JobQuery = Query<"listProjectJobs">;

/** Which jobs. */
export interface ListBuildJobsArgs extends InProject {
  /** Part of the name. */
  search?: string;
  /** User id of who made them. */
  creatorId?: string;
  /** State of the latest build, such as `red`. */
  buildStatus?: JobQuery["build_status"];
  /** Only jobs of this job group (`path_id`). */
  groupPathId?: string;
}

/** A job as the list shows it. */
export type ListedBuildJob = Camelled<Row<"listProjectJobs">>;

/** Which machines. */
export interface GetExecutorSpecsArgs extends InProject {
  /** CPU of the machines, `x86-64` or `arm`. Default: x86-64. */
  arch?: string;
}

/** A parameter that every build has without declaring it. */
export type SystemParameter = Camelled<NonNullable<Answer<"listSystemParameters">>>[number];

/** Which group: its names from the top down, joined by `/`. */
export interface GetJobGroupArgs extends InProject {
  path: string;
}

/** A job group with its place in the tree. */
export interface ListedJobGroup {
  /** What a job's `groupId` takes. */
  id: string;
  name: string;
  /** Group that it is in; undefined at the top. */
  parentId?: string;
  /** Names from the top down, joined by `/`. */
  path: string;
  /** Ids from the top down, joined by dots: `groupPathId` of `listBuildJobs`. */
  pathId: string;
}

/** Which template: by its id, or by its name where only one has it. */
export type GetBuildTemplateArgs = LookUpArgs & ({ id: string; name?: undefined } | { name: string; id?: undefined });

/** Which templates. */
export interface ListBuildTemplatesArgs extends LookUpArgs {
  /** Part of the name. */
  name?: string;
}

/** Which files. */
export interface ListKeystoresArgs extends LookUpArgs {
  /** Part of the file name. */
  search?: string;
}

/** A stored file, with what the caller may do with it. Its content is not among it. */
export type ListedKeystore = Camelled<Row<"listKeystores">>;

/** Where scan configurations and images are looked for. */
export interface CicdLookUpArgs extends LookUpArgs {
  /** Enterprise project; `all_granted_eps` stands for all. Default: the service's (`0`). */
  enterpriseProjectId?: string;
  /** IAM project of the region. Default: looked up by the region's name. */
  iamProjectId?: string;
}

/** Which configurations. */
export interface ListCicdConfigurationsArgs extends CicdLookUpArgs {
  /** Name, up to 128 characters. */
  name?: string;
  /** Id. */
  id?: string;
}

/** A scan configuration as the list shows it. */
export type ListedCicdConfiguration = Camelled<Row<"listCicdConfigurations">>;

type ImageQuery = Query<"listCicdImages">;

/** Which images: every filter of the service. Times are milliseconds since the epoch. */
export interface ListCicdImagesArgs extends CicdLookUpArgs {
  /** Image organization. */
  namespace?: string;
  imageName?: string;
  imageVersion?: string;
  imageId?: string;
  /** Name of the scan configuration. */
  cicdName?: string;
  /** Size in bytes. */
  imageSize?: number;
  scanStatus?: ImageQuery["scan_status"];
  severityLevel?: ImageQuery["severity_level"];
  pipelineType?: ImageQuery["pipeline_type"];
  /** Only the latest tags. */
  latestVersion?: boolean;
  hasMaliciousFile?: boolean;
  hasUnsafeSetting?: boolean;
  hasVulnerability?: boolean;
  risky?: boolean;
  startLatestUpdateTime?: number;
  endLatestUpdateTime?: number;
  startLatestScanTime?: number;
  endLatestScanTime?: number;
  sortKey?: ImageQuery["sort_key"];
  sortDirection?: ImageQuery["sort_dir"];
}

/** A scanned image. */
export type ListedCicdImage = Camelled<Row<"listCicdImages">>;
