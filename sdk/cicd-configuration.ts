import * as pulumi from "@pulumi/pulumi";
import type { CicdConfigurationInputs } from "../provider/kinds/cicd-configuration/inputs";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/** Arguments of a {@link CicdConfiguration}. */
export type CicdConfigurationArgs = ArgsOf<CicdConfigurationInputs, "region" | "name">;

/** Outputs in the order in which the console shows them. */
const outputs = [
  "region",
  "name",
  "vulnerabilityWhitelist",
  "vulnerabilityBlocklist",
  "imageWhitelist",
  "enterpriseProjectId",
  "iamProjectId",
  "command",
  "createCommand",
  "adoptExisting",
  "raw",
  "undeclared",
] as const;

/**
 * A CI/CD access configuration of the Host Security Service: what an image scan in a pipeline lets through, and what it
 * blocks on.
 *
 * ```ts
 * const gate = new codearts.CicdConfiguration("gate", {
 *   vulnerabilityBlocklist: ["CVE-2024-3094"],
 *   command: { image: { source: "local_image", name: "api", version: "latest", blocking: true, pipelineType: "jenkins" } },
 * });
 * export const scan = gate.createCommand;
 * ```
 *
 * The name cannot be changed: another name makes a new configuration. The three lists are sets and are changed in place; a
 * list that is not declared stays as others set it.
 *
 * Errors: a wrong input (found before any call, with its path); a name that is taken (`adoptExisting` takes it over); what
 * the service refuses, with its code and request id.
 *
 * Source: the CI/CD operations of the HSS API, v5 (SDK; English page 2025-09-30).
 */
export class CicdConfiguration extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("CicdConfiguration");

  /** Id of the configuration, which pipelines name. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly vulnerabilityWhitelist: pulumi.Output<string[] | undefined>;
  declare readonly vulnerabilityBlocklist: pulumi.Output<string[] | undefined>;
  declare readonly imageWhitelist: pulumi.Output<string[] | undefined>;
  declare readonly enterpriseProjectId: pulumi.Output<string | undefined>;
  declare readonly iamProjectId: pulumi.Output<string | undefined>;
  declare readonly command: pulumi.Output<CicdConfigurationInputs["command"]>;
  /** The command that runs the scan in a pipeline, where `command` asks for it. A secret as a whole: it holds the password. */
  declare readonly createCommand: pulumi.Output<string | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  declare readonly raw: pulumi.Output<CicdConfigurationInputs["raw"]>;
  /** Lists that are live and not declared; as of the last update or refresh. */
  declare readonly undeclared: pulumi.Output<string[]>;

  constructor(name: string, args: CicdConfigurationArgs = {}, options: pulumi.CustomResourceOptions = {}) {
    const inputs = options.id ? args : { ...args, name: args.name ?? name, ...secretPaths(args) };
    const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? []), "createCommand"];
    super(
      CicdConfiguration.__pulumiType,
      name,
      { ...unset(outputs), ...inputs, ...providedBy("cicdConfiguration", CicdConfiguration.__pulumiType, name, options, args) },
      { ...options, additionalSecretOutputs },
    );
  }

  /** Looks up a configuration that this program does not manage, in the configured region unless another is given. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: { region?: pulumi.Input<string>; enterpriseProjectId?: pulumi.Input<string>; iamProjectId?: pulumi.Input<string> } = {},
    options?: pulumi.CustomResourceOptions,
  ): CicdConfiguration {
    return new CicdConfiguration(name, args, { ...options, id });
  }

  /** Whether a value is a CI/CD configuration, also one of another copy of this package. */
  static override isInstance(value: unknown): value is CicdConfiguration {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === CicdConfiguration.__pulumiType;
  }
}
