/** Command-line options of `steps`. */
export interface StepsOptions {
  region?: string;
  stack?: string;
  json?: boolean;
  /** File for the generated builders. */
  typescript?: string;
}
