import { z } from "zod";
import { type Field, replace, withDefault } from "../../lifecycle/kind";
import { isObject, sameText } from "../../lifecycle/values";
import { parametersSchema, sameParameters } from "../parts/parameters";
import { adoptExisting, region } from "../parts/place";
import { sameStepSecrets, sameSteps, stepSecretsSchema, templateStepsSchema } from "../parts/steps";
import { line } from "../parts/text";
import { derivedFrom, input, type Written } from "../table";

const recreated = (equal?: Field["equal"]) =>
  replace(
    "templates cannot be changed, so a new one with a new id is created and the old one deleted; jobs created from it are not affected",
    equal,
  );

/** Equality of templates: steps are enabled by default, and no steps equal an empty list. */
export const withEnabled = (steps: unknown): unknown =>
  Array.isArray(steps)
    ? steps.map((step) => (isObject(step) ? { ...step, enabled: step.enabled ?? true } : step))
    : (steps ?? []);

const table = {
  region: region(recreated()),
  adoptExisting: adoptExisting("Adopt an existing template with this name and content."),
  name: input(line(), {
    doc: "Name. It need not be unique.",
    limits: "1 to 115 letters (including Chinese), digits, `_` and `-`",
    filled: "the resource's name",
    identifies: true,
    wire: { name: "name" },
    change: recreated(),
  }),
  description: input(z.string().optional(), {
    doc: "Description shown with the template.",
    otherwise: "empty",
    wire: { name: "description" },
    change: recreated(sameText),
  }),
  toolType: input(line().optional(), {
    doc: "Build tool under which the template is listed, such as `maven` or `npm`.",
    wire: { name: "tool_type" },
    change: recreated(),
  }),
  steps: input(templateStepsSchema.optional(), {
    doc: "Build steps in order.",
    limits: "at most 50, in Beijing regions 30",
    wire: { name: "template" },
    change: recreated((one, other) => sameSteps(withEnabled(one), withEnabled(other))),
  }),
  stepSecrets: input(stepSecretsSchema.optional(), {
    doc: "Secret properties of steps: step name → property → value. Everyone who may create a job from the template can read them.",
    secret: true,
    change: recreated(sameStepSecrets),
  }),
  parameters: input(parametersSchema.optional(), {
    doc: "Build parameters by name, never private ones: templates are shared.",
    wire: { name: "parameters" },
    change: recreated((one, other) => sameParameters(one ?? {}, other ?? {})),
  }),
  updateSubmodules: input(z.boolean().optional(), {
    doc: "Whether Git submodules are updated at checkout.",
    otherwise: "the service's",
    change: recreated(),
  }),
  image: input(line().optional(), {
    doc: "URL of the image in which the steps run.",
    otherwise: "the service's",
    change: recreated(),
  }),
  imageSource: input(line().optional(), {
    doc: "Source of that image, in the service's spelling.",
    otherwise: "the service's",
    change: recreated(),
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Fields of the service's API that have no input, under their API names.",
    change: recreated(withDefault({})),
  }),
};

/**
 * A build template. Every user of the account sees it and can create jobs from it. The service cannot change a template: every
 * change creates a new one with a new id and then deletes the old one. Jobs created from it are not affected.
 */
export const buildTemplateInputs = derivedFrom(table);
export type BuildTemplateInputs = Written<typeof table>;
