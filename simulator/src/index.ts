/** Starts the simulator inside a program, for tests and for the command. */

import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { ClockState } from "./clock";
import { catchUp, skipMissedRuns } from "./engine/catch-up";
import { createFaults, type FaultRule, type Latency } from "./faults";
import { createJournal, type JournalEntry, type JournalFilter } from "./journal";
import { defaultQuotas, type Quotas } from "./quotas";
import { createServer } from "./server/http";
import { createSimulation, demoProject, type Outcome, type SeedData, type Simulation } from "./simulation";
import { openStateFile } from "./store/state-file";
import { domain, type User, users } from "./users";

export type { FaultAction, FaultRule, Latency } from "./faults";
export type { JournalEntry, JournalFilter } from "./journal";
export type { Quotas } from "./quotas";
export { describeReadings } from "./readings";
export type { Outcome, SeedData } from "./simulation";

export interface SimulatorOptions {
  /** 0 (the default) picks a free port. */
  port?: number;
  /** Default 127.0.0.1, which other machines cannot reach. */
  host?: string;
  /** Region of requests without one; default cn-north-4. */
  region?: string;
  /** The same seed and calls produce the same IDs; default random. */
  seed?: string;
  /** See `describeReadings()`. */
  readings?: Record<string, string>;
  quotas?: Partial<Quotas>;
  /** Existing CodeArts projects; default: every well-formed ID. */
  projects?: { id: string; name: string }[];
  /** Refuse fields that are not in the contract; default false. */
  strict?: boolean;
  /** Check every response against the contract and record problems in the journal; default false. */
  checkAnswers?: boolean;
  /** Number of journal entries to keep; default 1,000. */
  journalLimit?: number;
  /** File for the state; default: memory only. */
  state?: string;
  /** Reports and scanned images, which cannot be created by requests; default none. */
  data?: SeedData;
}

export interface Credentials {
  accessKey: string;
  secretKey: string;
  securityToken?: string;
  userName: string;
  password: string;
  domainName: string;
}

export interface Simulator {
  url: string;
  endpoints: { build: string; hss: string; iam: string };
  /** Credentials of the demo user, which has all permissions. */
  credentials: Credentials;
  /** Credentials of every user, by name: demo, developer, reader, outsider; and demo-temporary with a security token. */
  users: Record<string, Credentials>;
  region: string;
  /** A CodeArts project. */
  projectId: string;
  /** IAM project of the region. */
  iamProjectId: string;
  journal(filter?: JournalFilter): JournalEntry[];
  clearJournal(): void;
  /** Resets everything: state, readings, faults, journal, clock. */
  reset(): void;
  setFaults(rules: FaultRule[], seed?: string): void;
  setLatency(latency: Latency): void;
  setReading(name: string, value: string): void;
  readings(): Record<string, string>;
  setQuotas(quotas: Partial<Quotas>): void;
  /** Sets the course and result of builds started from now on. */
  setOutcomes(outcomes: Outcome[]): void;
  setData(data: SeedData): void;
  clock: {
    state(): ClockState;
    freeze(at?: string): void;
    resume(): void;
    advance(milliseconds: number): void;
  };
  /** Path to which a damaged state file was moved; absent if there was none. */
  keptAside?: string;
  /** The environment variables that connect pulumi-codearts to this simulator, as one of the users (default demo). */
  environment(user?: string): Record<string, string>;
  close(): Promise<void>;
}

function credentialsOf(user: User, temporary = false): Credentials {
  const keys = temporary && user.temporary ? user.temporary : { accessKey: user.accessKey, secretKey: user.secretKey };
  return { ...keys, userName: user.name, password: user.password, domainName: domain.name };
}

const [demo] = users;

function allCredentials(): Record<string, Credentials> {
  const own = users.map((user) => [user.name, credentialsOf(user)] as const);
  const temporary = users
    .filter((user) => user.temporary)
    .map((user) => [`${user.name}-temporary`, credentialsOf(user, true)] as const);
  return Object.fromEntries([...own, ...temporary]);
}

function clockOf(simulation: Simulation): Simulator["clock"] {
  const changed = (change: () => void) => {
    change();
    catchUp(simulation);
    simulation.store.commit();
  };
  return {
    state: () => simulation.clock.state(),
    freeze: (at) => changed(() => simulation.clock.freeze(at === undefined ? undefined : Date.parse(at))),
    resume: () => changed(() => simulation.clock.resume()),
    advance: (milliseconds) => changed(() => simulation.clock.advance(milliseconds)),
  };
}

/**
 * Starts a simulator of CodeArts Build, HSS CI/CD and IAM.
 * @example
 * const simulator = await startSimulator();
 * try { … } finally { await simulator.close(); }
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const seed = options.seed ?? randomBytes(8).toString("hex");
  const simulation = createSimulation({
    region: options.region ?? "cn-north-4",
    seed,
    readings: options.readings ?? {},
    quotas: options.quotas ?? {},
    projects: options.projects ?? [],
    data: options.data ?? {},
  });
  const file = options.state === undefined ? undefined : openStateFile(options.state, simulation.store);
  if (simulation.store.meta.get("seed") === undefined) simulation.store.meta.put("seed", { value: seed });
  skipMissedRuns(simulation);
  const journal = createJournal(options.journalLimit ?? 1000);
  const faults = createFaults(seed);
  const reset = () => {
    simulation.store.replace([{ table: "meta", id: "seed", row: { value: seed } }]);
    simulation.quotas = { ...defaultQuotas, ...options.quotas };
    simulation.outcomes = [];
    simulation.data = options.data ?? {};
    simulation.readings.reset();
    faults.set([]);
    faults.setLatency({});
    journal.clear();
  };
  const serveOptions = { strict: options.strict ?? false, checkAnswers: options.checkAnswers ?? false };
  const app = createServer({ simulation, journal, faults, options: serveOptions, reset });
  await app.listen({ port: options.port ?? 0, host: options.host ?? "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo; // a listening TCP server has one
  const url = `http://${options.host ?? "127.0.0.1"}:${port}`;
  const credentials = allCredentials();
  const simulator: Simulator = {
    url,
    endpoints: { build: url, hss: url, iam: url },
    credentials: credentialsOf(demo),
    users: credentials,
    region: simulation.region.name,
    projectId: options.projects?.[0]?.id ?? demoProject.id,
    iamProjectId: simulation.region.projectId,
    journal: (filter) => journal.list(filter),
    clearJournal: () => journal.clear(),
    reset,
    setFaults: (rules, faultSeed) => faults.set(rules, faultSeed),
    setLatency: (latency) => faults.setLatency(latency),
    setReading: (name, value) => simulation.readings.set(name, value),
    readings: () => simulation.readings.all(),
    setQuotas(quotas) {
      simulation.quotas = { ...simulation.quotas, ...quotas };
    },
    setOutcomes(outcomes) {
      simulation.outcomes = outcomes;
    },
    setData(data) {
      simulation.data = data;
    },
    clock: clockOf(simulation),
    ...(file?.keptAside && { keptAside: file.keptAside }),
    environment: (user = "demo") => environmentOf(simulator, user),
    async close() {
      await app.close();
      file?.close();
    },
  };
  return simulator;
}

function environmentOf({ endpoints, region, projectId, users: all }: Simulator, user: string): Record<string, string> {
  const credentials = all[user];
  if (!credentials) throw new Error(`There is no user ${user}. Known: ${Object.keys(all).join(", ")}.`);
  return {
    CODEARTS_ENDPOINTS: JSON.stringify(endpoints),
    CODEARTS_PROJECT_ID: projectId,
    HW_REGION_NAME: region,
    HW_ACCESS_KEY: credentials.accessKey,
    HW_SECRET_KEY: credentials.secretKey,
    ...(credentials.securityToken && { HW_SECURITY_TOKEN: credentials.securityToken }),
  };
}
