/** Command-line options of `adopt`. */
export interface AdoptOptions {
  projectId: string[];
  name: string[];
  group: string[];
  kind: string[];
  interactive?: boolean;
  out?: string;
  stack?: string;
  region?: string;
  dryRun?: boolean;
  fromTerraform?: string;
  importFile?: string;
  json?: boolean;
}
