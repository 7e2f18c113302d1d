/** A job's configuration: validated and completed on write, formatted on read. */
import type { Cron } from "croner";
import type { ReadingValue } from "../../readings";
import { invalid, overQuota } from "../../refusal";
import type { Simulation } from "../../simulation";
import type { JobConfig } from "../../store/model";
import type { Build } from "../../wire";
import { parseCron } from "./cron";
import { checkParameters, parametersAsRead, unmasked, withCodeBranch } from "./parameters";

const beijing = ["cn-north-1", "cn-north-4"];
const timer = "hudson.triggers.TimerTrigger";
const stepName = /^[\p{Script=Han}A-Za-z0-9 \-_,;:./()]{1,128}$/u;
/** Including brackets and punctuation of Chinese names. */
const chineseMarks = /[（），；：、。]/g;

function checkSteps(simulation: Simulation, region: string, steps: readonly Build<"Step">[]): void {
  const { quotas } = simulation;
  const most = beijing.includes(region) ? quotas.stepsPerJobBeijing : quotas.stepsPerJob;
  if (steps.length > most) throw overQuota(`A build task may have at most ${most} steps in ${region}.`);
  for (const { name } of steps) {
    if (name !== undefined && !stepName.test(name.replaceAll(chineseMarks, "-"))) {
      throw invalid(`The step name ${name} must be 1 to 128 letters, Chinese characters, digits, spaces and - _ , ; : . / ( ).`);
    }
  }
}

function triggerSetting(trigger: Build<"Trigger">, name: string): string | undefined {
  return trigger.parameters.find((pair) => pair.name === name)?.value;
}

/**
 * The schedule of a timer trigger; undefined for other triggers. `seed` is the job's name, which determines the values of `H`.
 * Throws on an invalid schedule or time zone.
 */
export function scheduleOf(trigger: Build<"Trigger">, seed = ""): Cron | undefined {
  if (trigger.name !== timer) return undefined;
  const zone = triggerSetting(trigger, "timeZoneId") || "Asia/Shanghai";
  const cron = parseCron(triggerSetting(trigger, "spec") ?? "", zone, seed);
  cron.nextRun(new Date(0)); // Detects an invalid time zone.
  return cron;
}

function checkTriggers(triggers: readonly Build<"Trigger">[]): void {
  for (const trigger of triggers) {
    try {
      scheduleOf(trigger);
    } catch (error) {
      throw invalid(
        `The schedule "${triggerSetting(trigger, "spec") ?? ""}" is not valid: ${error instanceof Error ? error.message : error}.`,
      );
    }
  }
}

const unitSeconds = { seconds: 1, minute: 60, hour: 3600 };

/** Time limit of a build, in milliseconds. */
export function timeLimit(config: JobConfig): number {
  const amount = Number(config.timeout?.limit ?? "4");
  return amount * unitSeconds[config.timeout?.unit ?? "hour"] * 1000;
}

function checkTimeout(config: JobConfig): void {
  const limit = config.timeout?.limit;
  if (limit === undefined) return;
  if (!/^\d+(\.\d+)?$/.test(limit) || timeLimit(config) > 4 * 3_600_000)
    throw invalid("The timeout must be a number up to 4 hours.");
}

/** Enforces the service's limits. */
export function checkConfig(simulation: Simulation, region: string, config: JobConfig): void {
  checkSteps(simulation, region, config.steps ?? []);
  checkParameters(simulation, config.parameters ?? []);
  checkTriggers(config.triggers ?? []);
  checkTimeout(config);
  if (config.build_config_type === "YAML" && (config.steps?.length ?? 0) > 0)
    throw invalid("A YAML build task has no steps of its own.");
}

function storedScm(simulation: Simulation, scm: Build<"Scm">): Build<"Scm"> {
  const { end_point_id, endpoint_id, ...rest } = scm;
  const reading = simulation.readings.get("endpoint-id");
  const taken = reading === "both" ? (end_point_id ?? endpoint_id) : reading === "endpoint_id" ? endpoint_id : end_point_id;
  return { ...scmDefaults(simulation, scm), ...rest, end_point_id: taken ?? null };
}

function scmDefaults({ readings }: Simulation, scm: Build<"Scm">): Partial<Build<"Scm">> {
  const always = { build_type: "branch", depth: "1" };
  const byReading = {
    observed: { ...always, ...nameOfRepository(scm.url ?? "") },
    filled: { ...always, is_auto_build: true, enable_git_lfs: true },
    "left-out": {},
  };
  return byReading[readings.get("service-defaults")];
}

/** Group and name in a URL such as `git@host:group/name.git` or `https://host/group/name.git`. */
function nameOfRepository(url: string): { group_name?: string; repo_name?: string } {
  const path = url.replace(/^[a-z+]+:\/\/[^/]*\//i, "/").replace(/^[^/:]*:/, "/");
  const [, group, name] = /\/([^/]+)\/([^/]+?)(?:\.git)?$/.exec(path) ?? [];
  return group && name ? { group_name: group, repo_name: name } : {};
}

function storedStep(simulation: Simulation, step: Build<"Step">): Build<"Step"> {
  const filled = simulation.readings.get("service-defaults") === "left-out" ? step : { enable: true, ...step };
  if (simulation.readings.get("step-properties") === "untouched") return filled;
  const serviceStepId = step.module_id.replace(/\D/g, "").slice(-5);
  return { ...filled, properties: { preCondition: "SUCCESS", serviceStepId, ...step.properties } };
}

const serviceDefaults: Record<ReadingValue<"service-defaults">, JobConfig> = {
  observed: { host_type: "devcloud" },
  filled: {
    auto_update_sub_module: "false",
    flavor: "2u8g",
    host_type: "devcloud",
    build_config_type: "ACTION",
    timeout: { limit: "4", unit: "hour" },
  },
  "left-out": {},
};

/** The configuration that a write stores, from the request and the stored configuration. */
export function storedConfig(simulation: Simulation, sent: JobConfig, stored?: JobConfig): JobConfig {
  return {
    ...serviceDefaults[simulation.readings.get("service-defaults")],
    ...sent,
    parameters: withCodeBranch(simulation, unmasked(simulation, sent.parameters ?? [], stored?.parameters ?? [])),
    scms: (sent.scms ?? []).map((scm) => storedScm(simulation, scm)),
    steps: (sent.steps ?? []).map((step) => storedStep(simulation, step)),
    triggers: sent.triggers ?? [],
  };
}

const unlisted = ["build_if_code_updated", "timeout", "group_id"] as const;

/** The configuration of an update, before defaults are added. */
export function updatedConfig({ readings }: Simulation, sent: JobConfig, stored: JobConfig): JobConfig {
  const base: JobConfig = readings.get("update-omitted") === "kept" ? { ...stored, ...sent } : { ...sent };
  if (readings.get("update-unlisted") === "taken") return base;
  for (const name of unlisted) delete base[name];
  const { build_if_code_updated, timeout, group_id } = stored;
  return {
    ...base,
    ...(build_if_code_updated !== undefined && { build_if_code_updated }),
    ...(timeout && { timeout }),
    ...(group_id !== undefined && { group_id }),
  };
}

function scmAsRead(simulation: Simulation, scm: Build<"Scm">): Build<"Scm"> {
  const { end_point_id, ...rest } = scm;
  const reading = simulation.readings.get("endpoint-id");
  return {
    ...rest,
    ...(reading !== "endpoint_id" && { end_point_id: end_point_id ?? null }),
    ...(reading !== "end_point_id" && { endpoint_id: end_point_id ?? null }),
    source: scm.source ?? null,
  };
}

/** Fields observed in live reads although no client sends them. */
const seenInReads = { group_id: "", limit_time: "", source_code: "codehub", actions: [] };

function stepAsRead(step: Build<"Step">): Build<"Step"> {
  // The contract has no null here, but live steps without a version do.
  return { ...step, version: step.version ?? (null as never) };
}

/** The configuration as returned by getJobConfig. */
export function configAsRead(
  simulation: Simulation,
  config: JobConfig,
  all: boolean,
): JobConfig & { steps?: Build<"Step">[] | null } {
  const observed = simulation.readings.get("service-defaults") === "observed";
  const { triggers, timeout, group_id, build_config_type, steps, ...rest } = observed ? { ...seenInReads, ...config } : config;
  const returned = simulation.readings.get("config-optional") === "returned";
  const shownSteps = observed ? steps?.map(stepAsRead) : steps;
  return {
    ...rest,
    ...(returned && {
      triggers,
      ...(timeout && { timeout }),
      ...(group_id !== undefined && { group_id }),
      ...(build_config_type && { build_config_type }),
    }),
    parameters: parametersAsRead(simulation, config.parameters ?? [], all),
    scms: (config.scms ?? []).map((scm) => scmAsRead(simulation, scm)),
    steps: simulation.readings.get("config-steps") === "null" ? null : (shownSteps ?? []),
  };
}
