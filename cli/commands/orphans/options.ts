/** Command-line options of `orphans`. */
export interface OrphansOptions {
  projectId?: string;
  region?: string;
  stack: string[];
  state: string[];
  name: string[];
  json?: boolean;
}
