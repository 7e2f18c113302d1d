/** The settings of a provider and their wire form. */
import { type SettingName, settingNames } from "../provider/client/setting-sources";
import { configuredWith } from "../provider/config";
import { isUnknown } from "../provider/pulumi-wire";
import { hint } from "../provider/shared/nearest";
import { secretSettings } from "../provider/shared/secret-settings";
import { asSecret, type Props } from "./wire";

/** Settings added by the engine or by the classes of the package. */
const others: readonly string[] = ["version", "pluginDownloadURL", "plugin"];

const isSetting = (key: string): key is SettingName => settingNames.some((name) => name === key);

/** Checks the names of settings; their values are checked when a resource needs them. */
export function settingFailures(given: Props): { property: string; reason: string }[] {
  return Object.keys(given).flatMap((key) => {
    if (isSetting(key) || others.includes(key) || key.startsWith("__")) return [];
    const near = hint(key.replace(/[_-]/g, ""), settingNames) || `; there are ${settingNames.join(", ")}`;
    return [{ property: "", reason: `there is no setting ${JSON.stringify(key)}${near}` }];
  });
}

/** Secret by name, or because the program marks it. */
export const sealedSettings = (given: Props, marked: readonly string[]): Props =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const isSecret = marked.includes(key) || (isSetting(key) && secretSettings.has(key));
      return [key, isSecret && !isUnknown(value) ? asSecret(value) : value];
    }),
  );

/**
 * The form that the lifecycle expects: strings under namespaced keys. `name` is that of an explicit provider; the engine's own,
 * with the stack's configuration, is called default.
 */
export function configurationOf(given: Props, name: string): Record<string, string> {
  const texts = Object.entries(given).flatMap(([key, value]) =>
    isSetting(key) && value !== null
      ? [[`codearts:${key}`, typeof value === "string" ? value : JSON.stringify(value)] as const]
      : [],
  );
  const isExplicit = name !== "" && nameOf(name) !== "default";
  return { ...Object.fromEntries(texts), ...(isExplicit && { "codearts:provider": name }) };
}

/** The name of a provider among its inputs, so that DiffConfig can tell a resource's move to another provider from a change of its own. */
export const nameKey = "__name";

/** The engine has one default provider per version. */
export const nameOf = (name: string): string => (/^default(_|$)/.test(name) ? "default" : name);

/** Settings that tell accounts apart, from the most certain; two users or keys can belong to one domain. */
const identifying = ["domainId", "domain", "accessKey"] as const;

/**
 * The setting by which a resource's new provider belongs to another account than its old one. New settings of the same provider,
 * such as rotated keys, tell nothing.
 */
export function otherAccount(olds: Props, news: Props): SettingName | undefined {
  const [before, after] = [olds[nameKey], news[nameKey]];
  if (typeof before !== "string" || typeof after !== "string" || before === after) return undefined;
  if (Object.values(news).some(isUnknown)) return undefined;
  const [old, now] = [valuesOf(olds, before), valuesOf(news, after)];
  if (old.get("endpoints") !== now.get("endpoints")) return "endpoints";
  const shown = identifying.find((setting) => old.has(setting) && now.has(setting));
  return shown && old.get(shown) !== now.get(shown) ? shown : undefined;
}

/** Known settings with those of the environment. */
function valuesOf(given: Props, name: string): ReadonlyMap<SettingName, string> {
  const all = configuredWith(configurationOf(given, name)).explainSettings();
  return new Map(all.flatMap(({ setting, value }) => (value === undefined ? [] : [[setting, value] as const])));
}
