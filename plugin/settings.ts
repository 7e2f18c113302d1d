/** The settings of a provider and their wire form. */
import { type SettingName, settingNames } from "../provider/client/setting-sources";
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
  const isExplicit = name !== "" && !/^default(_|$)/.test(name);
  return { ...Object.fromEntries(texts), ...(isExplicit && { "codearts:provider": name }) };
}
