/** The simulator's state. Times are milliseconds since the epoch, by the simulator's clock. */
import type { Build } from "../wire";

export type Channel = "MESSAGE" | "MAIL" | "DING_TALK" | "WECOM" | "FEISHU";
export type NoticeEvent = Build<"NoticeEvent">;
export type JobConfig = Build<"BuildJobConfig">;

export interface Notice {
  channel: Channel;
  events: NoticeEvent[];
  paramConfig: string | null;
  sendSwitch: boolean;
  useProjectNotice: boolean;
}

/** One change of a job. */
export interface JobChange {
  id: string;
  number: number;
  type: string;
  userId: string;
  at: number;
}

/** The configuration before a change. */
export interface JobVersion {
  jobId: string;
  config: JobConfig;
}

export interface Job {
  id: string;
  /** Identifies the job in the record endpoints. */
  buildProjectId: string;
  region: string;
  projectId: string;
  name: string;
  creatorId: string;
  createdAt: number;
  config: JobConfig;
  notices: Notice[];
  changes: JobChange[];
  buildCount: number;
  projectPermissions: boolean;
  groupId?: string;
  disabled?: { userId: string; reason: string; at: number };
  deleted?: { userId: string; at: number };
  templateId?: string;
  /** Time up to which the job's schedules have been processed. */
  scheduledUntil: number;
}

export interface PlannedStep {
  name: string;
  moduleId: string;
  stageId: string;
  milliseconds: number;
  /** Exit code of the step; 0 is success. */
  exitCode: number;
}

/** A build: a plan made when it starts. What it looks like at any time follows from the plan and the clock. */
export interface BuildRun {
  recordId: string;
  rowId: string;
  jobId: string;
  buildProjectId: string;
  region: string;
  projectId: string;
  jobName: string;
  number: number;
  daily: string;
  executionId: string;
  trigger: "MANUAL" | "TIMER";
  userId: string;
  createdAt: number;
  queueMilliseconds: number;
  limitMilliseconds: number;
  steps: PlannedStep[];
  scm?: Build<"Scm">;
  branch: string;
  tag: string | null;
  commit: string;
  parameters: { name: string; value: string; secret: boolean }[];
  buildConfigType: string;
  stopped?: { userId: string; at: number };
  /** It never ran: the service could not start it. */
  unscheduled?: true;
}

export interface Template {
  uuid: string;
  id: string;
  region: string;
  name: string;
  description: string;
  toolType: string;
  userId: string;
  createdAt: number;
  definition: Build<"TemplateDefinition">;
  parameters: Build<"Parameter">[];
}

export interface Keystore {
  id: string;
  region: string;
  name: string;
  description: string;
  share: 0 | 1;
  content: string;
  creatorId: string;
  createdAt: number;
  updaterId: string;
  updatedAt: number;
}

export interface KeystoreGrant {
  id: string;
  keystoreId: string;
  userId: string;
  userName: string;
  creator: boolean;
  usage: boolean;
  modify: boolean;
  delete: boolean;
  setting: boolean;
  canAbsent: boolean;
  updatedAt: number;
}

export interface JobGroup {
  id: string;
  region: string;
  projectId: string;
  name: string;
  parentId: string;
  ordinal: number;
  creatorId: string;
  updaterId: string;
  createdAt: number;
  updatedAt: number;
}

export interface RolePermission {
  jobId: string;
  roleId: number;
  rights: Record<JobRight, boolean>;
  createdAt: number;
  updatedAt: number;
  rowId: number;
}

export type JobRight = "modify" | "delete" | "view" | "execute" | "copy" | "forbidden" | "manager";

export interface Token {
  /** SHA-256 of the token: the state file holds no usable credentials. */
  hash: string;
  userId: string;
  region: string;
  expiresAt: number;
}

export interface CicdConfiguration {
  id: string;
  iamProjectId: string;
  enterpriseProjectId: string;
  name: string;
  vulnerabilityWhitelist: string[];
  vulnerabilityBlocklist: string[];
  imageWhitelist: string[];
}

export interface Follow {
  userId: string;
  id: string;
}

/** Single values: counters, retention, the clock. */
export interface Meta {
  value: unknown;
}
