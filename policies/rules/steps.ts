import type { Cursor } from "../engine/cursor";
import type { Finding } from "../engine/rule";
import { readShell } from "../shell/read";

/** The steps of a job or a template, enabled or not. */
export function stepsOf(inputs: Cursor): Cursor[] {
  return inputs.at("steps").items();
}

/** Every string below a map, at any depth, with its name: the key, or the name in a list such as `{ name, value }`. */
export function* textsOf(map: Cursor): Iterable<{ at: Cursor; name: string; text: string }> {
  for (const [name, value] of map.entries()) yield* textsUnder(name, value, 0);
}

export function* textsUnder(name: string, at: Cursor, depth = 0): Iterable<{ at: Cursor; name: string; text: string }> {
  if (depth > 20) return;
  const text = at.text();
  if (text !== undefined) yield { at, name, text };
  for (const item of at.items()) yield* textsUnder(name, item, depth + 1);
  const title = titleOf(at);
  for (const [key, value] of at.entries())
    yield* textsUnder(title !== undefined && /value|content$/i.test(key) ? title : key, value, depth + 1);
}

/** Name of an entry in a list of variables or headers. */
function titleOf(entry: Cursor): string | undefined {
  for (const key of ["name", "key", "headerKey", "header_key", "varName", "paramName"]) {
    const text = entry.isMap() && entry.has(key) ? entry.at(key).text() : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Shell code of a step: properties named command, script and the like. */
export function* commandsOf(inputs: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const step of stepsOf(inputs)) yield* commandsOfStep(step);
}

export function* commandsOfStep(step: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const { at, name, text } of textsOf(step.at("properties"))) if (isCommand(name)) yield { at, text };
}

function isCommand(property: string): boolean {
  return /(?:command|cmd|script|shell)s?$/i.test(property);
}

/** Whether a step is or may be unknown, so that a rule cannot conclude that something is missing. */
export function isUnclear(step: Cursor): boolean {
  const properties = step.at("properties");
  const commands = properties.entries().filter(([name]) => isCommand(name));
  const isGiven = (at: Cursor) => !at.absent() && !at.isMap() && !at.isList();
  return (
    [step.at("module"), ...commands.map(([, at]) => at)].some((at) => isGiven(at) && at.text() === undefined) ||
    isGiven(properties)
  );
}

/** Step properties that name an image: `image`, `dockerImage`, `imageName`, `baseImage`; not `imageTag` or `imageRegex`. */
export function* imagePropertiesOf(inputs: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const step of stepsOf(inputs))
    for (const { at, name, text } of textsOf(step.at("properties")))
      if (/(?:^|[a-z_-])image(?:name|url|address|ref|reference)?s?$/i.test(name)) yield { at, text };
}

/** Parameters of a job or template with their default, which the build gets as variables of the same name. */
export function* parameterTexts(inputs: Cursor): Iterable<{ at: Cursor; name: string; text: string }> {
  for (const [name, parameter] of inputs.at("parameters").entries()) {
    const at = parameter.isMap() ? parameter.at("default") : parameter;
    const text = at.secret ? undefined : at.text();
    if (text !== undefined) yield { at, name, text };
  }
}

/** Maximum number of findings per text. */
const most = 20;

/**
 * What a rule finds in one text: each sentence once, with the line where it is first true. A text that could not be read to its
 * end is a finding too.
 */
export function* findingsIn(at: Cursor, text: string, found: Iterable<{ start: number; says: string }>): Iterable<Finding> {
  const given = new Set<string>();
  for (const { start, says } of found) {
    if (given.has(says)) continue;
    yield { at, says: `${lineOf(text, start)}${says}` };
    if (given.add(says).size >= most) return;
  }
  const { unread } = readShell(text);
  if (unread !== undefined)
    yield { at, says: `this rule could not read the whole text: ${unread}; move it into a script in the repository` };
}

/** `line 3: ` in a text of several lines, nothing in a single line. */
function lineOf(text: string, position: number): string {
  if (!text.trimEnd().includes("\n")) return "";
  let line = 1;
  for (let next = text.indexOf("\n"); next !== -1 && next < position; next = text.indexOf("\n", next + 1)) line++;
  return `line ${line}: `;
}
