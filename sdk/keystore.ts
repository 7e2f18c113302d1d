import * as pulumi from "@pulumi/pulumi";
import type { KeystoreInputs } from "../provider/kinds/keystore/inputs";
import { clearText } from "./clear-text";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/** Arguments of a {@link Keystore}. */
export type KeystoreArgs = ArgsOf<KeystoreInputs, "region" | "name">;

/** Outputs in the order in which the console shows them. */
const outputs = ["region", "name", "content", "description", "shared", "permissions", "adoptExisting", "undeclared"] as const;

/**
 * A stored file that builds use: a keystore, a certificate, a key or a settings file.
 *
 * ```ts
 * new codearts.Keystore("release.jks", {
 *   content: codearts.keystoreFile("secrets/release.jks"),
 *   description: "Signs the release builds",
 *   permissions: { "release-bot": { userId: "0a1b2c3d4e5f60718293a4b5c6d7e8f9" } },
 * });
 * ```
 *
 * Name, description, sharing and permissions are changed in place. Other content is uploaded as a new file with a new id
 * before the old one is deleted: a refused upload leaves the old one, and for a moment there are two. The content is a secret in state; the service gives it back by download only.
 *
 * Errors: a wrong input (found before any call, with its path); a name that another file has (`adoptExisting` takes over one
 * with the same bytes); what the service refuses, with its code and request id.
 *
 * Source: uploadKeystore, listKeystores, updateKeystore, the permission calls and deleteKeystore (manual 4.56 to 4.59, 4.63,
 * 4.77, 4.78, 4.106, 4.107).
 */
export class Keystore extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("Keystore");

  /** Id of the file. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  /** What was uploaded last, in base64; a secret. */
  declare readonly content: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly shared: pulumi.Output<boolean | undefined>;
  declare readonly permissions: pulumi.Output<KeystoreInputs["permissions"]>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  /** Settings that are live and not declared, such as `permissions["somebody"]`; as of the last update or refresh. */
  declare readonly undeclared: pulumi.Output<string[]>;

  constructor(name: string, args: KeystoreArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = options?.id
      ? args
      : { ...args, name: args.name ?? name, ...clearText(args, { inputs: ["content"] }), ...secretPaths(args) };
    super(
      Keystore.__pulumiType,
      name,
      { ...unset(outputs), ...inputs, ...providedBy("keystore", Keystore.__pulumiType, name, options, args) },
      options,
    );
  }

  /** Looks up a file that this program does not manage, in the configured region unless another is given. Its content stays unknown. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: { region?: pulumi.Input<string> } = {},
    options?: pulumi.CustomResourceOptions,
  ): Keystore {
    return new Keystore(name, args as KeystoreArgs, { ...options, id });
  }

  /** Whether a value is a keystore, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Keystore {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === Keystore.__pulumiType;
  }
}
