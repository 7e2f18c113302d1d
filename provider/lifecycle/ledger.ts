import { LifecycleError, PartiallyCreatedError, reasonOf } from "./errors";
import type { Computed, Declared, Outputs, RecordCreated } from "./kind";
import { secretsOf } from "./secrets";
import { outputsOf, type StateOf } from "./state";

/** Tracks which inputs already apply to an object during an operation of several calls. */
export class Ledger<I extends Declared> {
  at: { id: string; inputs: Partial<I>; computed: Computed | undefined } | undefined;

  constructor(private readonly before?: Computed) {}

  readonly made: RecordCreated<I> = (id, inputs, computed) => {
    this.at = { id, inputs, computed: { ...this.before, ...this.at?.computed, ...computed } };
  };

  /** The failure, with the partial state. */
  partiallyCreated(what: string, kind: StateOf<I>, props: Outputs, error: unknown): unknown {
    if (!this.at || error instanceof LifecycleError) return error;
    const { id, inputs, computed } = this.at;
    const properties = {
      ...outputsOf<I>(kind, inputs, computed, secretsOf<I>(kind, props)),
      __provider: props.__provider,
    };
    return new PartiallyCreatedError(what, `partly done (id ${id}), the rest failed: ${reasonOf(error)}`, id, properties);
  }
}
