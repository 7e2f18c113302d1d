import { isDownload, isInterpreter, isShell, type Program, programOf, runsStandardInput } from "./programs";
import { quotedCode, runsDownloadedCode } from "./quoted-code";
import type { Input, Run, Script, Span, Word } from "./script";

/** A command that runs what was downloaded, unchecked. */
export interface DownloadedCode {
  run: Run;
  /** `a download is piped into sh`. */
  says: string;
}

interface Trace {
  script: Script;
  /** How many of the first commands fetch something; one longer than the commands looked at. */
  fetched: number[];
  /** Names of variables that hold a download, and of files that are one. */
  variables: Set<string>;
  files: Set<string>;
}

/** Follows downloads through pipes, variables, functions and files, in the order of the text. A checksum or signature that is checked ends the trace. */
export function* downloadedCode(script: Script): Iterable<DownloadedCode> {
  const trace: Trace = { script, fetched: [0], variables: new Set(), files: new Set() };
  for (const run of script.runs) {
    const program = programOf(run);
    const says = program && complaint(trace, run, program);
    if (says !== undefined) yield { run, says };
    const brings = bringsDownload(trace, run, program);
    trace.fetched.push((trace.fetched.at(-1) ?? 0) + (brings ? 1 : 0));
    remember(trace, run, program, brings);
  }
}

function complaint(trace: Trace, run: Run, program: Program): string | undefined {
  const { name, args } = program;
  if (run.foreign.some(runsDownloadedCode)) return `${name} runs what its code downloads`;
  if (runsStandardInput(program) && inputIsDownload(trace, run.input)) return `a download is piped into ${name}`;
  const runsFiles = name === "source" || name === "." || isShell(name) || isInterpreter(name);
  if (runsFiles && args.some((word) => word.isProcess && isFetched(trace, word))) return `a download is run by ${name} as a file`;
  const { shell = [], foreign = [] } = quotedCode(program);
  if ([...shell, ...foreign].some((word) => isFetched(trace, word))) return `a download is run by ${name}`;
  const file = runsFiles
    ? args.find(({ text }) => !text.startsWith("-"))
    : program.word.text.includes("/")
      ? program.word
      : undefined;
  return file && trace.files.has(fileName(file.text)) ? `${fileName(file.text)} is run as it was downloaded` : undefined;
}

/** Whether a download is among the commands, given where they stand. */
function anyFetched(trace: Trace, [from, to]: Span): boolean {
  return (trace.fetched[to] ?? trace.fetched.at(-1) ?? 0) > (trace.fetched[from] ?? 0);
}

function isFetched(trace: Trace, word: Word): boolean {
  return anyFetched(trace, word.inner) || word.variables.some((name) => trace.variables.has(name));
}

function inputIsDownload(trace: Trace, input: Input | undefined): boolean {
  for (let one = input; one !== undefined; one = one.before) {
    if (one.from && anyFetched(trace, one.from)) return true;
    if (one.text && (one.isFile && !one.text.isProcess ? trace.files.has(fileName(one.text.text)) : isFetched(trace, one.text)))
      return true;
  }
  return false;
}

function bringsDownload(trace: Trace, run: Run, program: Program | undefined): boolean {
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

function remember(trace: Trace, run: Run, program: Program | undefined, brings: boolean): void {
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
  if (name === "tee" && passes) for (const { text } of args) trace.files.add(fileName(text));
  if (brings || passes) for (const { text } of run.outputs) trace.files.add(fileName(text));
  if (
    (name === "mv" || name === "cp") &&
    args.length >= 2 &&
    args.slice(0, -1).some(({ text }) => trace.files.has(fileName(text)))
  )
    trace.files.add(fileName(args.at(-1)?.text ?? ""));
  if (isDownload(program)) for (const file of savedFiles(program)) trace.files.add(fileName(file));
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
  let isNamed = name !== "curl";
  for (const [index, { text }] of args.entries()) {
    const next = args[index + 1]?.text ?? "";
    const long = /^--(?:output|output-document|out)=(.+)$/s.exec(text)?.[1];
    if (long !== undefined) files.push(long);
    else if (/^(?:--output|--output-document|--out|-OutFile)$/i.test(text) || isShortOption(name, text)) files.push(next);
    else if (name === "curl" && (text === "--remote-name" || /^-[a-zA-Z]*O$/.test(text))) isNamed = true;
  }
  return files.length > 0 ? files : isNamed ? named : [];
}

function isShortOption(name: string, text: string): boolean {
  return name === "wget" || name === "wget2" ? /^-[a-zA-Z]*O$/.test(text) : /^-[a-zA-Z]*o$/.test(text);
}

function fileName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
