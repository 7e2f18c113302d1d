/** The types of an example's values in the plugin's schema. */
import { kindModels } from "../kinds/model";
import { anything, type PropertySpec, type TypeSpec, Types, tokenOf } from "../plugin/types";

/** A type of the schema, or the name of a kind. */
export type Spec = TypeSpec | string;

const types = new Types();
const inputs = new Map(kindModels.map((model) => [model.name, types.object(model.inputs, model.name).properties]));

export interface Type {
  /** Name of the type, such as `Scm`. */
  readonly name: string | undefined;
  readonly isMap: boolean;
  readonly isEnum: boolean;
  /** Type of the elements of a list. */
  readonly item: TypeSpec;
  /** Type of a property, or of the values of a map. */
  member(key: string): TypeSpec;
}

/** For a union, the form with properties: scalars are written the same in every form. */
export function typeOf(spec: Spec): Type {
  if (typeof spec === "string") return typeWith(spec, {}, inputs.get(spec));
  const form = spec.oneOf?.find((one) => members(one)) ?? spec;
  return typeWith(typeNameOf(form), form, members(form));
}

function typeWith(name: string | undefined, spec: TypeSpec, properties: Record<string, PropertySpec> | undefined): Type {
  const isAny = spec.$ref === anything.$ref;
  return {
    name,
    isMap: isAny || spec.additionalProperties !== undefined,
    isEnum: name !== undefined && properties === undefined,
    item: spec.items ?? anything,
    member: (key) => {
      const found = isAny ? anything : (properties?.[key] ?? spec.additionalProperties);
      if (!found) throw new Error(`${name ?? "the type"} has no property ${key}`);
      return found;
    },
  };
}

const typeNameOf = ({ $ref }: TypeSpec): string | undefined => $ref?.match(/^#\/types\/codearts:index:(\w+)$/)?.[1];

function members(spec: TypeSpec): Record<string, PropertySpec> | undefined {
  const found = types.specs[tokenOf(typeNameOf(spec) ?? "")];
  return found && "properties" in found ? found.properties : undefined;
}
