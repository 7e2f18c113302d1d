/** Command-line options of `doctor`. */
export interface DoctorOptions {
  projectId?: string;
  region?: string;
  stack?: string;
  json?: boolean;
}
