import { containerCommand } from "./containers";
import { isPrinter, isShell, type Program, programNameOf } from "./programs";
import type { Word } from "./script";

/** Code in an argument of a command. */
export interface QuotedCode {
  /** Shell code; the words are joined with spaces. */
  shell?: readonly Word[];
  /** Code of another language. */
  foreign?: readonly Word[];
  /** A command of its own, word by word: `docker run IMAGE sh -c …`. */
  command?: readonly Word[];
}

const evaluators = new Set(["eval", "iex", "invoke-expression"]);
const sshValued = new Set("-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w".split(" "));
/** The option of each program that precedes code. */
const codeOptions: [program: RegExp, option: RegExp][] = [
  [/^(?:su|runuser|script|sg|flock)$/, /^(?:-[a-z]*c|--command)$/],
  [/^env$/, /^-[a-z]*S$/],
];
const interpreterOptions: [program: RegExp, option: RegExp][] = [
  [/^(?:python[\d.]*|pypy3?)$/, /^-[A-Za-z]*c$/],
  [/^(?:node|nodejs|bun|perl[\d.]*|ruby[\d.]*|lua[\d.]*|groovy|rscript)$/, /^(?:-[A-Za-z]*[eEp]|--eval|--print)$/],
  [/^php[\d.]*$/, /^-r$/],
  [/^(?:psql|mysql|mariadb|sqlcmd|clickhouse-client)$/, /^(?:-[a-z]*[ceQq]|--command|--execute|--query)$/],
];
const powershellOption = /^[-/](?:c|command|ec|encodedcommand)$/i;

/** Code in the arguments of the program, if any. */
export function quotedCode(program: Program): QuotedCode {
  const { name, args } = program;
  if (evaluators.has(name)) return { shell: args };
  if (isShell(name)) return { shell: afterOption(args, /^-[A-Za-z]*c[A-Za-z]*$/) };
  if (name === "ssh" || name === "dbclient") return { shell: afterOperand(args, sshValued) };
  if (name === "trap" || name === "watch") return { shell: args.filter(({ text }) => !text.startsWith("-")).slice(0, 1) };
  if (name === "parallel") return { shell: untilTriple(args) };
  if (name === "cmd") return { shell: powershell(args) };
  if (name === "powershell" || name === "pwsh") return { shell: powershell(args), foreign: powershell(args) };
  if (name === "tmux") return { shell: args.filter(({ text }) => /\s/.test(text)) };
  if (name === "find" || name === "fd") return { command: findCommand(args) };
  if (/^[gmn]?awk$/.test(name)) return { foreign: args.filter(({ text }) => !text.startsWith("-")).slice(0, 1) };
  for (const [whose, option] of codeOptions) if (whose.test(name)) return { shell: afterOption(args, option) };
  for (const [whose, option] of interpreterOptions) if (whose.test(name)) return { foreign: afterOption(args, option) };
  if (name === "deno" && args[0]?.text === "eval") return { foreign: args.slice(1, 2) };
  if (isPrinter(name) || name === "git") return {};
  const command = containerCommand(program);
  return { command: command.length > 0 ? command : shellAmong(args) };
}

/** `retry 3 bash -c "…"`: any program that receives a shell with code. */
function shellAmong(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(
    (word, index) => index < 12 && isShell(programNameOf(word)) && /^-[a-z]*c[a-z]*$/i.test(args[index + 1]?.text ?? ""),
  );
  return at === -1 ? [] : args.slice(at);
}

function afterOption(args: readonly Word[], option: RegExp): readonly Word[] {
  const at = args.findIndex(({ text }) => option.test(text));
  const attached = args.find(({ text }) => /^--(?:command|eval|execute|query)=/.test(text));
  if (at === -1) return attached ? [{ ...attached, text: attached.text.slice(attached.text.indexOf("=") + 1) }] : [];
  return nextOperand(args, at + 1);
}

function nextOperand(args: readonly Word[], from: number): readonly Word[] {
  for (let index = from; index < Math.min(args.length, from + 8); index++) {
    const word = args[index];
    if (word && !word.text.startsWith("-")) return [word];
  }
  return [];
}

/** `ssh -p 22 host COMMAND…` */
function afterOperand(args: readonly Word[], valued: ReadonlySet<string>): readonly Word[] {
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? "";
    if (!text.startsWith("-")) return args.slice(index + 1);
    if (valued.has(text)) index++;
  }
  return [];
}

function untilTriple(args: readonly Word[]): readonly Word[] {
  const first = args.findIndex(({ text }) => !text.startsWith("-"));
  const end = args.findIndex(({ text }) => /^:::?:?\+?$/.test(text));
  return first === -1 ? [] : args.slice(first, end === -1 ? undefined : end);
}

function powershell(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(({ text }) => powershellOption.test(text));
  if (at !== -1) return args.slice(at + 1);
  const first = args[0];
  return first && /\s/.test(first.text) && !first.text.startsWith("-") ? [first] : [];
}

function findCommand(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(({ text }) => /^(?:-exec|-execdir|-ok|-okdir|-x|-X|--exec)$/.test(text));
  if (at === -1) return [];
  const end = args.findIndex(({ text }, index) => index > at && (text === ";" || text === "+"));
  return args.slice(at + 1, end === -1 ? undefined : end);
}

const startsCommands =
  /\b(?:system|popen|subprocess|exec\w*|spawn\w*|run\w*|call|check_output|check_call|passthru|qx|sh|PROGRAM)\b|`|%x|\\!|\|\s*getline|\|\s*"/i;

/** Texts in quotes within code of another language that may be shell commands: what `os.system("…")` and `COPY … FROM PROGRAM '…'` run. */
export function* commandsInEmbeddedCode(code: string): Iterable<string> {
  if (!startsCommands.test(code.replace(/\|\s{0,3}(?:sh|bash)\b/g, ""))) return;
  for (let position = 0; position < code.length; position++) {
    const quote = code[position];
    if (quote === "\\") {
      if (code[position + 1] === "!") yield code.slice(position + 2, endOfLine(code, position));
      position++;
    } else if (quote === '"' || quote === "'" || quote === "`") {
      const end = closing(code, position + 1, quote);
      const text = code.slice(position + 1, end);
      if (text.length >= 6 && /\s/.test(text)) yield text.replace(/\\(["'`\\])/g, "$1");
      position = end;
    }
  }
}

function closing(code: string, from: number, quote: string): number {
  let position = from;
  while (position < code.length && code[position] !== quote) position += code[position] === "\\" ? 2 : 1;
  return position;
}

function endOfLine(code: string, from: number): number {
  const end = code.indexOf("\n", from);
  return end === -1 ? code.length : end;
}

const runsCode = /\b(?:exec|eval|iex|Invoke-Expression|instance_eval|runInThisContext)\b|scriptblock\]::create/i;
const fetchesCode =
  /urlopen|urlretrieve|requests\.get|httpx\.get|\bfetch\s?\(|\bhttps?["']?\)?\.get|\bget\s?\(?\s?["']https?:|axios|DownloadString|WebClient|LWP::|URI\.open|open-uri|file_get_contents\s?\(\s?["']https?:|\b(?:irm|iwr|Invoke-RestMethod|Invoke-WebRequest)\b/i;

/** Whether code in another language runs its downloads. */
export function runsDownloadedCode(code: string): boolean {
  return runsCode.test(code) && fetchesCode.test(code);
}
