/** Everything that handlers use. */
import { type Clock, createClock } from "./clock";
import { defaultQuotas, type Quotas } from "./quotas";
import { createReadings, type Readings } from "./readings";
import { type Region, regionByName } from "./regions";
import { createIds, type Ids } from "./store/ids";
import { createStore, type Store } from "./store/store";
import type { Build, Hss } from "./wire";

export interface SimulationOptions {
  /** Region of requests without one. */
  region: string;
  seed: string;
  readings: Record<string, string>;
  quotas: Partial<Quotas>;
  /** CodeArts projects. None: every well-formed project ID exists. */
  projects: Project[];
  data: SeedData;
}

/** The predefined project. */
export const demoProject: Project = { id: "a287e712be6c404ca26e5f69040fa12b", name: "demo" };

export interface Project {
  id: string;
  name: string;
}

export interface Simulation {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly readings: Readings;
  quotas: Quotas;
  readonly region: Region;
  /** The existing CodeArts projects; empty: every well-formed ID exists. */
  readonly projects: readonly Project[];
  /** Configured results of builds. */
  outcomes: Outcome[];
  data: SeedData;
}

/** Sets the course and result of builds started from now on. */
export interface Outcome {
  /** Job name or ID; absent: every job. */
  job?: string;
  /** Step by name; absent: the last one. */
  step?: string;
  exitCode?: number;
  milliseconds?: number;
}

/** Data that cannot be created by requests: from a seed file, otherwise empty. */
export interface SeedData {
  reports?: SeededReport[];
  /** Scanned images, per configuration by their cicd_name. */
  images?: Hss<"CicdImage">[];
  /** Resources purchased by the tenant. */
  purchases?: Purchase[];
}

export interface Purchase {
  id: string;
  name: string;
  /** Such as devcloud.cloudbuild.cbhost.x86.2u8g. */
  specCode: string;
  resourceType: string;
  /** Such as normal. */
  status: string;
  /** ISO 8601. */
  boughtAt: string;
  expiresAt: string;
}

export interface SeededReport {
  /** Job name or ID. */
  job: string;
  /** Absent: every build of the job. */
  buildNo?: number;
  tests?: { stageName: string; total: number; failures: number; errors?: number; others?: number; milliseconds?: number }[];
  coverage?: { stageName: string; content: string }[];
  packages?: Record<string, Build<"BuildOutput">>;
  images?: Record<string, Build<"BuildOutput">>;
  /** Sub-builds of a YAML build, and their dependencies. */
  subBuilds?: { name: string; dependsOn?: string[] }[];
}

export function createSimulation(options: SimulationOptions): Simulation {
  const region = regionByName(options.region);
  if (!region) throw new Error(`There is no region ${options.region}.`);
  const store = createStore();
  return {
    store,
    ids: createIds(store, options.seed),
    clock: createClock(store),
    readings: createReadings(options.readings),
    quotas: { ...defaultQuotas, ...options.quotas },
    region,
    projects: options.projects,
    outcomes: [],
    data: options.data,
  };
}
