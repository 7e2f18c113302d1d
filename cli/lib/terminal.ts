/** Terminal output shared by all verbs: exit codes, errors, colour, progress, tables. */
import { stripVTControlCharacters, styleText } from "node:util";

/** 0 done · 1 the requested work failed · 2 call or configuration · 3 service · 4 partly done · 130 interrupted. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, service: 3, partial: 4, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure with a message for the user; shown without a stack trace. */
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

/** Colours text if the stream is a terminal with colours (Node.js honours NO_COLOR and FORCE_COLOR). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.hasColors?.() ? styleText(style, text) : text;
}

export function printLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** Messages for people; stdout may hold a result for a program. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints an error for its reader and returns the matching exit code. */
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
  note(`pulumi-codearts: a bug in this command, not in your input; please report it with these lines:\n${detail}`);
  return exitCodes.failed;
}

/** Ctrl+C at a question. */
function isPromptClosed(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

export interface ProgressLine {
  /** `done` of the total set at the start, and the current item. */
  update(done: number, what?: string): void;
  /** Ends the line; `text`, if any, stays visible. */
  finish(text?: string): void;
}

/** Progress on stderr for work that takes over a second: one rewritten line on a terminal, else a line every five seconds. */
export function startProgress(label: string, total?: number): ProgressLine {
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

/** Width of the text in terminal columns; Chinese characters take two. */
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
