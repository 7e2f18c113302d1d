/** What the command line of `doctor` gives. */
export interface DoctorOptions {
  projectId?: string;
  region?: string;
  stack?: string;
  json?: boolean;
}
