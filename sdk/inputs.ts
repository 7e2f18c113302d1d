import type * as pulumi from "@pulumi/pulumi";

type Plain = string | number | boolean | bigint | symbol | null | undefined;
type LiftedInside<T> = T extends Plain
  ? T
  : T extends readonly (infer Item)[]
    ? Lifted<Item>[]
    : T extends object
      ? { [Key in keyof T]: Lifted<T[Key]> }
      : T;

/** A value in which any part may be an Output or a promise. */
export type Lifted<T> = pulumi.Input<LiftedInside<T>>;

/** The arguments of a resource: its inputs with every part lifted; those in `Defaulted` are optional. */
export type ArgsOf<Inputs, Defaulted extends keyof Inputs> = {
  [Key in keyof Omit<Inputs, Defaulted>]: Lifted<Inputs[Key & keyof Inputs]>;
} & { [Key in keyof Pick<Inputs, Defaulted>]?: Lifted<Inputs[Key]> };

/** The outputs of a resource: one for each input and computed value. */
export type OutputsOf<Values> = { readonly [Key in keyof Values]-?: pulumi.Output<Values[Key]> };
