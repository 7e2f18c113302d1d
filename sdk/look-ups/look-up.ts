import * as pulumi from "@pulumi/pulumi";
import type { LookUpScope } from "../../provider/look-ups/scope";
import type { InProject } from "../../provider/look-ups/types";
import type { Lifted } from "../inputs";
import { isMocked } from "../mocks";
import { settingsOf } from "../provider";

/** Options of a look-up. */
export interface LookUpOptions {
  /** Account and region, as a `codearts.Provider`. Default: those of the stack's configuration. */
  provider?: pulumi.ProviderResource;
}

/**
 * Runs a look-up with the stack's configuration. The client and all network code are loaded here and not with the package, so
 * programs that only declare resources do not load them. Loaded by `require`, because `import()` would need a second loader under
 * Plug'n'Play.
 */
export async function lookUp<R>(
  name: string,
  args: InProject,
  options: LookUpOptions | undefined,
  work: (at: LookUpScope) => Promise<R>,
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
    // A failure of the service is not a bug in the program, so no stack trace.
    if (error instanceof CodeArtsError || error instanceof Refusal) throw new pulumi.RunError(`${name}: ${error.message}`);
    throw error;
  }
}

async function knownSettings(name: string, provider: pulumi.ProviderResource): Promise<Record<string, string | undefined>> {
  const settings = settingsOf(provider);
  if (!settings)
    throw new pulumi.RunError(`${name}: provider is not one of pulumi-codearts; create it with new codearts.Provider(…)`);
  const isKnown: unknown = await Reflect.get(settings, "isKnown");
  if (isKnown === false)
    throw new pulumi.RunError(`${name}: a setting of the provider is known only after the deployment; use ${name}Output`);
  return new Promise((resolve) => void settings.apply(resolve));
}

/** The result of the test's `call`: the object of the look-up, or a list as `{ items: […] }`, because results are always objects. */
async function fromMocks<R>(name: string, args: object): Promise<R> {
  const answer = await pulumi.runtime.invoke(`codearts:index:${name}`, { ...args });
  return answer.items ?? answer;
}

/**
 * The Output form of a look-up, whose arguments may be Outputs. If a part of the result is a secret Output in the other form,
 * this one is secret as a whole.
 */
export const asOutput =
  <P extends [args?: object, options?: LookUpOptions], R>(form: (...args: P) => Promise<R>) =>
  (...[args, options]: { [I in keyof P]: I extends "0" ? Lifted<P[I]> : P[I] }): pulumi.Output<pulumi.Unwrap<R>> =>
    // Once known, the arguments have the types of the other form.
    onceKnown(args, options).apply((known) => pulumi.output(form(...([known, options] as unknown as P)))) as pulumi.Output<
      pulumi.Unwrap<R>
    >;

/** The arguments combined with the provider's settings, so that a preview continues if one of them is unknown. */
export function onceKnown(args: unknown, options: LookUpOptions | undefined): pulumi.Output<unknown> {
  const settings = (options?.provider && settingsOf(options.provider)) ?? {};
  return pulumi.all([pulumi.output(args), settings]).apply(([known]) => known);
}

/** The result of a look-up, with parts that may contain secrets as secret Outputs, because a promise has no secret mark. */
export type Sealed<T, Keys extends keyof T> = Omit<T, Keys> & { [Key in Keys]: SealedPart<T[Key]> };
type SealedPart<T> = undefined extends T ? pulumi.Output<Exclude<T, undefined>> | undefined : pulumi.Output<T>;

/** Whether a part is secret may depend on its content; its type does not. */
export function sealed<T extends object, Keys extends keyof T>(
  found: T,
  keys: readonly Keys[],
  isSecret: (key: Keys) => boolean = () => true,
): Sealed<T, Keys> {
  const parts = keys.flatMap((key) => {
    const part = found[key];
    return part === undefined ? [] : [[key, isSecret(key) ? pulumi.secret(part) : pulumi.output(part)] as const];
  });
  // Object.fromEntries loses the relation between keys and values.
  return { ...found, ...Object.fromEntries(parts) } as Sealed<T, Keys>;
}
