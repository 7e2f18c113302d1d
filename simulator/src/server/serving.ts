import type { Faults } from "../faults";
import type { Journal } from "../journal";
import type { Simulation } from "../simulation";
import type { DispatchOptions } from "./dispatch";

export interface Serving {
  simulation: Simulation;
  journal: Journal;
  faults: Faults;
  options: DispatchOptions;
  /** Resets everything to the initial state. */
  reset(): void;
}
