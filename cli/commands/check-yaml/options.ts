/** What the command line of `check-yaml` gives. */
export interface CheckYamlOptions {
  file: string;
  json?: boolean;
}
