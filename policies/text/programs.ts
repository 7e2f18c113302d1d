import { type Command, isAssignment, readShell, type Word } from "./shell";

/** What a command runs, after `sudo`, `env`, assignments and their kin: the program's name without its folder, and its arguments. */
export interface Program {
  name: string;
  args: Word[];
}

/** Wrappers that run what follows them, with those of their options that take a value of their own. */
const wrappers: Record<string, readonly string[]> = {
  sudo: ["-u", "-g", "-h", "-p", "-C", "-T", "-r", "-t", "--user", "--group", "--host", "--prompt", "--chdir", "-D"],
  doas: ["-u", "-C"],
  env: ["-u", "-C", "-S", "--unset", "--chdir"],
  nohup: [],
  exec: ["-a"],
  command: [],
  builtin: [],
  nice: ["-n"],
  ionice: ["-c", "-n"],
  stdbuf: ["-i", "-o", "-e"],
  setsid: [],
  timeout: ["-s", "-k", "--signal", "--kill-after"],
};

const programs = new WeakMap<Command, Program | undefined>();

export function programOf(command: Command): Program | undefined {
  if (!programs.has(command)) programs.set(command, readProgram(command));
  return programs.get(command);
}

function readProgram(command: Command): Program | undefined {
  let rest = command.words;
  for (;;) {
    rest = rest.slice(rest.findIndex(({ text }) => !isAssignment(text)));
    const [first, ...args] = rest;
    if (first === undefined || isAssignment(first.text)) return undefined;
    const name = first.text.slice(first.text.lastIndexOf("/") + 1).toLowerCase();
    const valued = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (valued === undefined) return { name, args };
    rest = skipOptions(args, valued);
    if (name === "timeout") rest = rest.slice(1);
    if (rest.length === 0) return { name, args };
  }
}

function skipOptions(words: readonly Word[], valued: readonly string[]): Word[] {
  let index = 0;
  while (index < words.length && words[index]?.text.startsWith("-")) {
    const option = words[index]?.text ?? "";
    if (option === "--") return words.slice(index + 1);
    index += valued.includes(option) ? 2 : 1;
  }
  return words.slice(index);
}

const shells = new Set(["sh", "bash", "zsh", "dash", "ash", "ksh", "fish", "busybox"]);
const interpreters = /^(?:python|pypy|perl|ruby|node|nodejs|php|deno|bun|lua|tclsh|osascript|pwsh|powershell)(?:\d+(?:\.\d+)*)?$/;

export function isShell(name: string): boolean {
  return shells.has(name);
}

/** Whether the program takes its program text from standard input: `bash`, `bash -s -- x`, `python3 -`; not `python3 -m json.tool`. */
export function runsStandardInput({ name, args }: Program): boolean {
  if (name === "iex" || name === "invoke-expression") return true;
  if (!isShell(name) && !interpreters.test(name)) return false;
  for (const { text } of args) {
    if (text === "-" || text === "/dev/stdin" || text === "-s" || text === "--") return true;
    if (isShell(name) && /^-[a-z]*s[a-z]*$/i.test(text) && !text.includes("c")) return true;
    if (/^-[a-zA-Z]*[cenmprEF]/.test(text) && !(isShell(name) && /^-[exuv]+$/.test(text))) return false;
    if (!text.startsWith("-") && !(isShell(name) && /^(?:pipefail|errexit|nounset|xtrace)$/.test(text)))
      return text === "sh" && name === "busybox";
  }
  return true;
}

/** The text that the command runs as a script: of `sh -c TEXT` and `eval TEXT`. */
export function scriptWords({ name, args }: Program): Word[] {
  if (name === "eval") return args;
  if (!isShell(name)) return [];
  const flag = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  const script = flag === -1 ? undefined : args[flag + 1];
  return script ? [script] : [];
}

const downloaders = new Set(["curl", "wget", "wget2", "fetch", "aria2c", "http", "https", "xh", "lwp-download", "iwr", "irm"]);

export function isDownload(command: Command): boolean {
  const name = programOf(command)?.name ?? "";
  return downloaders.has(name) || name === "invoke-webrequest" || name === "invoke-restmethod";
}

/** Every command of a text, with those in substitutions and in what `sh -c` and eval run. */
export function* allCommands(text: string, depth = 0): Iterable<Command> {
  for (const command of readShell(text).commands) yield* commandAndInner(command, depth);
}

function* commandAndInner(command: Command, depth: number): Iterable<Command> {
  yield command;
  if (depth > 5) return;
  for (const word of command.words)
    for (const inner of [...word.substituted, ...word.asFile]) yield* commandAndInner(inner, depth + 1);
  const program = programOf(command);
  for (const word of program ? scriptWords(program) : []) if (word.literal) yield* allCommands(word.text, depth + 1);
}
