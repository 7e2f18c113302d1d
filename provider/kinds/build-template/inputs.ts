import type { Declared } from "../../lifecycle/kind";
import type { Parameters } from "../parts/parameters";
import type { StepSecrets, TemplateStep } from "../parts/steps";

/**
 * What a program declares for a build template, which every user of the account sees and makes jobs from. The service cannot
 * change a template: every change makes a new one, with a new id, and then deletes the old one. Jobs made from it stay as they are.
 */
export interface BuildTemplateInputs extends Declared {
  /**
   * Name. The service lets several templates have the same one.
   * @default the resource's name
   * @limits at least 1 character
   */
  name: string;
  /**
   * Shown beside the template.
   * @default empty
   */
  description?: string;
  /**
   * Build tool that the template is listed under, such as `maven` or `npm`.
   * @default none
   */
  toolType?: string;
  /**
   * Build steps in their order.
   * @default none
   * @limits at most 50, in Beijing regions 30
   */
  steps?: TemplateStep[];
  /**
   * Secret properties of steps: step name, property, value. Who may make a job from the template can read them there.
   * @secret
   * @default none
   */
  stepSecrets?: StepSecrets;
  /**
   * Build parameters by name, never private ones: templates are shared.
   * @default none
   */
  parameters?: Parameters;
  /**
   * Whether Git submodules are updated at checkout.
   * @default the service's
   */
  updateSubmodules?: boolean;
  /**
   * Address of the image that the steps run in.
   * @default the service's
   */
  image?: string;
  /**
   * Where that image comes from, as the service spells it.
   * @default the service's
   */
  imageSource?: string;
  /** Wire fields of a template that have no input of their own. */
  raw?: { [field: string]: unknown };
}
