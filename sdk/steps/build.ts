/** Converts builder arguments to a step. */
import * as pulumi from "@pulumi/pulumi";
import type { Step as PlainStep } from "../generated/inputs";
import type { Lifted } from "../inputs";
import type { CommonArgs } from "./args";
import type { Form, StepModule } from "./modules";

/** A step in a program: any part of it may be an Output. */
export type StepArgs = { [Key in keyof PlainStep]: Lifted<PlainStep[Key]> };

export function build<Args extends CommonArgs>(module: StepModule, args: Args): StepArgs {
  const own = Object.entries(args).flatMap(([setting, value]): [string, unknown][] => {
    const property = Object.hasOwn(module.properties, setting) ? module.properties[setting] : undefined;
    if (property === undefined || value === undefined) return [];
    return [[property.wire, toWire(property.form, value)]];
  });
  return plainStep(module.id, args.name ?? module.name, args, own);
}

/** A step in its plain form, with the properties that have a value. */
export function plainStep(
  module: pulumi.Input<string>,
  name: pulumi.Input<string>,
  { version, enabled, properties = {} }: CommonArgs,
  own: [string, unknown][] = [],
): StepArgs {
  const all = [...own, ...Object.entries(properties)].filter(([, value]) => value !== undefined);
  return {
    module,
    name,
    ...(version !== undefined && { version }),
    ...(enabled !== undefined && { enabled }),
    ...(all.length > 0 && { properties: Object.fromEntries(all) }),
  };
}

function toWire(form: Form, value: unknown): unknown {
  if (form === "headers") return later(value, headerList);
  if (form === "textFlag") return later(value, (known) => (typeof known === "boolean" ? String(known) : known));
  return value;
}

const later = (value: unknown, change: (known: unknown) => unknown): unknown =>
  pulumi.Output.isInstance(value) || value instanceof Promise ? pulumi.output(value).apply(change) : change(value);

/** Converts headers by name to the service's list; a list is kept. */
function headerList(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return headers;
  return Object.entries(headers).map(([headerKey, headerValue]) => ({ headerKey, headerValue }));
}
