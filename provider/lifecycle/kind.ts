import type { z } from "zod";
import type { CodeArtsError } from "../client/errors";
import type { Path } from "../pulumi-wire";
import type { Cloud } from "./cloud";
import type { Added, addedKey, Undeclared } from "./undeclared";
import { same } from "./values";

/**
 * What a kind of resource supplies. Everything that is the same for all of them (unknown values, configuration,
 * the diff, recovery after a lost answer, half-made objects, wording of errors, state versions) is `provider.ts`.
 *
 * `I` is what a program declares once its values are known, `L` what the service answers to a read.
 */
export interface Kind<I extends Declared, L> {
  /** As people write it, such as `BuildJob`; messages say `codearts:BuildJob`. */
  readonly name: string;
  /** Whose addresses it is called at. Default: build. */
  readonly service?: "build" | "hss";
  /** What a program may write: a strict object. Limits that need no other field belong here. */
  readonly schema: z.ZodType;
  /** Rules across fields. Runs on what was written, so any value may be missing, ill-typed or unknown. */
  rules?(written: Readonly<Record<string, unknown>>): Problem[];
  /** Inputs that say where an object is and what it is called. */
  readonly identity: readonly string[];
  /** One line per input: what a change of it means. */
  readonly fields: Fields<I>;
  /** What people call the object, for messages; whatever is declared may still be unknown here. */
  label(inputs: Partial<I>): string;
  /** Where it is, for messages: `project 4b1f…`. */
  place?(inputs: Partial<I>): string | undefined;

  /**
   * Makes the object. Calls `made` as soon as the service has answered with an id; whatever fails after that is recorded
   * in state as half made, with the inputs given to `made` as what is already true.
   */
  create(cloud: Cloud, inputs: I, made: Made<I>): Promise<void>;
  /** The live object, or undefined when it is gone. `applied` is what state holds, for kinds that read by difference. */
  read(cloud: Cloud, id: string, applied: Partial<I>): Promise<L | undefined>;
  /**
   * The live object in the words of the program: the fields of `applied` with their live values (written as the program
   * wrote them wherever they are equal), the computed outputs, and the paths of what is live and not declared. Without
   * `applied`, everything that differs from a fresh object counts as declared (`.get`, adoption).
   */
  view(live: L, applied: I | undefined, id: string, region: string): View<I>;
  /** Brings the object from `applied` to `declared`. `changed` names the top-level fields that differ. */
  update(cloud: Cloud, id: string, change: Change<I>, made: Made<I>): Promise<Computed | undefined>;
  /** Deletes it. A `notFound` refusal counts as deleted. */
  delete(cloud: Cloud, id: string, applied: I, computed?: Computed): Promise<void>;
  /** Looks for objects that `inputs` could have made: after a lost answer or a refused create. */
  find?(cloud: Cloud, inputs: I): Promise<Found[]>;
  /**
   * Makes the new object of a replacement while the old one still has the name. Undefined: the name must be free first. `next` is what an
   * interrupted run has made for it already, and `answered` notes the id of what is made now, should this run be interrupted too.
   */
  besideOld?(cloud: Cloud, inputs: I, beside: Beside, made: Made<I>): Promise<void>;
  /** Says what else holds the name (such as a deleted object) and what to do, when a refused create finds nothing. */
  blocked?(cloud: Cloud, inputs: I, failure: CodeArtsError): Promise<string | undefined>;
  /** Asks `find` before every create: the service would make, or may make, a second object without a word. */
  readonly lookFirst?: boolean;
  /** A name has one object only: a taken name is an error, and a create that left no trace may be sent again. */
  readonly uniqueName?: boolean;
  /** Said where two resources of one program want one name. Default: `another resource of this program has the same name; …`. */
  readonly twice?: string;
  /** Whether a replacement with these changes must delete the old object before it makes the new one. Default: never. */
  deleteFirst?(changed: ReadonlySet<keyof I>): boolean;
  /** What a change of an input means beyond the table, such as another order of parameters; kept out of state. */
  hint?(inputs: Readonly<Record<string, unknown>>, internal: Readonly<Record<string, unknown>>): void;
  /**
   * Paths of what is secret by its nature, marked even where the program forgot to. `*` stands for any key or index. Whatever is
   * written in `inputs` may be ill-typed or unknown.
   */
  secrets?(inputs: Partial<I>): readonly Path[];
  /** Paths in a live object that are secret because of what was applied, such as the properties of a copied step. */
  alsoSecret?(live: Partial<I>, applied: Partial<I>): readonly Path[];
  /** Where an object may hold secrets of which only its program knows: marked where it is looked up by its id. */
  readonly mayBeSecret?: readonly Path[];
  /** Brings old state forward: entry n turns the outputs of version n + 1 into those of version n + 2. Never edited, only extended. */
  readonly upgrades?: readonly ((outputs: Outputs) => Outputs)[];
}

/** Inputs that every kind has. */
export interface Declared {
  region: string;
  adoptExisting?: boolean;
}

export type { Cloud };

export type Outputs = Record<string, unknown>;
/** Outputs that are not inputs. `undeclared` is there for every kind. */
export type Computed = Readonly<Record<string, unknown>> & {
  readonly undeclared?: readonly string[];
  readonly [addedKey]?: Added;
};
/** Says that the object exists and which inputs (and computed outputs) are true of it so far. */
export type Made<I> = (id: string, sofar: Partial<I>, computed?: Computed) => void;

export interface Change<I> {
  readonly applied: I;
  readonly declared: I;
  readonly changed: ReadonlySet<keyof I>;
  /** What state knows the service to have added by itself. */
  readonly added?: Added;
  /** Outputs in state that are not inputs; undefined where the object was taken over and has no state yet. */
  readonly computed?: Computed;
}

export interface View<I> {
  readonly inputs: I;
  readonly computed?: Computed;
  /** Property paths, never values. */
  readonly undeclared: readonly string[];
  /** All that is live and not declared, where some of it may be the service's own doing; `undeclared` is then what is not expected of it. */
  readonly extras?: readonly Undeclared[];
}

/** The replaced object, and what the new one is made of. */
export interface Beside {
  readonly old: string;
  readonly next: string | undefined;
  readonly answered: (id: string) => void;
}

/** An object that a look-up found under the wanted name. */
export interface Found {
  readonly id: string;
  /** User id of who made it, where the service tells. */
  readonly creatorId?: string;
  /** For messages: user name of who made it. */
  readonly creator?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** It is in the way and can never be taken over: why, and what to do. */
  readonly blocked?: string;
  /** What is in the way, where it is no name. Default: `the name is taken by …`. */
  readonly taken?: string;
}

/** A wrong input: where, what is wrong, what to write. Never the value of a secret. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type Fields<I> = { readonly [K in keyof Required<I>]: Field };

export interface Field {
  /**
   * `update`: changed in place; `replace`: a new object is made, then the old one deleted; `record`: nothing is sent, the
   * new value is only kept in state.
   */
  readonly change: "update" | "replace" | "record";
  /** Said in the preview of a replacement: what is lost. */
  readonly why?: string;
  /** Whether two written values mean the same. Default: deep equality where null is absent. */
  readonly equal?: Equal;
  /** Not part of the create call but sent by a call of its own after it. */
  readonly after?: boolean;
  /** A read does not tell it, so that an object which is taken over gets it anew. */
  readonly unread?: boolean;
}

export type Equal = (one: unknown, other: unknown) => boolean;

/** Where leaving an input out means the same as writing this value. */
export const withDefault =
  (usual: unknown, equal: Equal = same): Equal =>
  (one, other) =>
    equal(one ?? usual, other ?? usual);

export const update = (equal?: Equal): Field => (equal ? { change: "update", equal } : { change: "update" });
export const updateAfterwards = (equal?: Equal): Field => ({ ...update(equal), after: true });
export const replace = (why: string, equal?: Equal): Field =>
  equal ? { change: "replace", why, equal } : { change: "replace", why };
export const record = (equal?: Equal): Field => (equal ? { change: "record", equal } : { change: "record" });
