/** Command-line options of `check-yaml`. */
export interface CheckYamlOptions {
  file: string;
  json?: boolean;
}
