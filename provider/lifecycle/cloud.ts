import type { Client } from "../client";

/** The context of an operation. It carries everything that operations need, so that they have no state. */
export interface Cloud {
  readonly client: Client;
  /** Id of the user whose credentials are used, if the service returns it. */
  readonly userId: () => Promise<string | undefined>;
  /** Shows one line to the user. Names only, no values. */
  readonly note: (line: string) => void;
}
