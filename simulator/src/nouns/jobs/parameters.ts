/** Build parameters in Jenkins form: definitions with name/value attributes. */
import { invalid } from "../../refusal";
import type { Simulation } from "../../simulation";
import type { Build } from "../../wire";

type Parameter = Build<"Parameter">;
type Attribute = Build<"ParameterParam">;

const reserved = ["LD_PRELOAD", "LD_LIBRARY_PATH", "PATH", "path", "BASH_ENV", "GIT_SSH_COMMAND"];
export const parameterKind = "hudson.model.StringParameterDefinition";

export function attribute(parameter: Parameter, name: string): string | undefined {
  return parameter.params?.find((pair) => pair.name === name)?.value;
}

export const parameterName = (parameter: Parameter): string => attribute(parameter, "name") ?? "";
export const isPrivate = (parameter: Parameter): boolean => attribute(parameter, "sensitiveVar") === "true";

/** The parameter that the console adds to its jobs. */
export function codeBranch(): Parameter {
  const values = {
    name: "codeBranch",
    type: "normalparam",
    defaultValue: "master",
    description: "Code branch, predefined parameters",
    deletion: "false",
    defaults: "true",
    staticVar: "false",
    sensitiveVar: "false",
  };
  return { name: parameterKind, params: Object.entries(values).map(([name, value]) => ({ name, value, limits: null })) };
}

/** The parameters that a write stores. */
export function withCodeBranch({ readings }: Simulation, sent: Parameter[]): Parameter[] {
  const isThere = readings.get("code-branch-omitted") === "left-out" || sent.some((one) => parameterName(one) === "codeBranch");
  return isThere ? sent : [...sent, codeBranch()];
}

export function checkParameterName(name: string): void {
  if (!/^[A-Za-z0-9_]{1,128}$/.test(name))
    throw invalid(`The parameter name ${name} must be 1 to 128 letters, digits and underscores.`);
  if (reserved.includes(name)) throw invalid(`The parameter name ${name} is reserved.`);
}

export function checkParameterValue({ quotas }: Simulation, name: string, value: string): void {
  const longest = quotas.parameterValueCharacters;
  if (value.length > longest) throw invalid(`The value of the parameter ${name} is longer than ${longest} characters.`);
  if (/\{\{|\{%|\{#/.test(value)) throw invalid(`The value of the parameter ${name} must not contain {{, {% or {#.`);
}

export function checkParameters(simulation: Simulation, parameters: readonly Parameter[]): void {
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const name = parameterName(parameter);
    checkParameterName(name);
    if (seen.has(name)) throw invalid(`The parameter ${name} is there twice.`);
    seen.add(name);
    checkParameterValue(simulation, name, attribute(parameter, "defaultValue") ?? "");
    for (const limit of parameter.params?.flatMap((pair) => pair.limits ?? []) ?? []) {
      checkParameterValue(simulation, name, limit.name ?? "");
    }
  }
}

const isMask = (value: string | undefined) => value !== undefined && /^\*+$/.test(value);

function withAttribute(parameter: Parameter, name: string, value: string): Parameter {
  return { ...parameter, params: parameter.params?.map((pair) => (pair.name === name ? { ...pair, value } : pair)) };
}

/** Restores the stored value if the caller sent back the mask of a private one. */
export function unmasked(simulation: Simulation, sent: readonly Parameter[], stored: readonly Parameter[]): Parameter[] {
  if (simulation.readings.get("masked-value") === "stored") return [...sent];
  return sent.map((parameter) => {
    const before = stored.find((old) => parameterName(old) === parameterName(parameter));
    const value = before && isPrivate(before) ? attribute(before, "defaultValue") : undefined;
    const masked = isPrivate(parameter) && isMask(attribute(parameter, "defaultValue"));
    return masked && value !== undefined ? withAttribute(parameter, "defaultValue", value) : parameter;
  });
}

export function maskOf(simulation: Simulation, value: string): string {
  return simulation.readings.get("mask") === "fixed" ? "*****" : "*".repeat(value.length);
}

function asRead(simulation: Simulation, parameter: Parameter): Parameter {
  const type = simulation.readings.get("enumeration-type");
  const enumeration = parameter.params?.some((pair) => (pair.limits?.length ?? 0) > 0) ?? false;
  const value = (pair: Attribute) => {
    if (pair.name === "defaultValue" && isPrivate(parameter)) return maskOf(simulation, pair.value ?? "");
    return pair.name === "type" && enumeration && type !== "as-sent" ? type : pair.value;
  };
  return {
    ...parameter,
    params: parameter.params?.map((pair) => ({ ...pair, value: value(pair), limits: pair.limits ?? null })),
  };
}

/** The parameters as returned by reads, with private values masked. */
export function parametersAsRead(simulation: Simulation, parameters: readonly Parameter[], all: boolean): Parameter[] {
  const shown = parameters.filter((parameter) => all || attribute(parameter, "defaults") !== "true");
  const read = shown.map((parameter) => asRead(simulation, parameter));
  if (simulation.readings.get("parameter-order") === "as-sent") return read;
  return read.sort((a, b) => (parameterName(a) < parameterName(b) ? -1 : 1));
}

export function privateNames(parameters: readonly Parameter[]): string[] {
  return parameters.filter(isPrivate).map(parameterName);
}
