import * as pulumi from "@pulumi/pulumi";
import type { BuildTemplateInputs } from "../provider/kinds/build-template/inputs";
import { clearText } from "./clear-text";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/** Arguments of a {@link BuildTemplate}. */
export type BuildTemplateArgs = ArgsOf<BuildTemplateInputs, "region" | "name">;

/** Outputs in the order in which the console shows them. */
const outputs = [
  "region",
  "name",
  "description",
  "toolType",
  "steps",
  "stepSecrets",
  "parameters",
  "updateSubmodules",
  "image",
  "imageSource",
  "adoptExisting",
  "raw",
  "undeclared",
] as const;

/**
 * A build template, from which every user of the account can make jobs.
 *
 * ```ts
 * new codearts.BuildTemplate("maven-service", {
 *   description: "Builds and tests a Maven service",
 *   toolType: "maven",
 *   steps: [codearts.steps.maven({ command: "mvn -B verify" })],
 *   parameters: { profile: { default: "ci", options: ["ci", "release"], runtime: true } },
 * });
 * ```
 *
 * The service cannot change a template: every change makes a new one with a new id and then deletes the old one (the
 * preview says why). Jobs that were made from it stay as they are.
 *
 * Errors: a wrong input (found before any call, with its path); two templates that an interrupted run may have made (with
 * their ids). A template of the name that others have is no obstacle. What the service refuses, with its code and request id.
 *
 * Source: createTemplate, getCustomTemplate, listCustomTemplates, deleteTemplate (manual 4.99 to 4.101).
 */
export class BuildTemplate extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("BuildTemplate");

  /** Id (`uuid`) of the template. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly toolType: pulumi.Output<string | undefined>;
  declare readonly steps: pulumi.Output<BuildTemplateInputs["steps"]>;
  declare readonly stepSecrets: pulumi.Output<BuildTemplateInputs["stepSecrets"]>;
  declare readonly parameters: pulumi.Output<BuildTemplateInputs["parameters"]>;
  declare readonly updateSubmodules: pulumi.Output<boolean | undefined>;
  declare readonly image: pulumi.Output<string | undefined>;
  declare readonly imageSource: pulumi.Output<string | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  declare readonly raw: pulumi.Output<BuildTemplateInputs["raw"]>;
  /** Always empty: a template cannot be changed beside the program. */
  declare readonly undeclared: pulumi.Output<string[]>;

  constructor(name: string, args: BuildTemplateArgs = {}, options?: pulumi.CustomResourceOptions) {
    const inputs = options?.id
      ? args
      : { ...args, name: args.name ?? name, ...clearText(args, { stepSecrets: true }), ...secretPaths(args) };
    super(
      BuildTemplate.__pulumiType,
      name,
      { ...unset(outputs), ...inputs, ...providedBy("buildTemplate", BuildTemplate.__pulumiType, name, options, args) },
      options,
    );
  }

  /** Looks up a template that this program does not manage, in the configured region unless another is given. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: { region?: pulumi.Input<string> } = {},
    options?: pulumi.CustomResourceOptions,
  ): BuildTemplate {
    return new BuildTemplate(name, args, { ...options, id });
  }

  /** Whether a value is a build template, also one of another copy of this package. */
  static override isInstance(value: unknown): value is BuildTemplate {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === BuildTemplate.__pulumiType;
  }
}
