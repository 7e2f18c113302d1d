const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const width = 16;
let count = 0;
let open = false;

/** Prints the next of six steps; its outcome follows on the same line, or below its details. */
export function begin(title: string): void {
  count += 1;
  open = true;
  process.stdout.write(`${bold(`[${count}/6]`)} ${title.padEnd(width)}`);
}

/** A detail of the step, on its own line below it. */
export function detail(line: string): void {
  process.stdout.write(`${open ? "\n" : ""}      ${dim(line)}\n`);
  open = false;
}

/** The outcome of the step. */
export function end(outcome: string): void {
  process.stdout.write(`${open ? "" : " ".repeat(6)}${outcome}\n`);
  open = false;
}

export function plain(text: string): void {
  process.stdout.write(`${open ? "\n" : ""}${text}\n`);
  open = false;
}

export function green(text: string): string {
  return paint(32, text);
}

function bold(text: string): string {
  return paint(1, text);
}

function dim(text: string): string {
  return paint(2, text);
}

function paint(code: number, text: string): string {
  return colour ? `\u001b[${code}m${text}\u001b[0m` : text;
}
