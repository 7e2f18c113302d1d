/** What the command line of `orphans` gives. */
export interface OrphansOptions {
  projectId?: string;
  region?: string;
  stack: string[];
  state: string[];
  name: string[];
  json?: boolean;
}
