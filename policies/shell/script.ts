/** Model of a shell script, as far as the rules need it. */
export interface Script {
  /** Every command that runs, in source order, including those in substitutions, functions and quoted code; inner ones first. */
  runs: Invocation[];
  /** Every expansion of a variable outside quoted code that the outer text has expanded already. */
  expansions: Expansion[];
  /** Function name → the commands of its body. */
  functions: Map<string, Span>;
  /** Dockerfiles, Compose files and settings of package managers and similar tools in the text. */
  documents: { kind: "image" | "compose" | "settings"; word: Word }[];
  /** Why the text could not be read completely. */
  unread?: string;
}

/** Commands from one index of `Script.runs` up to, not including, another. */
export type Span = readonly [from: number, to: number];

/** A simple command. One without words only assigns variables, or stands for a block `{ …; } > file` with redirected output. */
export interface Invocation {
  words: Word[];
  start: number;
  assigns: { name: string; value: Word }[];
  /** Its standard input. */
  input?: StandardInput;
  /** Files that its output goes to. */
  outputs: Word[];
  /** The commands of the block that this represents. */
  block?: Span;
  /** Code in another language than the shell's that it runs. */
  foreign: string[];
}

export interface StandardInput {
  /** The commands before the pipe. */
  from?: Span;
  /** Text of a here-document or here-string, or a file. */
  text?: Word;
  isFile?: boolean;
  /** The input of those commands. */
  before?: StandardInput;
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
