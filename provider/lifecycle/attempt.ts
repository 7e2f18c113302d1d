import type { CodeArtsError } from "../client/errors";
import type { Trail } from "./journal";
import type { Cloud, Declared, Kind } from "./kind";
import type { Origin } from "./origin";
import type { Run } from "./run";

/** One create and its context. */
export interface Attempt<I extends Declared, L> {
  readonly kind: Kind<I, L>;
  readonly cloud: Cloud;
  readonly declared: I;
  /** Start of the create, by this machine's clock. */
  readonly startedAt: number;
  readonly run: Run;
  readonly origin: Origin | undefined;
  readonly trail: Trail;
  /** Called when the create certainly created nothing, so that its name is free again. */
  readonly createdNothing: () => void;
}

/** The failure of a create that was sent; `lost` means that the response to it, or to an earlier attempt, did not arrive. */
export interface Failure {
  readonly error: CodeArtsError;
  readonly lost: boolean;
  /** Ids of equal objects that existed before it was sent. */
  readonly others: readonly string[];
}
