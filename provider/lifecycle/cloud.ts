import type { Client } from "../client";

/** The call's surroundings. Everything a verb needs comes with it, so that verbs hold no state. */
export interface Cloud {
  readonly client: Client;
  /** User id whose credentials are in use, if the service tells it. */
  readonly userId: () => Promise<string | undefined>;
  /** Writes one line for the person at the terminal. No values, only names. */
  readonly note: (line: string) => void;
  /**
   * Says that this id was taken over in this run: a later delete of it in the same run is not carried out. (A resource that
   * gets another name in the program is created first, which finds the old object, and then deleted under its old name.)
   */
  readonly keep: (id: string) => void;
}
