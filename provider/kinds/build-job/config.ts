import type { View } from "../../lifecycle/kind";
import { type Undeclared, undeclaredPaths, unmodelled } from "../../lifecycle/undeclared";
import { compact, same } from "../../lifecycle/values";
import { entriesOf } from "../../shared/keys";
import { fullParameter, parametersFromWire, parametersToWire } from "../parts/parameters-wire";
import { type Scm, scmAsTaken, scmsFromWire, scmsToWire } from "../parts/scms";
import { stepsFromWire, stepsToWire, type WireStep } from "../parts/steps-wire";
import { triggersFromWire, triggersToWire } from "../parts/triggers-wire";
import { isBlank, toText, type Wire, withoutLiveNulls } from "../parts/wire";
import { parameterName } from "../parts/wire-parameter";
import { type PlainField, plainFields } from "../table";
import { disabledFromWire, type LiveDisabled } from "./disabled";
import { type BuildJobInputs, buildJobInputs, isModelled } from "./inputs";

/** A job's configuration as returned by getJobConfig and accepted by updateJob. */
export type WireConfig = Wire<"BuildJobConfig">;

/** The live job. `disabled` is present only if it was read. */
export interface LiveJob {
  readonly config: WireConfig;
  readonly disabled?: LiveDisabled;
}

const plain = plainFields(buildJobInputs.inputs);

/** Machine sizes of a new job, which are not reported as differences. Never sent. */
const defaultFlavors: ReadonlySet<unknown> = new Set(["2u8g", "DEFAULT"]);
/** Fields missing from some reads. */
const optional = ["triggers", "timeout", "group_id", "build_config_type"];
const hasOptional = (live: WireConfig): boolean => optional.some((field) => field in live);
const isLeftOut = (live: WireConfig, field: string): boolean => optional.includes(field) && !hasOptional(live);

/** The body of createJob. */
export function configToCreate(inputs: BuildJobInputs, parameterNames?: readonly string[]): WireConfig {
  const config: WireConfig = { project_id: inputs.projectId, job_name: inputs.name, arch: inputs.arch ?? "x86-64" };
  for (const [key, field] of plain) {
    if (inputs[key] !== undefined) Object.assign(config, { [field.name]: field.toWire(inputs[key]) });
  }
  if (inputs.parameters) config.parameters = parametersToWire(inputs.parameters, {}, [], parameterNames);
  if (inputs.scms) config.scms = scmsToWire(inputs.scms);
  // The steps of a YAML job are in the repository, but the service requires the list.
  config.steps = inputs.definition === "YAML" ? [] : stepsToWire(inputs);
  if (inputs.schedules || inputs.triggers) config.triggers = triggersToWire(inputs);
  return { ...config, ...inputs.raw };
}

/** The body of updateJob: the live configuration with declared inputs merged in, and removed inputs reset to their defaults. */
export function configToUpdate(
  id: string,
  { applied, declared }: { applied: BuildJobInputs; declared: BuildJobInputs },
  answered: WireConfig,
  parameterNames?: readonly string[],
): WireConfig {
  const live = withoutLiveNulls(answered);
  const config: WireConfig = { ...live, job_id: id, project_id: declared.projectId, job_name: declared.name };
  for (const [key, field] of plain) {
    if (declared[key] !== undefined)
      Object.assign(config, { [field.name]: field.toWire(declared[key], live[field.name], applied[key]) });
    else if (applied[key] !== undefined) reset(config, field);
    else keep(config, field);
  }
  config.arch ??= "x86-64";
  config.parameters = parametersToWire(declared.parameters, applied.parameters, liveParameters(live), parameterNames);
  if (declared.scms ?? applied.scms) config.scms = scmsToWire(declared.scms ?? [], applied.scms, liveScms(live));
  else if (live.scms) config.scms = liveScms(live).map(scmAsTaken);
  config.steps = stepsToUpdate(declared, applied, live);
  if (live.triggers || declared.schedules || declared.triggers || applied.schedules || applied.triggers) {
    config.triggers = triggersToWire(declared, applied, liveTriggers(live));
  }
  for (const field of Object.keys(applied.raw ?? {})) if (!Object.hasOwn(declared.raw ?? {}, field)) delete config[field];
  return { ...config, ...declared.raw };
}

function reset(config: WireConfig, field: PlainField): void {
  if (field.fresh === undefined) delete config[field.name];
  else Object.assign(config, { [field.name]: field.toWire(field.fresh) });
}

/** Converts the live configuration to what the service accepts: reads contain "" for absent values, and other types for some fields. */
function keep(config: WireConfig, { name, toWire, fromWire }: PlainField): void {
  const live = config[name];
  const value = fromWire(live);
  if (value === undefined) delete config[name];
  else if (typeof live !== "object" && !same(toWire(value), live)) Object.assign(config, { [name]: toWire(value) });
}

function stepsToUpdate(declared: BuildJobInputs, applied: BuildJobInputs, live: WireConfig): WireStep[] {
  if (declared.definition === "YAML") return [];
  if (declared.steps === undefined && applied.steps === undefined) return liveSteps(live) ?? [];
  return stepsToWire(declared, applied, liveSteps(live));
}

const liveParameters = (live: WireConfig) => live.parameters ?? [];
const liveScms = (live: WireConfig) => live.scms ?? [];
const liveSteps = (live: WireConfig) => live.steps;
const liveTriggers = (live: WireConfig) => live.triggers ?? [];

/** The live job as inputs. */
export function viewJob(live: LiveJob, applied: BuildJobInputs | undefined, region: string): View<BuildJobInputs> {
  return applied ? viewDeclared(live, applied) : viewEverything(live, region);
}

function viewDeclared({ config, disabled }: LiveJob, applied: BuildJobInputs): View<BuildJobInputs> {
  const seen = new Map<keyof BuildJobInputs, unknown>(entriesOf(applied));
  const extras = withoutInput(config, isModelledOrRaw(applied));
  const set = (key: keyof BuildJobInputs, value: unknown) => (value === undefined ? seen.delete(key) : seen.set(key, value));
  if (!isBlank(config.project_id)) set("projectId", config.project_id);
  if (!isBlank(config.job_name)) set("name", config.job_name);
  for (const [key, field] of plain) {
    const value = field.fromWire(config[field.name], applied[key]);
    if (applied[key] === undefined) {
      const expected = key === "flavor" ? defaultFlavors.has(value) : same(value, field.fresh);
      if (value !== undefined) extras.push({ path: [key], key, value, expected });
    } else if (!isLeftOut(config, field.name)) {
      const live = value ?? freshOf(field, applied[key]);
      if (!same(live, applied[key])) set(key, live);
    }
  }
  viewLists(config, applied, set, extras);
  viewRaw(config, applied, set);
  if (applied.disabled !== undefined && disabled) set("disabled", disabledFromWire(disabled, applied.disabled));
  return { inputs: compact<BuildJobInputs>(seen), undeclared: undeclaredPaths(extras), extras };
}

/** Default of a new job in the program's form: 240 minutes if it uses minutes. */
const freshOf = ({ fresh, toWire, fromWire }: PlainField, written: unknown): unknown =>
  fresh === undefined ? undefined : fromWire(toWire(fresh), written);

/** Fields that the service derives from the code sources. */
const derived: ReadonlySet<string> = new Set(["source_code"]);

const withoutInput = (config: WireConfig, isModelled: (field: string) => boolean): Undeclared[] =>
  unmodelled(config, isModelled, { path: ["raw"], key: "raw", expected: false }).map((one) =>
    derived.has(String(one.path[1])) ? { ...one, expected: true } : one,
  );

const isModelledOrRaw = ({ raw }: BuildJobInputs) => {
  return (field: string): boolean => isModelled(field) || Object.hasOwn(raw ?? {}, field);
};

/** Entries of a list that the program does not manage. */
const entire = (key: string, live: readonly unknown[]): Undeclared[] =>
  live.map((value, index) => ({ path: [key, index], key, value, expected: false }));

type Set_ = (key: keyof BuildJobInputs, value: unknown) => unknown;

function viewLists(config: WireConfig, applied: BuildJobInputs, set: Set_, extras: Undeclared[]): void {
  const parameters = parametersFromWire(liveParameters(config), applied.parameters ?? {});
  if (applied.parameters && config.parameters) set("parameters", parameters.parameters);
  extras.push(...parameters.undeclared);

  const scms = scmsFromWire(liveScms(config), applied.scms ?? []);
  if (applied.scms && config.scms) set("scms", scms.scms);
  extras.push(...(applied.scms ? scms.undeclared : entire("scms", liveScms(config))));

  const live = liveSteps(config);
  // Some reads return null for the steps of a job that has steps, so null means unknown.
  if (live && applied.steps) {
    const steps = stepsFromWire(live, applied);
    set("steps", steps.steps);
    if (applied.stepSecrets) set("stepSecrets", steps.stepSecrets);
    extras.push(...steps.undeclared);
  } else if (live && !applied.steps) extras.push(...entire("steps", live));

  if (!config.triggers) return;
  const triggers = triggersFromWire(liveTriggers(config), applied);
  for (const key of ["schedules", "triggers"] as const) {
    if (applied[key]) set(key, triggers[key]);
    else extras.push(...entire(key, triggers[key]));
  }
  extras.push(...triggers.undeclared.filter(({ path: [list] }) => (list === "schedules" ? applied.schedules : applied.triggers)));
}

function viewRaw(config: WireConfig, applied: BuildJobInputs, set: Set_): void {
  if (!applied.raw) return;
  // A field that the service never returns counts as unchanged.
  set(
    "raw",
    Object.fromEntries(
      Object.entries(applied.raw).map(([field, value]) => [
        field,
        config[field] === undefined || same(config[field], value) ? value : config[field],
      ]),
    ),
  );
}

/** Everything that differs from a new job, as inputs. */
function viewEverything({ config, disabled }: LiveJob, region: string): View<BuildJobInputs> {
  const plainSet = plain.map(([key, field]) => {
    const value = field.fromWire(config[field.name]);
    return [key, value === undefined || same(value, field.fresh) ? undefined : value] as const;
  });
  // Includes codeBranch as created by the console, because a job created through the API has it only if declared.
  const parameters = liveParameters(config);
  const named = parameters.map((wire) => [parameterName(wire), fullParameter(wire)] as const);
  const scms: Scm[] = scmsFromWire(liveScms(config), []).scms;
  const steps = stepsFromWire(liveSteps(config) ?? [], {}).steps;
  const { schedules, triggers } = triggersFromWire(liveTriggers(config), {});
  // Such as an agent pool, without which the program would create a different job.
  const others = withoutInput(config, isModelled).flatMap(({ path, value, expected }) =>
    expected ? [] : [[String(path[1]), value] as const],
  );
  const inputs = compact<BuildJobInputs>([
    ["region", region],
    ["projectId", toText(config.project_id)],
    ["name", toText(config.job_name)],
    ...plainSet,
    ["parameters", named.length > 0 ? Object.fromEntries(named) : undefined],
    ["scms", scms.length > 0 ? scms : undefined],
    ["steps", steps.length > 0 ? steps : undefined],
    ["schedules", schedules.length > 0 ? schedules : undefined],
    ["triggers", triggers.length > 0 ? triggers : undefined],
    ["disabled", disabled?.disabled ? (isBlank(disabled.reason) ? true : { reason: disabled.reason }) : undefined],
    ["raw", others.length > 0 ? withoutLiveNulls(Object.fromEntries(others)) : undefined],
  ]);
  return { inputs, undeclared: [] };
}
