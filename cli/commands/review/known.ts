/**
 * Secrets that a preview's events need not show and a provider's error may: those of the state, of the configuration and of this process.
 * They are held in memory for striking out, and nowhere else.
 */
import { tellingOf } from "../../../policies/secrets/telling-names";
import { environment } from "../../../provider/config";
import { isObject } from "../../../provider/pulumi-wire";
import { jsonValues } from "../../lib/json";
import { runPulumi } from "../../lib/pulumi";
import type { Secrets } from "./model/secrets";

/** Shorter ones are words, and would strike out half of a report. */
const shortest = 8;

export function learnEnvironment(secrets: Secrets): void {
  for (const [name, value = ""] of Object.entries(environment()))
    if (value.length >= shortest && tellingOf(name) !== undefined) secrets.add(value);
}

/** A stack that cannot be read is the preview's to complain about. */
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
