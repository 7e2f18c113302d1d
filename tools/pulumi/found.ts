/** A CLI that was run and answered with its version. */
export interface PulumiCli {
  /** The folder that holds `pulumi` and its language host; put it first on PATH. */
  folder: string;
  executable: string;
  version: string;
}

/** What a step found: a CLI, or the reason why the next step has its turn. */
export type Found = { cli: PulumiCli; how: string } | { reason: string };
export type Say = (line: string) => void;
