import { isInterpreter, type Program, programNameOf } from "./programs";
import type { Invocation, Script, Word } from "./script";

/** The actual program: `python -m pip install`, `npx yarn@1 install` and `npm.cmd ci` are pip, yarn and npm. */
export interface Tool {
  name: string;
  args: readonly Word[];
}

/** Runners whose first operand is the program. */
const runners = /^(?:npx|corepack|pnpx|bunx|uvx|pipx)$/;

export function toolOf({ name, args }: Program): Tool {
  const plain = name.replace(/\.(?:cmd|bat|ps1)$/, "");
  const [first, second] = args;
  if (isInterpreter(plain) && first?.text === "-m" && second) return { name: programNameOf(second), args: args.slice(2) };
  if (!runners.test(plain)) return { name: /^pip[\d.]+$/.test(plain) ? "pip" : plain, args };
  const at = args.findIndex(({ text }) => !text.startsWith("-"));
  const inner = args[at];
  return inner ? { name: programNameOf(inner).replace(/(?<=.)@.*$/, ""), args: args.slice(at + 1) } : { name: plain, args };
}

/** Operands: arguments that are neither options nor values of these options. */
export function operandsOf(args: readonly Word[], valued: ReadonlySet<string>): Word[] {
  const operands: Word[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === undefined) break;
    if (!word.text.startsWith("-") || word.text === "-") operands.push(word);
    else if (valued.has(word.text)) index++;
  }
  return operands;
}

const setters = new Set(["export", "declare", "typeset", "local", "readonly", "set", "setx"]);
const variable = /^([A-Za-z_]\w*)=(.*)$/s;

/** Variables that a command sets for itself or for what follows: `A=1 run`, `export A=1`, `env A=1 run`, `docker run -e A=1`. */
export function* settingsOf(run: Invocation): Iterable<{ name: string; value: string; start: number }> {
  for (const { name, value } of run.assigns) yield { name, value: value.text, start: run.start };
  const [first, second, third] = run.words;
  const ofPowershell = /^\$env:([A-Za-z_]\w*)$/i.exec(first?.text ?? "")?.[1];
  if (ofPowershell && second?.text === "=" && third) yield { name: ofPowershell, value: third.text, start: run.start };
  const sets =
    first !== undefined && (setters.has(programNameOf(first)) || run.words.some((word) => programNameOf(word) === "env"));
  for (const [index, { text, start }] of run.words.entries()) {
    const before = run.words[index - 1]?.text ?? "";
    if (!sets && before !== "-e" && before !== "--env" && before !== "--build-arg") continue;
    const [, name, value] = variable.exec(text.replace(/^\$env:/i, "")) ?? [];
    if (name !== undefined && value !== undefined) yield { name, value, start };
  }
}

const switchedOn = new WeakMap<Script, ReadonlySet<string>>();

/** Whether the script assigns the variable a truthy value. */
export function isSwitchedOn(script: Script, name: string): boolean {
  const known = switchedOn.get(script) ?? new Set(namesSwitchedOn(script));
  switchedOn.set(script, known);
  return known.has(name);
}

function* namesSwitchedOn(script: Script): Iterable<string> {
  for (const run of script.runs)
    for (const { name, value } of settingsOf(run)) if (/^(?:1|true|yes|on)$/i.test(value)) yield name;
}

/** Host of a URL, without user and port; undefined for other text. IPv6 addresses are in brackets. */
export function hostOf(address: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]{0,30}:\/\/([^/?#\\\s]{1,300})/i.exec(address)?.[1];
  return authority
    ?.slice(authority.lastIndexOf("@") + 1)
    .replace(/:\d*$/, "")
    .toLowerCase();
}

/** The local machine: downloads from it do not use the network. */
export const thisMachine: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
