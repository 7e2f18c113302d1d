import * as pulumi from "@pulumi/pulumi";
import { pluginTypeOf, typeOf } from "../provider/pulumi-wire";
import { clearText } from "./clear-text";
import { type KindName, kinds } from "./generated/kinds";
import type { OutputsOf } from "./inputs";
import { claim } from "./job-claims";
import { outputPaths } from "./output-paths";
import { orderOf } from "./parameter-order";
import { usesPlugin } from "./plugin";
import { providedBy } from "./provided-by";

/** Outputs of every resource of this package. */
export interface Common {
  /** Paths of undeclared live settings, such as `parameters["HOTFIX"]`, as of the last update or refresh. */
  readonly undeclared: pulumi.Output<string[]>;
}

type Parameters<Args> = object extends Args
  ? [name: string, args?: Args, options?: pulumi.CustomResourceOptions]
  : [name: string, args: Args, options?: pulumi.CustomResourceOptions];

/** The class of one kind. */
export interface ResourceClass<Args, Inputs, Computed, Place extends keyof Args> {
  new (...parameters: Parameters<Args>): pulumi.CustomResource & OutputsOf<Inputs> & OutputsOf<Computed> & Common;
  /** @internal */
  readonly __pulumiType: string;
  /** Reads an object that this program does not manage, by its id. Default region: the configured one. */
  get<Resource>(
    this: new (
      ...parameters: Parameters<Args>
    ) => Resource,
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args?: Pick<Args, Place>,
    options?: pulumi.CustomResourceOptions,
  ): Resource;
  /** Whether a value is a resource of this kind, also from another copy of this package. */
  isInstance<Resource>(this: new (...parameters: Parameters<Args>) => Resource, value: unknown): value is Resource;
}

/** The base class of a kind: its constructor, `get` and `isInstance`. */
export function resource<Args extends object, Inputs, Computed, Place extends keyof Args>(
  kind: KindName,
): ResourceClass<Args, Inputs, Computed, Place> {
  const types = { dynamic: typeOf(kind), plugin: pluginTypeOf(kind) };
  const { handle, outputs, secretOutputs } = kinds[kind];
  const registered = Object.fromEntries(outputs.map((output) => [output, undefined]));

  class Resource extends pulumi.CustomResource {
    static readonly __pulumiType = types.dynamic;

    constructor(name: string, args: object = {}, options: pulumi.CustomResourceOptions = {}) {
      // An object read by id already has its name.
      const inputs = options.id ? args : { ...args, ...beside(kind, name, args) };
      const isPlugins = usesPlugin(types, options);
      const [type, other] = isPlugins ? [types.plugin, types.dynamic] : [types.dynamic, types.plugin];
      const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? []), ...secretOutputs];
      super(
        type,
        name,
        { ...registered, ...inputs, ...providedBy(isPlugins ? undefined : handle, type, name, options, args) },
        {
          ...options,
          // An alias keeps resources when switching between plugin and dynamic provider.
          aliases: [...(options.aliases ?? []), { type: other }],
          ...(additionalSecretOutputs.length > 0 && { additionalSecretOutputs }),
        },
      );
    }

    static get(name: string, id: pulumi.Input<pulumi.ID>, args?: object, options?: pulumi.CustomResourceOptions): Resource {
      return new this(name, args, { ...options, id });
    }

    static override isInstance(value: unknown): value is Resource {
      return typeof value === "object" && value !== null && Object.values(types).includes(Reflect.get(value, "__pulumiType"));
    }
  }
  // The outputs are set by the engine, so the compiler cannot know them.
  return Resource as never;
}

/** What the provider receives in addition to the arguments: a name, and hints that are not inputs. */
function beside(kind: KindName, name: string, args: object): object {
  const { isNamedAfterResource, secretInputs, ...others } = kinds[kind];
  return {
    ...(isNamedAfterResource && { name: Reflect.get(args, "name") ?? name }),
    ...("onePerJob" in others && { jobId: claim(kind, name, args, others.onePerJob) }),
    ...orderOf(args),
    ...clearText(args, secretInputs),
    ...outputPaths(args),
  };
}
