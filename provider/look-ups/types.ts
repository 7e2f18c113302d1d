/** Arguments and results of look-ups. Types only, so that programs load no library with them. */
import type { Answer, Query, Row } from "../client";

/** Results of the service with camelCase names, typed from the contract. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** A wire object with camelCase keys; what is null on the wire is absent. */
export type Camelled<T> = T extends readonly (infer Item)[]
  ? Camelled<Item>[]
  : T extends object
    ? { [Key in keyof T as Key extends string ? Camel<Key> : never]?: Camelled<Exclude<T[Key], null>> }
    : T;

/** Arguments of every look-up. */
export interface LookUpArgs {
  /** Region. Default: configuration `codearts:region`. */
  region?: string;
}

/** Arguments of look-ups in a project. */
export interface InProject extends LookUpArgs {
  /** CodeArts project. Default: configuration `codearts:projectId`. */
  projectId?: string;
}

/** Selects a job by its id, or by its name in a project. */
export type GetBuildJobArgs = InProject & ({ id: string; name?: undefined } | { name: string; id?: undefined });

type JobQuery = Query<"listProjectJobs">;

/** Selects jobs. */
export interface ListBuildJobsArgs extends InProject {
  /** Part of the name. */
  search?: string;
  /** User id of their creator. */
  creatorId?: string;
  /** Status of the latest build, such as `red`. */
  buildStatus?: JobQuery["build_status"];
  /** Only jobs of this job group (`path_id`). */
  groupPathId?: string;
}

/** A job in a list. */
export type ListedBuildJob = Camelled<Row<"listProjectJobs">>;

/** Selects machines. */
export interface GetExecutorSpecsArgs extends InProject {
  /** CPU of the machines, `x86-64` or `arm`. Default: x86-64. */
  arch?: string;
}

/** A predefined parameter of every build. */
export type SystemParameter = Camelled<NonNullable<Answer<"listSystemParameters">>>[number];

/** Selects a group by its path: names, top-level first, joined by `/`. */
export interface GetJobGroupArgs extends InProject {
  path: string;
}

/** A job group with its position in the tree. */
export interface ListedJobGroup {
  /** Value for a job's `groupId`. */
  id: string;
  name: string;
  /** Parent group; undefined for a top-level group. */
  parentId?: string;
  /** Names, top-level first, joined by `/`. */
  path: string;
  /** Ids, top-level first, joined by dots: `groupPathId` of `listBuildJobs`. */
  pathId: string;
}

/** Selects a template by its id, or by its name if that is unique. */
export type GetBuildTemplateArgs = LookUpArgs & ({ id: string; name?: undefined } | { name: string; id?: undefined });

/** Selects templates. */
export interface ListBuildTemplatesArgs extends LookUpArgs {
  /** Part of the name. */
  name?: string;
}

/** Selects files. */
export interface ListKeystoresArgs extends LookUpArgs {
  /** Part of the file name. */
  search?: string;
}

/** A stored file, with the caller's permissions, without its content. */
export type ListedKeystore = Camelled<Row<"listKeystores">>;

/** Where to look for scan configurations and images. */
export interface CicdLookUpArgs extends LookUpArgs {
  /** Enterprise project; `all_granted_eps` means all. Default: the service's (`0`). */
  enterpriseProjectId?: string;
  /** IAM project of the region. Default: looked up by the region's name. */
  iamProjectId?: string;
}

/** Selects configurations. */
export interface ListCicdConfigurationsArgs extends CicdLookUpArgs {
  /** Name, up to 128 characters. */
  name?: string;
  /** Id. */
  id?: string;
}

/** A scan configuration in a list. */
export type ListedCicdConfiguration = Camelled<Row<"listCicdConfigurations">>;

type ImageQuery = Query<"listCicdImages">;

/** Selects images, with every filter of the service. Times are milliseconds since the epoch. */
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
