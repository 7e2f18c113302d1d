import type { Client } from "../client";

/** The call's surroundings. Everything a verb needs comes with it, so that verbs hold no state. */
export interface Cloud {
  readonly client: Client;
  /** User id whose credentials are in use, if the service tells it. */
  readonly userId: () => Promise<string | undefined>;
  /** Writes one line for the person at the terminal. No values, only names. */
  readonly note: (line: string) => void;
}
