import type { CodeArtsError } from "../client/errors";
import type { Trail } from "./journal";
import type { Cloud, Declared, Kind } from "./kind";
import type { Origin } from "./origin";
import type { Run } from "./run";

/** One create, and what is known around it. */
export interface Attempt<I extends Declared, L> {
  readonly kind: Kind<I, L>;
  readonly cloud: Cloud;
  readonly declared: I;
  /** When the create began, by our clock. */
  readonly startedAt: number;
  readonly run: Run;
  readonly origin: Origin | undefined;
  readonly trail: Trail;
  /** Called when it is sure that the create made nothing: its name is free for another. */
  readonly nothingMade: () => void;
}

/** How a create that was sent has failed; `lost`: the answer to it, or to an earlier try, did not come. */
export interface Failure {
  readonly error: CodeArtsError;
  readonly lost: boolean;
  /** Ids of equal objects that were there before it was sent. */
  readonly others: readonly string[];
}
