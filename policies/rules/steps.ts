import type { Cursor } from "../engine/cursor";
import type { Finding } from "../engine/rule";
import { readShell } from "../shell/read";

/** The steps of a job or a template, whether or not they are switched on. */
export function stepsOf(inputs: Cursor): Cursor[] {
  return inputs.at("steps").items();
}

/** Every text below a map, at any depth, with what it is called: the key, or the name beside it in a list such as `{ name, value }`. */
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

/** What an entry of a list of variables or headers is called. */
function titleOf(entry: Cursor): string | undefined {
  for (const key of ["name", "key", "headerKey", "header_key", "varName", "paramName"]) {
    const text = entry.isMap() && entry.has(key) ? entry.at(key).text() : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Texts that a step runs in a shell: properties called command, script and the like. */
export function* commandsOf(inputs: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const step of stepsOf(inputs)) yield* commandsOfStep(step);
}

export function* commandsOfStep(step: Cursor): Iterable<{ at: Cursor; text: string }> {
  for (const { at, name, text } of textsOf(step.at("properties"))) if (isCommand(name)) yield { at, text };
}

function isCommand(property: string): boolean {
  return /(?:command|cmd|script|shell)s?$/i.test(property);
}

/** Whether a step is, or may be, something that is not known yet: a rule that misses something there cannot say so. */
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

/** Parameters of a job or template with their default: the build has them as variables of the same name. */
export function* parameterTexts(inputs: Cursor): Iterable<{ at: Cursor; name: string; text: string }> {
  for (const [name, parameter] of inputs.at("parameters").entries()) {
    const at = parameter.isMap() ? parameter.at("default") : parameter;
    const text = at.secret ? undefined : at.text();
    if (text !== undefined) yield { at, name, text };
  }
}

/** Findings beyond these in one text help nobody. */
const most = 20;

/** What a rule finds in one text: each sentence once, with the line where it is first true. A text that could not be read to its end is a finding too. */
export function* findingsIn(at: Cursor, text: string, found: Iterable<{ start: number; says: string }>): Iterable<Finding> {
  const given = new Set<string>();
  for (const { start, says } of found) {
    if (given.has(says)) continue;
    yield { at, says: `${lineOf(text, start)}${says}` };
    if (given.add(says).size >= most) return;
  }
  const { unread } = readShell(text);
  if (unread !== undefined)
    yield { at, says: `this rule could not read all of the text: ${unread}; move it into a script of the repository` };
}

/** `line 3: ` in a text of several lines, nothing in a single line. */
function lineOf(text: string, position: number): string {
  if (!text.trimEnd().includes("\n")) return "";
  let line = 1;
  for (let next = text.indexOf("\n"); next !== -1 && next < position; next = text.indexOf("\n", next + 1)) line++;
  return `line ${line}: `;
}
