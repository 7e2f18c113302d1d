import type { Cursor } from "../engine/cursor";

/** The steps of a job or a template, whether or not they are switched on. */
export function stepsOf(inputs: Cursor): Cursor[] {
  return inputs.at("steps").items();
}

/** Every text in the properties of a step, at any depth, with the name of the property that it belongs to. */
export function* textsOf(properties: Cursor): Iterable<{ at: Cursor; name: string; text: string }> {
  for (const [name, value] of properties.entries()) yield* textsUnder(name, value, 0);
}

function* textsUnder(name: string, at: Cursor, depth: number): Iterable<{ at: Cursor; name: string; text: string }> {
  if (depth > 20) return;
  const text = at.text();
  if (text !== undefined) yield { at, name, text };
  for (const item of at.items()) yield* textsUnder(name, item, depth + 1);
  for (const [key, value] of at.entries()) yield* textsUnder(key, value, depth + 1);
}

/** Texts that a step runs in a shell: properties called command, script and the like. */
export function* commandsOf(inputs: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const step of stepsOf(inputs))
    for (const { at, name, text } of textsOf(step.at("properties")))
      if (/(?:command|cmd|script|shell)s?$/i.test(name)) yield { at, text };
}

/** After so many findings in one text nobody reads on. */
export const enough = 20;

/** `line 3` of a text of several lines, nothing for a single line. */
export function lineOf(text: string, position: number): string {
  if (!text.trimEnd().includes("\n")) return "";
  return `line ${text.slice(0, position).split("\n").length}: `;
}
