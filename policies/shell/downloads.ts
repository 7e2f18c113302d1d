import { isDownload, isInterpreter, isShell, type Program, programNameOf, programOf, runsStandardInput } from "./programs";
import { quotedCode, runsDownloadedCode } from "./quoted-code";
import type { Invocation, Script, Span, StandardInput, Word } from "./script";

/** A command that runs an unverified download. */
export interface DownloadedCode {
  run: Invocation;
  /** `a download is piped into sh`. */
  says: string;
}

interface Trace {
  script: Script;
  /** Number of downloads among the first n commands; one item longer than the commands. */
  fetched: number[];
  /** Names of variables that contain a download, and of downloaded files. */
  variables: Set<string>;
  files: Set<string>;
  /** Names of downloaded files that were made executable, so they can be run by name. */
  executables: Set<string>;
}

/** Follows downloads through pipes, variables, functions and files, in the order of the text. A verified checksum or signature ends the trace. */
export function* downloadedCode(script: Script): Iterable<DownloadedCode> {
  const trace: Trace = { script, fetched: [0], variables: new Set(), files: new Set(), executables: new Set() };
  for (const run of script.runs) {
    const program = programOf(run);
    const says = program && complaint(trace, run, program);
    if (says !== undefined) yield { run, says };
    const brings = bringsDownload(trace, run, program);
    trace.fetched.push((trace.fetched.at(-1) ?? 0) + (brings ? 1 : 0));
    remember(trace, run, program, brings);
  }
}

function complaint(trace: Trace, run: Invocation, program: Program): string | undefined {
  const { name, args } = program;
  if (run.foreign.some(runsDownloadedCode)) return `${name} runs what its code downloads`;
  if (name === "mshta" && args.some(({ text }) => /^https?:/i.test(text))) return "mshta runs code from an address";
  if (name === "deno" && args[0]?.text === "run" && args.some(({ text }) => /^https?:/i.test(text)))
    return "deno runs code from an address";
  if (runsVariable(trace, program.word)) return "a download is run line by line";
  if (runsByXargs(run, program) && inputIsDownload(trace, run.input)) return `a download is run by xargs and ${name}`;
  const called = trace.script.functions.get(program.word.text);
  if (called && functionRuns(trace, called, run, args)) return `a download is run by the function ${program.word.text}`;
  if (runsStandardInput(program) && inputIsDownload(trace, run.input)) return `a download is piped into ${name}`;
  const checksOnly = isShell(name) && args[0]?.text === "-n";
  const runsFiles =
    !checksOnly && (name === "source" || name === "." || isShell(name) || isInterpreter(name) || runners.test(name));
  if (runsFiles && args.some((word) => word.isProcess && isFetched(trace, word))) return `a download is run by ${name} as a file`;
  const { shell = [], foreign = [] } = quotedCode(program);
  if ([...shell, ...foreign].some((word) => isFetched(trace, word))) return `a download is run by ${name}`;
  if (shell.some(({ text }) => evaluatesArgument.test(text)) && args.some((word) => isFetched(trace, word)))
    return `a download is run by ${name}`;
  const file = runsFiles
    ? args.find(({ text }) => !text.startsWith("-"))
    : /\/|\.(?:bat|cmd|ps1|exe)$/i.test(program.word.text)
      ? program.word
      : trace.executables.has(program.word.text)
        ? program.word
        : undefined;
  const named = file && [fileName(file.text), afterDot(file.text)].find((text) => trace.files.has(text));
  return named && `${named} is run as it was downloaded`;
}

/** `.\a.ps1` after Bash removed the backslash. */
function afterDot(text: string): string {
  return /^\.\w[\w.-]*\.(?:bat|cmd|ps1|exe)$/i.test(text) ? text.slice(1) : "";
}

/** Programs whose input file is a program. */
const runners = /^(?:g?make|ansible-playbook|go|just|groovy|expect|tclsh|osascript|rscript)$/;

const evaluatesArgument = /\beval\b[^\n]{0,200}\$\{?[\d@*]/;

/** `$line` as a command. */
function runsVariable(trace: Trace, word: Word): boolean {
  const name = /^\$\{?(\w+)\}?$/.exec(word.text)?.[1];
  return name !== undefined && trace.variables.has(name);
}

/** `xargs sh -c`, `xargs -I% sh -c '%'`: the input is code, not an argument. */
function runsByXargs(run: Invocation, { name, args }: Program): boolean {
  if (!isShell(name) || !run.words.slice(0, 8).some((word) => programNameOf(word) === "xargs")) return false;
  const code = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  return code !== -1 && (args[code + 1] === undefined || /^(?:\{\}|[^\w\s]{1,2})$/.test(args[code + 1]?.text ?? ""));
}

/** Whether a function runs its input or its arguments, such as with eval. */
function functionRuns(trace: Trace, [from, to]: Span, call: Invocation, args: readonly Word[]): boolean {
  const gets = inputIsDownload(trace, call.input);
  const given = args.some((word) => isFetched(trace, word));
  if (!gets && !given) return false;
  return trace.script.runs.slice(from, Math.min(to, from + 50)).some((run) => {
    const program = programOf(run);
    if (program === undefined) return false;
    const code = quotedCode(program).shell ?? [];
    return (
      (gets && run.input === undefined && runsStandardInput(program)) ||
      (given && code.some(({ variables }) => variables.some((name) => /^[\d@*]$/.test(name))))
    );
  });
}

/** Whether the range of commands contains a download. */
function anyFetched(trace: Trace, [from, to]: Span): boolean {
  return (trace.fetched[to] ?? trace.fetched.at(-1) ?? 0) > (trace.fetched[from] ?? 0);
}

function isFetched(trace: Trace, word: Word): boolean {
  return anyFetched(trace, word.inner) || word.variables.some((name) => trace.variables.has(name));
}

function inputIsDownload(trace: Trace, input: StandardInput | undefined): boolean {
  for (let one = input; one !== undefined; one = one.before) {
    if (one.from && anyFetched(trace, one.from)) return true;
    if (one.isFile && one.text?.text.startsWith("/dev/tcp/")) return true;
    if (one.text && (one.isFile && !one.text.isProcess ? trace.files.has(fileName(one.text.text)) : isFetched(trace, one.text)))
      return true;
  }
  return false;
}

function bringsDownload(trace: Trace, run: Invocation, program: Program | undefined): boolean {
  if (run.block) return anyFetched(trace, run.block);
  if (program === undefined) return false;
  if (isDownload(program)) return true;
  const body = trace.script.functions.get(program.word.text);
  if (body && anyFetched(trace, body)) return true;
  if ((program.name === "cat" || program.name === "type") && program.args.some(({ text }) => trace.files.has(fileName(text))))
    return true;
  return run.words.some((word) => isFetched(trace, word));
}

const checks = /^(?:sha\d{1,3}sum|shasum|b2sum|md5sum|gpgv?2?|cosign|minisign|signify|slsa-verifier|certutil|get-filehash)$/;

function remember(trace: Trace, run: Invocation, program: Program | undefined, brings: boolean): void {
  for (const { name, value } of run.assigns) mark(trace.variables, name, isFetched(trace, value));
  if (program === undefined) {
    if (brings) for (const { text } of run.outputs) trace.files.add(fileName(text));
    return;
  }
  const { name, args } = program;
  if (checks.test(name) || (name === "openssl" && args[0]?.text === "dgst")) trace.files.clear();
  const passes = inputIsDownload(trace, run.input);
  if ((name === "read" || name === "mapfile" || name === "readarray") && passes)
    for (const { text } of args) if (!text.startsWith("-")) trace.variables.add(text);
  if (makesExecutable(name, args))
    for (const { text } of args) if (trace.files.has(fileName(text))) trace.executables.add(fileName(text));
  if (passes) for (const file of copiedInput(name, args)) trace.files.add(fileName(file));
  if (name === "tee" && passes) for (const { text } of args) trace.files.add(fileName(text));
  if (brings || passes) for (const { text } of run.outputs) trace.files.add(fileName(text));
  if (
    (name === "mv" || name === "cp") &&
    args.length >= 2 &&
    args.slice(0, -1).some(({ text }) => trace.files.has(fileName(text)))
  )
    trace.files.add(fileName(args.at(-1)?.text ?? ""));
  if (isDownload(program)) for (const file of savedFiles(program)) trace.files.add(fileName(file));
  const body = trace.script.functions.get(program.word.text);
  if (body && brings) for (const file of filesOfFunction(trace, body, args)) trace.files.add(fileName(file));
}

/** `chmod +x FILE`, `chmod 755 FILE`. */
function makesExecutable(name: string, args: readonly Word[]): boolean {
  return name === "chmod" && args.some(({ text }) => /^[ugoa]*\+[rwX]*x|^0?[0-7]?[157][0-7]{2}$/.test(text));
}

/** `dd of=FILE`, `install -m 755 /dev/stdin FILE`, `cp /dev/stdin FILE`. */
function copiedInput(name: string, args: readonly Word[]): string[] {
  if (name === "dd") return args.flatMap(({ text }) => (text.startsWith("of=") ? [text.slice(3)] : []));
  const copies = (name === "install" || name === "cp") && args.some(({ text }) => text === "/dev/stdin");
  return copies ? args.slice(-1).map(({ text }) => text) : [];
}

/** Files that a function saves downloads to, where an argument of the call names them. */
function filesOfFunction(trace: Trace, [from, to]: Span, args: readonly Word[]): string[] {
  const saved = trace.script.runs.slice(from, Math.min(to, from + 50)).flatMap((run) => {
    const program = programOf(run);
    return program && isDownload(program) ? savedFiles(program) : [];
  });
  return saved.flatMap((file) => {
    const number = /^\$\{?(\d)\}?$/.exec(file)?.[1];
    return number === undefined ? [] : [args[Number(number) - 1]?.text ?? ""];
  });
}

function mark(names: Set<string>, name: string, isMarked: boolean): void {
  if (isMarked) names.add(name);
  else names.delete(name);
}

/** `-o FILE`, `-fsSLo FILE`, `--output=FILE`, `-O` (named after the address), `-OutFile FILE`. */
function savedFiles({ name, args }: Program): string[] {
  const addresses = args.map(({ text }) => text).filter((text) => /^https?:\/\//i.test(text) || text.includes("://"));
  const named = addresses.map((text) => text.replace(/[?#].*$/s, ""));
  const files: string[] = [];
  if (/^(?:certutil|bitsadmin|start-bitstransfer)$/.test(name)) files.push(args.at(-1)?.text ?? "");
  let isNamed = name !== "curl";
  for (const [index, { text }] of args.entries()) {
    const next = args[index + 1]?.text ?? "";
    const long = /^--(?:output|output-document|out)=(.+)$/s.exec(text)?.[1] ?? attachedFile(name, text);
    if (long !== undefined) files.push(long);
    else if (/^(?:--output|--output-document|--out|-OutFile)$/i.test(text) || isShortOption(name, text)) files.push(next);
    else if (name === "curl" && (text === "--remote-name" || /^-[a-zA-Z]*O$/.test(text))) isNamed = true;
  }
  return files.length > 0 ? files : isNamed ? named : [];
}

/** `-o/tmp/a.sh`, `-qO/tmp/a.sh`. */
function attachedFile(name: string, text: string): string | undefined {
  const form = name === "wget" || name === "wget2" ? /^-[a-zA-Z]*?O(.+)$/s : /^-[fsSLkJRgivN#]*o(.+)$/s;
  return form.exec(text)?.[1];
}

function isShortOption(name: string, text: string): boolean {
  return name === "wget" || name === "wget2" ? /^-[a-zA-Z]*O$/.test(text) : /^-[a-zA-Z]*o$/.test(text);
}

function fileName(text: string): string {
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1);
}
