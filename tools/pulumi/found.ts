/** A CLI that printed its version when it was run. */
export interface PulumiCli {
  /** The folder that holds `pulumi` and its language host; put it first on PATH. */
  folder: string;
  executable: string;
  version: string;
}

/** Outcome of a step: a CLI, or the reason why the next step is tried. */
export type CliSearchResult = { cli: PulumiCli; how: string } | { reason: string };
export type Log = (line: string) => void;
