import * as pulumi from "@pulumi/pulumi";
import type { NoticeChannel, NoticeEvent, NoticeInputs } from "../provider/kinds/notice/inputs";
import { clearText } from "./clear-text";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { claim } from "./notice-claims";
import { readOnDemand, unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/** Arguments of a {@link Notice}. */
export type NoticeArgs = ArgsOf<NoticeInputs, "region">;

/** Outputs that every notice has. */
const always = ["region", "jobId", "channel", "events", "undeclared"] as const;

/** Outputs that a notice has where the program declares them. */
const declared = ["webhook", "signingKey", "paramConfig", "useProjectNotice", "adoptExisting", "raw"] as const;

/**
 * What one channel of one build job announces: in the service, by mail, or to a group of DingTalk, WeCom or Feishu.
 *
 * ```ts
 * new codearts.Notice("api-wecom", {
 *   jobId: job.id,
 *   channel: "WECOM",
 *   events: ["buildJobFail"],
 *   webhook: new pulumi.Config().requireSecret("wecom"),
 * });
 * ```
 *
 * The service has every channel of every job all the time, so that creation is a change, and deletion gives the channel
 * back the state of a fresh job: mail on failure, messages on everything, the others off. The id is `jobId/channel`.
 *
 * Errors: a wrong input (found before any call, with its path); a second notice for the same channel of a job in one
 * program (with both names); a channel that somebody has set already (`adoptExisting` takes it over); a job that is gone; what the service refuses, with its code and request id.
 *
 * Source: listJobNotices, updateJobNotice, disableJobNoticeV3 (manual 4.47, 4.26).
 */
export class Notice extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("Notice");

  /** `jobId/channel`. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly jobId: pulumi.Output<string>;
  declare readonly channel: pulumi.Output<NoticeChannel>;
  declare readonly events: pulumi.Output<NoticeEvent[]>;
  declare readonly webhook: pulumi.Output<string | undefined>;
  declare readonly signingKey: pulumi.Output<string | undefined>;
  declare readonly paramConfig: pulumi.Output<string | undefined>;
  declare readonly useProjectNotice: pulumi.Output<boolean | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  declare readonly raw: pulumi.Output<NoticeInputs["raw"]>;
  /** Settings that are live and not declared, such as `webhook`; as of the last update or refresh. */
  declare readonly undeclared: pulumi.Output<string[]>;

  static {
    readOnDemand(Notice, declared);
  }

  constructor(name: string, args: NoticeArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = options?.id
      ? args
      : {
          ...args,
          jobId: claim(name, args),
          ...clearText(args, { inputs: ["webhook", "signingKey", "paramConfig"] }),
          ...secretPaths(args),
        };
    const read = unset(options?.id ? [...always, ...declared] : always);
    super(
      Notice.__pulumiType,
      name,
      { ...read, ...inputs, ...providedBy("notice", Notice.__pulumiType, name, options, args) },
      options,
    );
  }

  /** Looks up a channel that this program does not manage, by `jobId/channel`, in the configured region unless another is given. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: { region?: pulumi.Input<string> } = {},
    options?: pulumi.CustomResourceOptions,
  ): Notice {
    return new Notice(name, args as NoticeArgs, { ...options, id });
  }

  /** Whether a value is a notice, also one of another copy of this package. */
  static override isInstance(value: unknown): value is Notice {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === Notice.__pulumiType;
  }
}
