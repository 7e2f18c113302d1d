/**
 * Secrets that may be missing in a preview's events but appear in a provider's error: those of the state, the configuration and this process.
 * They are only kept in memory, for masking.
 */
import { tellingOf } from "../../../policies/secrets/telling-names";
import { environment } from "../../../provider/config";
import { isObject } from "../../../provider/pulumi-wire";
import { jsonValues } from "../../lib/json";
import { runPulumi } from "../../lib/pulumi";
import type { Secrets } from "./model/secrets";

/** Shorter values are common words, which would mask large parts of a report. */
const shortest = 8;

export function learnEnvironment(secrets: Secrets): void {
  for (const [name, value = ""] of Object.entries(environment()))
    if (value.length >= shortest && tellingOf(name) !== undefined) secrets.add(value);
}

/** The preview reports an unreadable stack. */
export async function learnStored({ folder, stack }: { folder: string; stack?: string }, secrets: Secrets): Promise<void> {
  const options = { cwd: folder, ...(stack !== undefined && { stack }) };
  const read = async (...args: string[]): Promise<unknown[]> => {
    const result = await runPulumi(args, { ...options, mayFail: true }).catch(() => undefined);
    return result?.code === 0 ? jsonValues(result.stdout).values : [];
  };
  const [states, settings] = await Promise.all([
    read("stack", "export", "--show-secrets"),
    read("config", "--show-secrets", "--json"),
  ]);
  secrets.learn(states);
  for (const all of settings.filter(isObject))
    for (const setting of Object.values(all).filter(isObject))
      if (setting.secret === true) secrets.add(setting.objectValue ?? setting.value);
}
