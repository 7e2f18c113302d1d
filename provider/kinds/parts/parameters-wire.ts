import { Refusal } from "../../lifecycle/errors";
import type { Undeclared } from "../../lifecycle/undeclared";
import { compact, isAbsent, own, type Path, same } from "../../lifecycle/values";
import { attributeInputs, type Parameter, type ParameterSettings, type Parameters } from "./parameters";
import { isBlank, isMask, toBoolean, toText } from "./wire";
import {
  attribute,
  attributesOf,
  consoleParameters,
  hasLimits,
  limitsOf,
  liveLimits,
  newAttributes,
  newLimit,
  optionOf,
  parameterName,
  type WireAttribute,
  type WireParameter,
} from "./wire-parameter";

const definition = "hudson.model.StringParameterDefinition";
/** Attributes in the order of the manual's examples. */
const order = ["name", "type", "defaultValue", "description", "deletion", "defaults", "staticVar", "sensitiveVar"];
/** Attribute for the `limits` of a new enumeration; a live one keeps its own. */
const limitsOn = "defaultValue";
/** Attribute of each input that has one. */
const attributeOf: ReadonlyMap<string, string> & ReadonlyMap<keyof ParameterSettings, string> = new Map([
  ["default", "defaultValue"],
  ["description", "description"],
  ["type", "type"],
  ["runtime", "staticVar"],
  ["private", "sensitiveVar"],
]);

const settings = (parameter: Parameter): ParameterSettings =>
  typeof parameter === "string" ? { default: parameter } : parameter;

/** The parameters to send: live ones in their order with declared values merged in, without those removed from the program. */
export function parametersToWire(
  declared: Parameters = {},
  applied: Parameters = {},
  live: readonly WireParameter[] = [],
  names: readonly string[] = Object.keys(declared),
): WireParameter[] {
  const kept = live.flatMap((wire) => {
    const name = parameterName(wire);
    const now = own(declared, name);
    if (now !== undefined) return [parameterToWire(name, now, own(applied, name), wire)];
    return Object.hasOwn(applied, name) ? [] : [withValues(wire)];
  });
  const there = new Set(live.map(parameterName));
  const added = names.flatMap((name) => {
    const parameter = there.has(name) ? undefined : own(declared, name);
    return parameter === undefined ? [] : [parameterToWire(name, parameter)];
  });
  return [...kept, ...added];
}

/** Attributes read as null are sent as empty, because the service accepts only strings. */
const withValues = (wire: WireParameter): WireParameter =>
  attributesOf(wire).some(({ value }) => isAbsent(value))
    ? { ...wire, params: attributesOf(wire).map((entry) => ({ ...entry, value: entry.value ?? "" })) }
    : wire;

function parameterToWire(name: string, declared: Parameter, applied?: Parameter, live?: WireParameter): WireParameter {
  const now = settings(declared);
  const before = applied === undefined ? {} : settings(applied);
  const defaults = newAttributes(name);
  const entries = new Map<string, WireAttribute>();
  // In a live parameter a missing attribute equals the default of a new one.
  if (live === undefined) for (const [key, text] of Object.entries(defaults)) entries.set(key, { name: key, value: text });
  for (const entry of attributesOf(live ?? {})) {
    if (entry.name) entries.set(entry.name, isAbsent(entry.value) ? { ...entry, value: defaults[entry.name] ?? "" } : entry);
  }
  const set = (key: string, text: string) => entries.set(key, { ...entries.get(key), name: key, value: text });

  for (const [input, wire] of attributeOf) {
    const declaredValue = now[input];
    if (declaredValue !== undefined) {
      if (input === "default" && isMask(declaredValue) && isMask(entries.get(wire)?.value)) continue;
      set(wire, String(declaredValue));
    } else if (before[input] !== undefined) set(wire, defaults[wire] ?? "");
  }
  const isPrivate = toBoolean(entries.get("sensitiveVar")?.value) === true;
  const wasPrivate = live !== undefined && toBoolean(attribute(live, "sensitiveVar")) === true;
  if (wasPrivate && !isPrivate && isMask(entries.get("defaultValue")?.value)) throw opened(name);
  setOptions(entries, now, before);
  for (const [key, text] of Object.entries(now.attributes ?? {})) set(key, text);
  for (const key of Object.keys(before.attributes ?? {})) {
    if (Object.hasOwn(now.attributes ?? {}, key)) continue;
    if (Object.hasOwn(defaults, key)) set(key, defaults[key] ?? "");
    else entries.delete(key);
  }
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const params = [...entries.values()];
  if (live === undefined) params.sort((a, b) => rank(a.name ?? "") - rank(b.name ?? ""));
  return { ...live, name: live?.name ?? definition, params: params };
}

/** Private values are read as asterisks, which would become the value if the parameter were no longer private. */
const opened = (name: string) =>
  new Refusal(`parameters[${JSON.stringify(name)}] is no longer private, and its value is unknown; set its default`);

/**
 * An enumeration is a parameter of type `customizeparam` with `limits`; without options it is a plain one. Live options change
 * only if the declared ones do, and keep their undeclared settings.
 */
function setOptions(entries: Map<string, WireAttribute>, now: ParameterSettings, before: ParameterSettings): void {
  const live = [...entries.values()].find(hasLimits);
  if (same(now.options, before.options) && (live !== undefined || now.options === undefined)) return;
  for (const [key, { limits: _, ...entry }] of entries) entries.set(key, entry);
  const setType = (value: string) => entries.set("type", { ...entries.get("type"), name: "type", value });
  if (!now.options) {
    if (now.type === undefined && before.type === undefined) setType("normalparam");
    return;
  }
  if (now.type === undefined && !live) setType("customizeparam");
  const there = new Map((live?.limits ?? []).map((limit) => [optionOf(limit), limit]));
  const limits = now.options.map((option) => there.get(option) ?? newLimit(option));
  const carrier = live?.name ?? limitsOn;
  entries.set(carrier, { ...entries.get(carrier), name: carrier, limits });
}

export interface LiveParameters {
  readonly parameters: Parameters;
  readonly undeclared: Undeclared[];
}

/** The live parameters in the program's form, and the undeclared ones. */
export function parametersFromWire(live: readonly WireParameter[], applied: Parameters): LiveParameters {
  const parameters = new Map<string, Parameter>();
  const undeclared: Undeclared[] = [];
  const found = new Map(live.map((wire) => [parameterName(wire), wire]));
  for (const [name, written] of Object.entries(applied)) {
    const wire = found.get(name);
    if (wire) parameters.set(name, seen(wire, written));
  }
  for (const [name, wire] of found) {
    const written = own(applied, name);
    const others = differing(wire);
    const add = (path: Path, value: unknown, expected = false) =>
      undeclared.push({ path: ["parameters", name, ...path], key: ["parameter", name, ...path].join(" "), value, expected });
    if (written === undefined) {
      add([], fullParameter(wire), isServiceOwn(wire));
      continue;
    }
    const declared = settings(written);
    const inputs = others.filter((key) =>
      key in declared ? false : !(declared.attributes && Object.hasOwn(declared.attributes, key)),
    );
    for (const key of inputs) {
      if (key === "type" && declared.options) continue;
      add(
        key === "options" || attributeOf.has(key) ? [key] : ["attributes", key],
        attribute(wire, attributeOf.get(key) ?? key) ?? limitsOf(wire),
      );
    }
    for (const [option, field, value] of undeclaredInOptions(wire)) add(["options", option, field], value);
  }
  return { parameters: Object.fromEntries(parameters), undeclared };
}

/** Settings of an option other than its name and the defaults of a new one. */
function undeclaredInOptions(wire: WireParameter): [option: string, field: string, value: unknown][] {
  return (liveLimits(wire) ?? []).flatMap((limit) => {
    const fresh: Record<string, unknown> = newLimit(optionOf(limit));
    const others = Object.entries(limit).filter(([field, value]) => !isBlank(value) && !same(value, fresh[field]));
    return others.map(([field, value]): [string, string, unknown] => [optionOf(limit), field, value]);
  });
}

/** Settings of a live parameter that differ from a new one, ignoring masked values and the service's own description. */
function differing(wire: WireParameter): string[] {
  const name = parameterName(wire);
  const given = settings(fullParameter(wire));
  const silent = (key: string): boolean =>
    (key === "default" && (isMask(given.default) || given.default === (consoleParameters[name] ?? ""))) ||
    (key === "description" && Object.hasOwn(consoleParameters, name)) ||
    key === "attributes";
  return [...Object.keys(given).filter((key) => !silent(key)), ...Object.keys(given.attributes ?? {})];
}

/** The parameter that the console adds, with its initial value. */
function isServiceOwn(wire: WireParameter): boolean {
  const name = parameterName(wire);
  return Object.hasOwn(consoleParameters, name) && differing(wire).length === 0;
}

/** A parameter with all its settings, as input. */
export function fullParameter(wire: WireParameter): Parameter {
  const name = parameterName(wire);
  const defaults = newAttributes(name);
  const options = limitsOf(wire);
  const type = attribute(wire, "type");
  const defaultType = options ? "customizeparam" : "normalparam";
  const attributes = Object.fromEntries(
    attributesOf(wire).flatMap((entry) => {
      const key = entry.name ?? "";
      if (key === "name" || key === "" || attributeInputs.has(key)) return [];
      // Only the console sets this, on its own parameter.
      if (key === "defaults" && Object.hasOwn(consoleParameters, name)) return [];
      const text = toText(entry.value) ?? "";
      return text === (defaults[key] ?? "") ? [] : [[key, text] as const];
    }),
  );
  const full = compact<ParameterSettings>([
    ["default", attribute(wire, "defaultValue") ?? ""],
    ["description", isBlank(attribute(wire, "description")) ? undefined : attribute(wire, "description")],
    ["options", options],
    ["runtime", toBoolean(attribute(wire, "staticVar")) ? true : undefined],
    ["private", toBoolean(attribute(wire, "sensitiveVar")) ? true : undefined],
    ["type", isBlank(type) || type === defaultType ? undefined : type],
    ["attributes", Object.keys(attributes).length > 0 ? attributes : undefined],
  ]);
  return Object.keys(full).length === 1 && full.default !== undefined ? full.default : full;
}

/** The live values of a declared parameter, limited to the declared settings. */
function seen(wire: WireParameter, written: Parameter): Parameter {
  const declared = settings(written);
  const value = attribute(wire, "defaultValue") ?? "";
  // A masked value is unknown.
  const live = declared.default !== undefined && isMask(value) ? declared.default : value;
  if (typeof written === "string") return live;
  const options = limitsOf(wire);
  return compact<ParameterSettings>([
    ["default", declared.default === undefined ? undefined : live],
    ["description", declared.description === undefined ? undefined : (attribute(wire, "description") ?? "")],
    ["options", declared.options === undefined ? undefined : sameOptions(declared.options, options) ? declared.options : options],
    ["runtime", declared.runtime === undefined ? undefined : (toBoolean(attribute(wire, "staticVar")) ?? false)],
    ["private", declared.private === undefined ? undefined : (toBoolean(attribute(wire, "sensitiveVar")) ?? false)],
    ["type", declared.type === undefined ? undefined : attribute(wire, "type")],
    ["attributes", declared.attributes === undefined ? undefined : seenAttributes(wire, declared.attributes)],
  ]);
}

const sameOptions = (one: readonly string[], other: readonly string[] | undefined): boolean => same(one, other);

function seenAttributes(wire: WireParameter, written: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, text]) => {
      const live = attribute(wire, key);
      if (live === undefined) return [];
      return [[key, live === text || String(toBoolean(live)) === text ? text : live] as const];
    }),
  );
}
