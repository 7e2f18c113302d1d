/** One parameter as the service stores it: a Jenkins parameter, whose settings are a list of named attributes. */
import { toText, type Wire } from "./wire";

export type WireParameter = Wire<"Parameter">;
export type WireAttribute = Wire<"ParameterParam">;
export type Limit = Wire<"Limit">;

/** Parameter that the console adds to every job that it creates, with its value; not reported as undeclared. */
export const consoleParameters: Readonly<Record<string, string>> = { codeBranch: "master" };
export const attributesOf = (wire: WireParameter): WireAttribute[] => wire.params ?? [];
export const attribute = (wire: WireParameter, name: string): string | undefined =>
  toText(attributesOf(wire).find((entry) => entry.name === name)?.value);
export const parameterName = (wire: WireParameter): string => attribute(wire, "name") ?? "";

export const hasLimits = (entry: WireAttribute): boolean => Array.isArray(entry.limits) && entry.limits.length > 0;
export const liveLimits = (wire: WireParameter) => attributesOf(wire).find(hasLimits)?.limits ?? undefined;
export const optionOf = (limit: Limit): string => toText(limit.name) ?? toText(limit.display_name) ?? "";
export const limitsOf = (wire: WireParameter): string[] | undefined => liveLimits(wire)?.map(optionOf);
export const newLimit = (option: string): Record<string, string> => ({ disable: "0", display_name: option, name: option });

export const newAttributes = (name: string): Record<string, string> => ({
  name,
  type: "normalparam",
  defaultValue: "",
  description: "",
  deletion: "false",
  defaults: "false",
  staticVar: "false",
  sensitiveVar: "false",
});
