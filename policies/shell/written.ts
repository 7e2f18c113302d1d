/** Texts in a script that it writes to files or runs: scripts, Dockerfiles, Compose files, settings of tools. */
import { commandsOfDockerfile } from "./dockerfile";
import { documentKindOf } from "./documents";
import { isInterpreter, isShell, type Program, programOf, runsStandardInput } from "./programs";
import type { Invocation, Script, StandardInput, Word } from "./script";

/** The relevant parts of a script. */
export interface Held extends Pick<Script, "runs" | "documents"> {
  /** File → the text that the script writes to it. */
  written: Map<string, Word>;
}

/** Scripts in the text that the command runs: from its input, or from a file that was written before. */
export function scriptsRunBy(held: Held, run: Invocation, program: Program): Word[] {
  const { name, args } = program;
  if (runsStandardInput(program)) return textsOf(held, run.input);
  if (name === "crontab")
    return textsOf(held, run.input).map((word) => ({ ...word, text: word.text.replace(/^(?:\S+\s+){5}/gm, "") }));
  if (isImageBuild(program)) {
    const files = textsOf(held, run.input);
    for (const word of files) held.documents.push({ kind: isComposed(program) ? "compose" : "image", word });
    return isComposed(program) ? [] : files.map((word) => ({ ...word, text: commandsOfDockerfile(word.text) }));
  }
  const runsFile = isShell(name) || isInterpreter(name) || name === "source" || name === ".";
  const file = runsFile ? args.find(({ text }) => !text.startsWith("-"))?.text : program.word.text;
  const written = file === undefined ? undefined : held.written.get(file.replace(/^\.\//, ""));
  return written ? [written] : [];
}

/** `docker build -`, `docker build -f - .`, `docker compose -f - up`. */
function isImageBuild({ name, args }: Program): boolean {
  return /^(?:docker|podman|nerdctl|buildah)(?:-compose)?$/.test(name) && args.some(({ text }) => text === "-" || text === "-f-");
}

function isComposed({ name, args }: Program): boolean {
  return name.endsWith("-compose") || args[0]?.text === "compose" || args[0]?.text === "stack";
}

/** Notes what is written to a file: `cat > a.sh <<END`, `{ echo …; } > a.sh`, `tee a.sh <<END`. Returns the commands of a Dockerfile among them. */
export function rememberWritten(held: Held, run: Invocation): Word[] {
  const program = programOf(run);
  const isTee = program?.name === "tee";
  const files = isTee ? program.args.filter(({ text }) => !text.startsWith("-")) : run.outputs;
  if (files.length === 0) return [];
  const script = joined(
    isTee ? textsOf(held, run.input) : run.block ? textsOf(held, { from: run.block }) : textsWrittenBy(held, run),
  );
  return files.flatMap(({ text: file }) => {
    if (script) held.written.set(file.replace(/^\.\//, ""), script);
    const kind = documentKindOf(file);
    const word = kind === "settings" ? (script ?? settingWrittenBy(held, run)) : script;
    if (kind === undefined || word === undefined) return [];
    // printf converts escapes in one line to several lines.
    const text =
      kind === "settings" || !word.text.includes("\n") ? word.text.replaceAll("\\n", "\n").replaceAll("\\t", "\t") : word.text;
    held.documents.push({ kind, word: { ...word, text } });
    return kind === "image" ? [{ ...word, text: commandsOfDockerfile(text) }] : [];
  });
}

/** What several arguments, or several commands of a block, write to one file. */
function joined([first, ...others]: readonly Word[]): Word | undefined {
  if (first === undefined || others.length === 0) return first;
  return {
    ...first,
    text: [first, ...others].map(({ text }) => text).join("\n"),
    literal: [first, ...others].every(({ literal }) => literal),
    variables: [first, ...others].flatMap(({ variables }) => variables),
  };
}

/** `echo strict-ssl=false >> .npmrc`, `echo strict-ssl=false | tee -a .npmrc`: a single word, which is not a script. */
function settingWrittenBy(held: Held, run: Invocation): Word | undefined {
  const program = programOf(run);
  const from = program?.name === "tee" ? run.input?.from : undefined;
  const writer = from ? held.runs.slice(...from).findLast((one) => prints(programOf(one))) : run;
  const printing = writer && programOf(writer);
  return prints(printing) ? printing?.args.find(({ text }) => !/^-[neE]+$/.test(text)) : undefined;
}

function prints(program: Program | undefined): boolean {
  return program?.name === "echo" || program?.name === "printf";
}

/** Texts that come in as they stand here: a here-document, also through `cat`, and what echo and printf write. */
function textsOf(held: Held, input: StandardInput | undefined): Word[] {
  if (input?.text) return input.isFile ? [] : [input.text];
  const [from, to] = input?.from ?? [0, 0];
  return held.runs.slice(Math.max(from, to - 20), to).flatMap((run) => textsWrittenBy(held, run));
}

/** What echo and printf write, and a here-document that cat passes on. */
function textsWrittenBy(held: Held, run: Invocation): Word[] {
  const program = programOf(run);
  if (program && prints(program)) return program.args.filter(({ text }) => /\s/.test(text));
  if (program?.name === "base64") return decoded(program, textsGiven(held, run.input));
  return program?.name === "cat" && run.input?.text && !run.input.isFile ? [run.input.text] : [];
}

/** What `base64 -d` reads: also a single word, which is not a script. */
function textsGiven(held: Held, input: StandardInput | undefined): Word[] {
  if (input?.text) return input.isFile ? [] : [input.text];
  const writer = input?.from && input.from[1] > input.from[0] ? held.runs[input.from[1] - 1] : undefined;
  const program = writer && programOf(writer);
  return prints(program) ? (program?.args.slice(-1) ?? []) : [];
}

/** Decodes code in base64. */
function decoded({ args }: Program, texts: readonly Word[]): Word[] {
  if (!args.some(({ text }) => /^(?:-[a-zA-Z]*[dD]|--decode)$/.test(text))) return [];
  return texts
    .filter(({ text, literal }) => literal && text.length <= longestBase64)
    .map((word) => ({ ...word, text: Buffer.from(word.text, "base64").toString("utf8") }));
}

const longestBase64 = 64 * 1024;
