import type { Invocation, Word } from "./script";

/** The program of a command, after `sudo`, `env`, `xargs` and similar wrappers: its name without folder, and its arguments. */
export interface Program {
  /** In lower case, without folder and `.exe`. */
  name: string;
  word: Word;
  args: Word[];
}

interface Wrapper {
  /** Options with a value. */
  valued?: readonly string[];
  /** Arguments between the options and the program: a time limit, a user, a folder. */
  operands?: number;
}

/** Programs that run the following command. */
const wrappers: Record<string, Wrapper> = {
  sudo: {
    valued: ["-u", "-g", "-h", "-p", "-C", "-T", "-r", "-t", "--user", "--group", "--host", "--prompt", "--chdir", "-D"],
  },
  doas: { valued: ["-u", "-C"] },
  env: { valued: ["-u", "-C", "--unset", "--chdir"] },
  nohup: {},
  exec: { valued: ["-a"] },
  command: {},
  builtin: {},
  nice: { valued: ["-n", "--adjustment"] },
  ionice: { valued: ["-c", "-n"] },
  stdbuf: { valued: ["-i", "-o", "-e"] },
  setsid: {},
  unbuffer: {},
  busybox: {},
  time: { valued: ["-f", "-o"] },
  strace: { valued: ["-e", "-o", "-p", "-s"] },
  timeout: { valued: ["-s", "-k", "--signal", "--kill-after"], operands: 1 },
  chroot: { operands: 1 },
  gosu: { operands: 1 },
  "su-exec": { operands: 1 },
  taskset: { operands: 1 },
  flock: { valued: ["-w", "-E", "--timeout"], operands: 1 },
  unshare: {},
  nsenter: { valued: ["-t", "--target"] },
  tini: {},
  setpriv: { valued: ["--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set"] },
  "systemd-run": { valued: ["-p", "--property", "--unit", "-u", "--uid", "--gid", "-M", "-H", "--slice", "--setenv", "-E"] },
  "dumb-init": {},
  xargs: { valued: ["-I", "-n", "-P", "-L", "-d", "-E", "-s", "-a", "--max-args", "--max-procs", "--delimiter", "--arg-file"] },
  watch: { valued: ["-n", "--interval"] },
};

const programs = new WeakMap<Invocation, { program?: Program }>();

export function programOf(run: Invocation): Program | undefined {
  const known = programs.get(run) ?? { program: readProgram(run.words) };
  programs.set(run, known);
  return known.program;
}

function readProgram(words: readonly Word[]): Program | undefined {
  let index = 0;
  for (;;) {
    const word = words[index];
    if (word === undefined) return undefined;
    const name = programNameOf(word);
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    const next = wrapper && afterWrapper(words, index + 1, wrapper, name);
    if (next === undefined || next >= words.length) return { name, word, args: words.slice(index + 1) };
    index = next;
  }
}

export function programNameOf({ text }: Word): string {
  return text
    .slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1)
    .toLowerCase()
    .replace(/\.exe$/, "");
}

/** Index of the wrapped program; undefined if the wrapper receives code instead (`env -S TEXT`, `flock FILE -c TEXT`). */
function afterWrapper(words: readonly Word[], from: number, wrapper: Wrapper, name: string): number | undefined {
  let index = from;
  let operands = wrapper.operands ?? 0;
  for (; index < words.length; index++) {
    const text = words[index]?.text ?? "";
    if ((name === "env" && /^-[a-z]*S/.test(text)) || (name === "flock" && text === "-c")) return undefined;
    if (text === "--" && operands === 0) return index + 1;
    if (text.startsWith("-") && text.length > 1) index += wrapper.valued?.includes(text) ? 1 : 0;
    else if (name === "env" && isAssignment(text)) continue;
    else if (operands-- <= 0) return index;
  }
  return index;
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(text);
}

const shells = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "rbash", "mksh"]);
const interpreters = /^(?:python[\d.]*|pypy3?|node|nodejs|deno|bun|perl[\d.]*|ruby[\d.]*|php[\d.]*|lua[\d.]*|powershell|pwsh)$/;

export function isShell(name: string): boolean {
  return shells.has(name);
}

export function isInterpreter(name: string): boolean {
  return interpreters.test(name);
}

/** Programs that only show, search or compare their input. */
const printers = new Set("echo printf cat grep egrep fgrep rg sed awk gawk logger true : test [".split(" "));

export function isPrinter(name: string): boolean {
  return printers.has(name);
}

/** Whether the program reads code from standard input: `bash`, `bash -s -- x`, `python3 -`; not `python3 -m json.tool`. */
export function runsStandardInput({ name, args }: Program): boolean {
  if (name === "iex" || name === "invoke-expression") return args.length === 0;
  if (name === "source" || name === ".") return args[0] !== undefined && isStandardInput(args[0].text);
  if (name === "sudo") return args.some(({ text }) => /^-[A-Za-z]*[is]$|^--(?:login|shell)$/.test(text));
  if (name === "su") return !args.some(({ text }) => /^(?:-[a-z]*c|--command(?:=.*)?)$/s.test(text));
  if (name === "at" || name === "batch") return !args.some(({ text }) => text === "-f");
  if (name === "parallel") return args.every(({ text }) => text.startsWith("-"));
  if (name === "ssh") return args.filter(({ text }) => !text.startsWith("-")).length === 1;
  if (!isShell(name) && !isInterpreter(name)) return false;
  for (const { text, isProcess } of args) {
    if (isProcess) return false;
    if (text === "$@" || text === "$*") continue;
    if (text === "-n" && isShell(name)) return false;
    if (text === "-" || isStandardInput(text) || text === "-s" || text === "--") return true;
    if (isShell(name) && /^-[a-z]*s[a-z]*$/i.test(text) && !text.includes("c")) return true;
    if (/^-[a-zA-Z]*[cenmprEF]/.test(text) && !(isShell(name) && /^-[exuv]+$/.test(text))) return false;
    if (!text.startsWith("-") && !(isShell(name) && /^(?:pipefail|errexit|nounset|xtrace)$/.test(text))) return false;
  }
  return true;
}

function isStandardInput(text: string): boolean {
  return /^(?:\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/.test(text);
}

const downloaders = new Set(
  "curl wget wget2 start-bitstransfer bitsadmin fetch aria2c axel http https xh lwp-download lwp-request lynx links elinks w3m nc ncat netcat iwr irm".split(
    " ",
  ),
);

/** Whether the command downloads something. */
export function isDownload({ name, args }: Program): boolean {
  if (name === "certutil") return args.some(({ text }) => /^[-/]urlcache$/i.test(text));
  const fetches = downloaders.has(name) || name === "invoke-webrequest" || name === "invoke-restmethod";
  return fetches && !args.some(({ text }) => text === "--version" || text === "--help");
}
