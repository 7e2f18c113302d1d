/** What the command line of `run` gives. */
export interface RunOptions {
  projectId?: string;
  region?: string;
  stack?: string;
  param: string[];
  tag?: string;
  commit?: string;
  follow: boolean;
  timeout: string;
  logFile?: string;
  json?: boolean;
}
