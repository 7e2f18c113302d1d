/** What the command line of `steps` gives. */
export interface StepsOptions {
  region?: string;
  stack?: string;
  json?: boolean;
  /** File that the builders are written to. */
  typescript?: string;
}
