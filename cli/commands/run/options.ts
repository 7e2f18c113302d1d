/** What the command line of `run` gives. */
export interface RunOptions {
  projectId?: string;
  region?: string;
  stack?: string;
  param: string[];
  tag?: string;
  commit?: string;
  follow: boolean;
  logFile?: string;
  json?: boolean;
}
