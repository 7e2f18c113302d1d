import { z } from "zod";
import { type Field, replace, withDefault } from "../../lifecycle/kind";
import { isObject, sameText } from "../../lifecycle/values";
import { parametersSchema, sameParameters } from "../parts/parameters";
import { adoptExisting, region } from "../parts/place";
import { sameStepSecrets, sameSteps, stepSecretsSchema, templateStepsSchema } from "../parts/steps";
import { line } from "../parts/text";
import { input, madeFrom, type Written } from "../table";

const anew = (equal?: Field["equal"]) =>
  replace(
    "templates cannot be changed, so a new one with a new id is made and the old one deleted; jobs made from it stay as they are",
    equal,
  );

/** What makes the same template: a step runs unless it says otherwise, and no steps are an empty list. */
export const withEnabled = (steps: unknown): unknown =>
  Array.isArray(steps)
    ? steps.map((step) => (isObject(step) ? { ...step, enabled: step.enabled ?? true } : step))
    : (steps ?? []);

const table = {
  region: region(anew()),
  adoptExisting: adoptExisting("Take over a template that has this name and content already."),
  name: input(line(), {
    doc: "Name. The service lets several templates have the same one.",
    limits: "1 to 115 letters (Chinese ones too), digits, `_` and `-`",
    filled: "the resource's name",
    identifies: true,
    wire: { name: "name" },
    change: anew(),
  }),
  description: input(z.string().optional(), {
    doc: "Shown beside the template.",
    otherwise: "empty",
    wire: { name: "description" },
    change: anew(sameText),
  }),
  toolType: input(line().optional(), {
    doc: "Build tool that the template is listed under, such as `maven` or `npm`.",
    wire: { name: "tool_type" },
    change: anew(),
  }),
  steps: input(templateStepsSchema.optional(), {
    doc: "Build steps in their order.",
    limits: "at most 50, in Beijing regions 30",
    wire: { name: "template" },
    change: anew((one, other) => sameSteps(withEnabled(one), withEnabled(other))),
  }),
  stepSecrets: input(stepSecretsSchema.optional(), {
    doc: "Secret properties of steps: step name, property, value. Who may make a job from the template can read them there.",
    secret: true,
    change: anew(sameStepSecrets),
  }),
  parameters: input(parametersSchema.optional(), {
    doc: "Build parameters by name, never private ones: templates are shared.",
    wire: { name: "parameters" },
    change: anew((one, other) => sameParameters(one ?? {}, other ?? {})),
  }),
  updateSubmodules: input(z.boolean().optional(), {
    doc: "Whether Git submodules are updated at checkout.",
    otherwise: "the service's",
    change: anew(),
  }),
  image: input(line().optional(), {
    doc: "Address of the image that the steps run in.",
    otherwise: "the service's",
    change: anew(),
  }),
  imageSource: input(line().optional(), {
    doc: "Where that image comes from, as the service spells it.",
    otherwise: "the service's",
    change: anew(),
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Wire fields of a template that have no input of their own.",
    change: anew(withDefault({})),
  }),
};

/**
 * A build template as a program declares it. Every user of the account sees it and makes jobs from it. The service cannot change a
 * template: every change makes a new one, with a new id, and then deletes the old one. Jobs made from it stay as they are.
 */
export const buildTemplateInputs = madeFrom(table);
export type BuildTemplateInputs = Written<typeof table>;
