/** Command-line options of `run`. */
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
