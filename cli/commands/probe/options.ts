/** Command-line options of `probe`. */
export interface ProbeOptions {
  projectId?: string;
  region?: string;
  stack?: string;
  builds?: boolean;
  clean?: boolean;
  yes?: boolean;
  out: string;
  json?: boolean;
}
