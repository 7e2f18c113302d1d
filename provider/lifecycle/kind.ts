import type { z } from "zod";
import type { CodeArtsError } from "../client/errors";
import type { Path } from "../pulumi-wire";
import type { Cloud } from "./cloud";
import type { Added, addedKey, Undeclared } from "./undeclared";
import { same } from "./values";

/**
 * What a kind of resource implements. Everything common to all kinds (unknown values, configuration, the diff, recovery after a
 * lost response, partially created objects, wording of errors, state versions) is in `provider.ts`.
 *
 *  * `I` are the inputs with known values, `L` is the live object.
 */
export interface Kind<I extends Declared, L> {
  /** Name, such as `BuildJob`; shown as `codearts:BuildJob` in messages. */
  readonly name: string;
  /** The service that it belongs to. Default: build. */
  readonly service?: "build" | "hss";
  /** Schema of the inputs: a strict object, with all limits that need no other field. */
  readonly schema: z.ZodType;
  /** Rules across fields. Runs on unchecked inputs, so any value may be missing, ill-typed or unknown. */
  rules?(written: Readonly<Record<string, unknown>>): Problem[];
  /** Inputs that locate and name an object. */
  readonly identity: readonly string[];
  /** The effect of a change, per input. */
  readonly fields: Fields<I>;
  /** The object's name for messages; any input may still be unknown. */
  label(inputs: Partial<I>): string;
  /** Its location for messages: `project 4b1f…`. */
  place?(inputs: Partial<I>): string | undefined;

  /**
   * Creates the object. Calls `made` as soon as the service has returned an id; after that, a failure is recorded in state as a
   * partial create with the inputs passed to `made`.
   */
  create(cloud: Cloud, inputs: I, made: RecordCreated<I>): Promise<void>;
  /** The live object, or undefined if it no longer exists. `applied` are the inputs in state, for kinds that need them to read. */
  read(cloud: Cloud, id: string, applied: Partial<I>): Promise<L | undefined>;
  /**
   * The live object in the program's form: the fields of `applied` with their live values (kept as written if equal), the
   * computed outputs, and the paths of undeclared live settings. Without `applied`, everything that differs from a new object
   * counts as declared (`.get`, adoption).
   */
  view(live: L, applied: I | undefined, id: string, region: string): View<I>;
  /** Updates the object from `applied` to `declared`. `changed` lists the top-level fields that differ. */
  update(cloud: Cloud, id: string, change: Change<I>, made: RecordCreated<I>): Promise<Computed | undefined>;
  /** Deletes it. A `notFound` refusal counts as deleted. */
  delete(cloud: Cloud, id: string, applied: I, computed?: Computed): Promise<void>;
  /** Finds objects that a create with `inputs` could have created: after a lost response or a refused create. */
  find?(cloud: Cloud, inputs: I): Promise<Found[]>;
  /**
   * Creates the new object of a replacement while the old one still has the name. Undefined if the name must be free first.
   * `next` is what an interrupted run has already created, and `answered` records the id of what is created now, in case this run
   * is interrupted too.
   */
  besideOld?(cloud: Cloud, inputs: I, beside: Replacement, made: RecordCreated<I>): Promise<void>;
  /** Explains what else occupies the name (such as a deleted object) if a refused create finds no object. */
  blocked?(cloud: Cloud, inputs: I, failure: CodeArtsError): Promise<string | undefined>;
  /** Calls `find` before every create, because the service may silently create a second object. */
  readonly lookFirst?: boolean;
  /** Names are unique: a taken name is an error, and a create that left no trace may be repeated. */
  readonly uniqueName?: boolean;
  /** Message if two resources of one program use the same name. Default: `another resource of this program has the same name; …`. */
  readonly twice?: string;
  /** Whether a replacement with these changes must delete the old object before it creates the new one. Default: never. */
  deleteFirst?(changed: ReadonlySet<keyof I>): boolean;
  /** Changes beyond the table, such as a different order of parameters; not stored in state. */
  hint?(inputs: Readonly<Record<string, unknown>>, internal: Readonly<Record<string, unknown>>): void;
  /**
   * Paths of values that are always secret, even if the program does not mark them. `*` matches any key or index. Any value of
   * `inputs` may be ill-typed or unknown.
   */
  secrets?(inputs: Partial<I>): readonly Path[];
  /** Paths in a live object that are secret because of the applied inputs, such as the properties of a copied step. */
  alsoSecret?(live: Partial<I>, applied: Partial<I>): readonly Path[];
  /** Paths that may hold secrets known only to the object's program: marked if it is looked up by its id. */
  readonly mayBeSecret?: readonly Path[];
  /** Migrates old state: entry n converts the outputs of version n + 1 to version n + 2. Never edit an entry, only append. */
  readonly upgrades?: readonly ((outputs: Outputs) => Outputs)[];
}

/** Inputs of every kind. */
export interface Declared {
  region: string;
  adoptExisting?: boolean;
}

export type { Cloud };

export type Outputs = Record<string, unknown>;
/** Computed outputs. Every kind has `undeclared`. */
export type Computed = Readonly<Record<string, unknown>> & {
  readonly undeclared?: readonly string[];
  readonly [addedKey]?: Added;
};
/** Reports that the object exists and which inputs and computed outputs apply to it so far. */
export type RecordCreated<I> = (id: string, sofar: Partial<I>, computed?: Computed) => void;

export interface Change<I> {
  readonly applied: I;
  readonly declared: I;
  readonly changed: ReadonlySet<keyof I>;
  /** Settings added by the service, from state. */
  readonly added?: Added;
  /** Computed outputs in state; undefined if the object was adopted and has no state yet. */
  readonly computed?: Computed;
}

export interface View<I> {
  readonly inputs: I;
  readonly computed?: Computed;
  /** Property paths, never values. */
  readonly undeclared: readonly string[];
  /** All undeclared live settings, some of which the service may have added; `undeclared` then has only the unexpected ones. */
  readonly extras?: readonly Undeclared[];
}

/** The replaced object, and the inputs of the new one. */
export interface Replacement {
  readonly old: string;
  readonly next: string | undefined;
  readonly answered: (id: string) => void;
}

/** An object that a look-up found under the requested name. */
export interface Found {
  readonly id: string;
  /** User id of its creator, if the service returns it. */
  readonly creatorId?: string;
  /** User name of its creator, for messages. */
  readonly creator?: string;
  /** Creation time, in milliseconds since the epoch. */
  readonly createdAt?: number;
  /** Why it occupies the name but cannot be adopted, and what to do. */
  readonly blocked?: string;
  /** What conflicts, if it is not the name. Default: `the name is taken by …`. */
  readonly taken?: string;
}

/** An invalid input: where, what is wrong, what to write. Never the value of a secret. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Fields<I> = { readonly [K in keyof Required<I>]: Field };

export interface Field {
  /**
   * `update`: changed in place; `replace`: a new object is created, then the old one deleted; `record`: nothing is sent, the
   * new value is only stored in state.
   */
  readonly change: "update" | "replace" | "record";
  /** What a replacement destroys, shown in its preview. */
  readonly why?: string;
  /** Whether two declared values are equivalent. Default: deep equality where null counts as absent. */
  readonly equal?: Equal;
  /** Sent by a separate call after the create. */
  readonly after?: boolean;
  /** Not returned by a read, so it is sent again to an adopted object. */
  readonly unread?: boolean;
}

export type Equal = (one: unknown, other: unknown) => boolean;

/** Value that is equivalent to omitting the input. */
export const withDefault =
  (fallback: unknown, equal: Equal = same): Equal =>
  (one, other) =>
    equal(one ?? fallback, other ?? fallback);

export const update = (equal?: Equal): Field => (equal ? { change: "update", equal } : { change: "update" });
export const updateAfterwards = (equal?: Equal): Field => ({ ...update(equal), after: true });
export const replace = (why: string, equal?: Equal): Field =>
  equal ? { change: "replace", why, equal } : { change: "replace", why };
export const record = (equal?: Equal): Field => (equal ? { change: "record", equal } : { change: "record" });
