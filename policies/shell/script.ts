/** What a text of shell commands runs, as far as the rules need it. */
export interface Script {
  /** Every command that runs, in source order, wherever it stands: substitutions, functions and quoted code too; inner ones first. */
  runs: Run[];
  /** Every expansion of a variable outside quoted code that the outer text has expanded already. */
  expansions: Expansion[];
  /** Function name → the commands of its body. */
  functions: Map<string, Span>;
  /** Dockerfiles, Compose files and settings of package managers and the like that the text holds. */
  documents: { kind: "image" | "compose" | "settings"; word: Word }[];
  /** Why not all of the text could be read. */
  unread?: string;
}

/** Commands from one index of `Script.runs` up to, not including, another. */
export type Span = readonly [from: number, to: number];

/** A simple command. One without words only assigns variables, or stands for a block `{ …; } > file` whose output goes somewhere. */
export interface Run {
  words: Word[];
  start: number;
  assigns: { name: string; value: Word }[];
  /** What it reads from standard input. */
  input?: Input;
  /** Files that its output goes to. */
  outputs: Word[];
  /** The commands of the block that this stands for. */
  block?: Span;
  /** Code in another language than the shell's that it runs. */
  foreign: string[];
}

export interface Input {
  /** The commands before the pipe. */
  from?: Span;
  /** Text of a here-document or here-string, or a file. */
  text?: Word;
  isFile?: boolean;
  /** What those read in turn. */
  before?: Input;
}

export interface Word {
  /** Without quotes and escapes; expansions and substitutions as written. */
  text: string;
  start: number;
  /** Whether nothing expands in it. */
  literal: boolean;
  /** Variables that expand in it. */
  variables: string[];
  /** Commands of `$(…)`, backticks and `<(…)` in it. */
  inner: Span;
  /** Whether it names the output of `<(…)` as a file. */
  isProcess: boolean;
  /** Whether it is read as code once more: by `sh -c`, eval, ssh, an interpreter. */
  isCode?: boolean;
}

export interface Expansion {
  name: string;
  start: number;
  word: Word;
  /** The shell splits nothing here: within quotes, in an assignment, in `[[ … ]]`. */
  safe: boolean;
}
