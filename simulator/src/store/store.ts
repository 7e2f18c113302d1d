/** All tables and indexes, with transactions: a request's changes become durable together or not at all. */
import type {
  BuildRun,
  CicdConfiguration,
  Follow,
  Job,
  JobGroup,
  JobVersion,
  Keystore,
  KeystoreGrant,
  Meta,
  RolePermission,
  Template,
  Token,
} from "./model";
import { type AnyTable, type RowChange, Table } from "./table";

export interface Store {
  jobs: Table<Job>;
  /** By job ID and number of the change that replaced it. */
  jobVersions: Table<JobVersion>;
  builds: Table<BuildRun>;
  templates: Table<Template>;
  keystores: Table<Keystore>;
  grants: Table<KeystoreGrant>;
  groups: Table<JobGroup>;
  rolePermissions: Table<RolePermission>;
  tokens: Table<Token>;
  cicdConfigurations: Table<CicdConfiguration>;
  follows: Table<Follow>;
  meta: Table<Meta>;
  by: ReturnType<typeof indexes>;
  /** Grows with every change. */
  readonly version: number;
  /** Grows when everything is replaced. */
  readonly replacements: number;
  /** Makes the changes since the last commit durable. */
  commit(): void;
  /** Undoes the changes since the last commit. */
  rollback(): void;
  /** Replaces everything, what is not committed included. */
  replace(changes: Iterable<RowChange>): void;
  /** Takes changes that were committed before. */
  apply(changes: Iterable<RowChange>): void;
  hasTable(name: string): boolean;
  snapshot(): Iterable<RowChange>;
  /** Called with the changes of every commit, before anything is answered. */
  onCommit: (changes: RowChange[]) => void;
  /** Called after `replace`. */
  onReplace: () => void;
}

type Tables = Omit<
  Store,
  | "by"
  | "version"
  | "replacements"
  | "commit"
  | "rollback"
  | "replace"
  | "apply"
  | "snapshot"
  | "hasTable"
  | "onCommit"
  | "onReplace"
>;

function indexes(tables: Tables) {
  const live = (job: Job) => !job.deleted;
  return {
    jobsOfProject: tables.jobs.index((job) => (live(job) ? `${job.region}/${job.projectId}` : undefined)),
    jobsOfRegion: tables.jobs.index((job) => (live(job) ? job.region : undefined)),
    recycledJobs: tables.jobs.index((job) => (live(job) ? undefined : job.region)),
    versionsOfJob: tables.jobVersions.index((version) => version.jobId),
    jobsByName: tables.jobs.index((job) => `${job.region}/${job.projectId}/${job.name}`),
    jobsByBuildProject: tables.jobs.index((job) => job.buildProjectId),
    scheduledJobs: tables.jobs.index((job) =>
      live(job) && !job.disabled && (job.config.triggers?.length ?? 0) > 0 ? "all" : undefined,
    ),
    jobsOfGroup: tables.jobs.index((job) => (live(job) ? job.groupId : undefined)),
    buildsOfJob: tables.builds.index((build) => build.jobId),
    buildsOfDay: tables.builds.index((build) => `${build.jobId}/${build.daily.split(".")[0]}`),
    templatesOfRegion: tables.templates.index((template) => template.region),
    keystoresOfRegion: tables.keystores.index((keystore) => keystore.region),
    keystoresOfUser: tables.keystores.index((keystore) => `${keystore.region}/${keystore.creatorId}`),
    grantsOfKeystore: tables.grants.index((grant) => grant.keystoreId),
    groupsOfProject: tables.groups.index((group) => `${group.region}/${group.projectId}`),
    permissionsOfJob: tables.rolePermissions.index((permission) => permission.jobId),
    cicdOfProject: tables.cicdConfigurations.index((row) => row.iamProjectId),
  };
}

interface Pending {
  table: string;
  id: string;
  undo: () => void;
  current: () => object | undefined;
}

class PendingChanges {
  version = 0;
  private changes = new Map<string, Pending>();

  note(table: string, id: string, undo: () => void, current: () => object | undefined): void {
    this.version += 1;
    const key = `${table}/${id}`;
    if (!this.changes.has(key)) this.changes.set(key, { table, id, undo, current });
  }

  take(): Pending[] {
    if (this.changes.size === 0) return [];
    const taken = [...this.changes.values()];
    this.changes = new Map();
    return taken;
  }
}

export function createStore(): Store {
  const pending = new PendingChanges();
  const table = <Row extends object>(name: string) => new Table<Row>(name, pending);
  const tables: Tables = {
    jobs: table<Job>("jobs"),
    jobVersions: table<JobVersion>("jobVersions"),
    builds: table<BuildRun>("builds"),
    templates: table<Template>("templates"),
    keystores: table<Keystore>("keystores"),
    grants: table<KeystoreGrant>("grants"),
    groups: table<JobGroup>("groups"),
    rolePermissions: table<RolePermission>("rolePermissions"),
    tokens: table<Token>("tokens"),
    cicdConfigurations: table<CicdConfiguration>("cicdConfigurations"),
    follows: table<Follow>("follows"),
    meta: table<Meta>("meta"),
  };
  const all: AnyTable[] = Object.values(tables);
  const byName = new Map(all.map((entry) => [entry.name, entry]));
  let replacements = 0;
  const store: Store = {
    ...tables,
    by: indexes(tables),
    get version() {
      return pending.version;
    },
    get replacements() {
      return replacements;
    },
    onCommit: () => {},
    onReplace: () => {},
    commit() {
      const changes: RowChange[] = pending.take().map(({ table: name, id, current }) => ({ table: name, id, row: current() }));
      if (changes.length > 0) store.onCommit(changes);
    },
    rollback() {
      for (const { undo } of pending.take()) undo();
      pending.version += 1;
    },
    replace(changes) {
      pending.take();
      pending.version += 1;
      replacements += 1;
      for (const entry of all) entry.clear();
      store.apply(changes);
      store.onReplace();
    },
    apply(changes) {
      for (const { table: name, id, row } of changes) byName.get(name)?.load(id, row);
    },
    hasTable: (name) => byName.has(name),
    *snapshot() {
      for (const entry of all) {
        for (const [id, row] of entry.entries()) yield { table: entry.name, id, row };
      }
    },
  };
  return store;
}
