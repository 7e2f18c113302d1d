import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../provider/look-ups/place";
import type { InProject } from "../../provider/look-ups/types";
import type { Lifted } from "../inputs";
import { isMocked } from "../mocks";
import { settingsOf } from "../provider";

/** Beside the arguments of a look-up. */
export interface LookUpOptions {
  /** Whose account and region is looked at: a `codearts.Provider`. Default: that of the stack's configuration. */
  provider?: pulumi.ProviderResource;
}

/**
 * Runs a look-up with the stack's configuration. The client, and with it everything that talks to the network, is loaded
 * here and not with the package: a program that only declares pays nothing for it. Loaded by `require`, as `import()` would ask
 * for a second loader under Plug'n'Play.
 */
export async function lookUp<R>(
  name: string,
  args: InProject,
  options: LookUpOptions | undefined,
  work: (at: Place) => Promise<R>,
): Promise<R> {
  if (isMocked()) return fromMocks<R>(name, args);
  const config: typeof import("../../provider/config") = require("../../provider/config");
  const given = options?.provider && (await knownSettings(name, options.provider));
  const get = given ? (key: string) => given[key.replace("codearts:", "")] : (key: string) => pulumi.runtime.getConfig(key);
  const { clientFor, defaults } = config.configuredWith({ get });
  try {
    return await work({ client: clientFor(args.region), projectId: args.projectId ?? defaults().projectId });
  } catch (error) {
    const { CodeArtsError }: typeof import("../../provider/client/errors") = require("../../provider/client/errors");
    const { Refusal }: typeof import("../../provider/lifecycle/errors") = require("../../provider/lifecycle/errors");
    // A failure of the service is no fault in the program's code: no stack trace.
    if (error instanceof CodeArtsError || error instanceof Refusal) throw new pulumi.RunError(`${name}: ${error.message}`);
    throw error;
  }
}

async function knownSettings(name: string, provider: pulumi.ProviderResource): Promise<Record<string, string | undefined>> {
  const settings = settingsOf(provider);
  if (!settings)
    throw new pulumi.RunError(`${name}: provider is not one of pulumi-codearts; make it with new codearts.Provider(…)`);
  const isKnown: unknown = await Reflect.get(settings, "isKnown");
  if (isKnown === false)
    throw new pulumi.RunError(`${name}: a setting of the provider is known only after the deployment; use ${name}Output`);
  return new Promise((resolve) => void settings.apply(resolve));
}

/** What the test's `call` answers: the object that the look-up gives, or a list as `{ items: […] }`, as an answer is always an object. */
async function fromMocks<R>(name: string, args: object): Promise<R> {
  const answer = await pulumi.runtime.invoke(`codearts:index:${name}`, { ...args });
  return answer.items ?? answer;
}

/**
 * The Output form of a look-up: its arguments may be Outputs, and it waits for them. What may be left out there may be left out here.
 * What is a secret Output in the other form makes this one secret as a whole.
 */
export const asOutput =
  <P extends [args?: object, options?: LookUpOptions], R>(form: (...args: P) => Promise<R>) =>
  (...[args, options]: { [I in keyof P]: I extends "0" ? Lifted<P[I]> : P[I] }): pulumi.Output<pulumi.Unwrap<R>> =>
    onceKnown(args, options).apply((known) => pulumi.output(form(...([known, options] as unknown as P)))) as pulumi.Output<
      pulumi.Unwrap<R>
    >;

/** The arguments; with the provider's settings too, so that a preview goes on where one of them is not known yet. */
export function onceKnown(args: unknown, options: LookUpOptions | undefined): pulumi.Output<unknown> {
  const settings = (options?.provider && settingsOf(options.provider)) ?? {};
  return pulumi.all([pulumi.output(args), settings]).apply(([known]) => known);
}

/** What a look-up finds, with the named parts as secret Outputs: they can hold secrets, and a promise carries no mark. */
export type Sealed<T, Keys extends keyof T> = Omit<T, Keys> & { [Key in Keys]: SealedPart<T[Key]> };
type SealedPart<T> = undefined extends T ? pulumi.Output<Exclude<T, undefined>> | undefined : pulumi.Output<T>;

/** Whether a part is secret may depend on what it holds; its form does not. */
export function sealed<T extends object, Keys extends keyof T>(
  found: T,
  keys: readonly Keys[],
  isSecret: (key: Keys) => boolean = () => true,
): Sealed<T, Keys> {
  const parts = keys.flatMap((key) => {
    const part = found[key];
    return part === undefined ? [] : [[key, isSecret(key) ? pulumi.secret(part) : pulumi.output(part)] as const];
  });
  return { ...found, ...Object.fromEntries(parts) } as Sealed<T, Keys>;
}
