/** What the command line of `adopt` gives. */
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
  json?: boolean;
}

/** As they are written on the command line. */
export const kindWords = ["job", "template", "notice", "keystore", "cicd-configuration"] as const;
