/** What every verb shares towards the person at the terminal: exit codes, errors, colour, progress, tables. */
import { stripVTControlCharacters, styleText } from "node:util";

/** 0 done · 1 what was asked for failed · 2 call or configuration · 3 service · 4 done in part · 130 interrupted. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, service: 3, partial: 4, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure that is worded for the person who reads it; it is shown without a stack. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.usage,
  ) {
    super(message);
    this.name = "CliError";
  }
}

type Style = Parameters<typeof styleText>[0];

/** Colours text where the stream is a terminal that wants colour (NO_COLOR and FORCE_COLOR are honoured by Node). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.hasColors?.() ? styleText(style, text) : text;
}

export function printLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** For people, beside a result that a program reads from stdout. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Shows an error as its reader needs it and tells the exit code that goes with it. */
export async function reportError(error: unknown): Promise<ExitCode> {
  if (error instanceof CliError) {
    note(paint("red", `pulumi-codearts: ${error.message}`, process.stderr));
    return error.exitCode;
  }
  const { CodeArtsError } = await import("../../provider/client/errors.js");
  if (error instanceof CodeArtsError) {
    note(paint("red", `pulumi-codearts: ${error.message}`, process.stderr));
    return error.kind === "credentials" || error.kind === "input" ? exitCodes.usage : exitCodes.service;
  }
  if (isPromptClosed(error)) {
    note("stopped");
    return exitCodes.interrupted;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  note(`pulumi-codearts: a defect of this command, not of your input; please report it with these lines:\n${detail}`);
  return exitCodes.failed;
}

/** Ctrl+C at a question. */
function isPromptClosed(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

export interface Progress {
  /** `done` of the total given at the start, and what is being worked on. */
  update(done: number, what?: string): void;
  /** Ends the line; the text, when given, stays. */
  finish(text?: string): void;
}

/** Progress on stderr for work that takes over a second: a line that is rewritten on a terminal, a line every five seconds elsewhere. */
export function startProgress(label: string, total?: number): Progress {
  const stream = process.stderr;
  const live = stream.isTTY === true;
  const started = Date.now();
  let shown = 0;
  const write = (text: string) => stream.write(live ? `\r\u001b[2K${text}` : `${text}\n`);
  return {
    update(done, what) {
      const now = Date.now();
      const due = shown === 0 ? now - started > 1000 : now - shown > (live ? 100 : 5000);
      if (!due) return;
      shown = now;
      write([label, total === undefined ? String(done) : `${done}/${total}`, what].filter(Boolean).join(" "));
    },
    finish(text) {
      if (live && shown > 0) stream.write("\r\u001b[2K");
      if (text !== undefined) stream.write(`${text}\n`);
    },
  };
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that the text takes on a terminal; Chinese characters take two. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += wide.test(character) ? 2 : 1;
  return width;
}

/** Rows as aligned columns, two spaces apart, with a heading. */
export function formatTable(headings: string[], rows: string[][]): string {
  const widths = headings.map((heading, column) =>
    Math.max(textWidth(heading), ...rows.map((row) => textWidth(row[column] ?? ""))),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - textWidth(cell))))
      .join("  ")
      .trimEnd();
  return [line(headings), ...rows.map(line)].join("\n");
}

/** "1 job", "2 jobs", "3 policies". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
