import type { Cursor } from "../engine/cursor";
import { resourceRule } from "../engine/policy";
import { allCommands, isDownload, isShell, programOf, runsStandardInput, scriptWords } from "../text/programs";
import { type Command, type Expansion, isAssignment, readShell, type Word } from "../text/shell";
import { zizmor } from "./frameworks";
import { commandsOf, enough, lineOf } from "./steps";

export const stepNoPipeToShell = resourceRule({
  name: "step-no-pipe-to-shell",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "What is downloaded is checked before it runs.",
  why: "A download that goes straight into a shell runs whatever the other side sends today, also half of it when the line breaks.",
  level: "advisory",
  severity: "high",
  ...zizmor("adhoc-packages", "What is downloaded is pinned and checked before it runs"),
  references: ["zizmor adhoc-packages"],
  mend: "Download to a file, compare its checksum (sha256sum -c), then run it; or install a pinned package.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSL https://get.example.com/tool.sh | sudo bash" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Tools", version: "1.0", properties: { command: "curl -fsSLo tool.sh https://get.example.com/tool.sh\\necho \\"$TOOL_SHA256  tool.sh\\" | sha256sum -c -\\nbash tool.sh" } }]`,
  },
  *check({ inputs }) {
    for (const { at, text } of commandsOf(inputs)) {
      let told = 0;
      for (const command of allCommands(text)) {
        const complaint = told < enough ? runsDownload(command) : undefined;
        if (complaint === undefined) continue;
        told++;
        yield {
          at,
          says: `${lineOf(text, command.words[0]?.start ?? 0)}${complaint}; download to a file, check its checksum, then run it`,
        };
      }
    }
  },
});

function runsDownload(command: Command): string | undefined {
  const program = programOf(command);
  if (program === undefined) return undefined;
  if (runsStandardInput(program) && comesFromDownload(command)) return `a download is piped into ${program.name}`;
  const isSource = program.name === "source" || program.name === ".";
  if (
    (isSource || isShell(program.name) || runsStandardInput({ ...program, args: [] })) &&
    program.args.some(({ asFile }) => asFile.some(fetches))
  )
    return `a download is run by ${program.name} as a file`;
  const inline =
    program.name === "eval" || isShell(program.name) ? scriptWords(program) : interpreterText(program.args, program.name);
  return inline.some(({ substituted }) => substituted.some(fetches)) ? `a download is run by ${program.name}` : undefined;
}

/** `python3 -c "$(curl …)"`. */
function interpreterText(args: readonly Word[], name: string): Word[] {
  const flag = args.findIndex(({ text }) => /^-[a-zA-Z]*[ce]$/.test(text) || text === "--eval");
  const script = flag === -1 ? undefined : args[flag + 1];
  return script !== undefined && runsStandardInput({ name, args: [] }) ? [script] : [];
}

/** Whether a download stands anywhere before the command in its pipe. Remembered, because pipes can be as long as the text. */
const downloaded = new WeakMap<Command, boolean>();

function comesFromDownload(command: Command): boolean {
  const walked: Command[] = [];
  let answer = false;
  for (let source = command.from; source !== undefined; source = source.from) {
    const known = downloaded.get(source);
    answer =
      known ??
      (fetches(source) || source.words.some(({ substituted, asFile }) => substituted.some(fetches) || asFile.some(fetches)));
    if (known !== undefined || answer) break;
    walked.push(source);
  }
  for (const source of walked) downloaded.set(source, answer);
  return answer;
}

function fetches(command: Command): boolean {
  return isDownload(command) && !(programOf(command)?.args ?? []).some(({ text }) => text === "--version" || text === "--help");
}

export const stepNoParameterInjection = resourceRule({
  name: "step-no-parameter-injection",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Parameters that are set when a build starts are quoted in commands.",
  why: "Whoever may start the build writes the value: unquoted it becomes further words of the command, within sh -c and eval further commands.",
  level: "advisory",
  severity: "high",
  ...zizmor("template-injection", "What people type does not become code"),
  references: ["zizmor template-injection"],
  mend: 'Write "${name}" in double quotes; within sh -c pass it as an argument: sh -c \'run "$1"\' -- "${name}".',
  options: {},
  example: {
    fails: `parameters: { target: { default: "all", runtime: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: "make \${target}" } }]`,
    passes: `parameters: { target: { default: "all", runtime: true } },\nsteps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6", properties: { command: 'make "\${target}"' } }]`,
  },
  *check({ inputs }) {
    const atRunTime = new Set(
      inputs
        .at("parameters")
        .entries()
        .filter(([, parameter]) => parameter.isMap() && parameter.at("runtime").flag() === true)
        .map(([name]) => name),
    );
    if (atRunTime.size > 0) for (const { at, text } of commandsOf(inputs)) yield* injections(at, text, atRunTime);
  },
});

function* injections(at: Cursor, text: string, names: ReadonlySet<string>) {
  const told = new Set<string>();
  for (const { expansion, position } of expansionsIn(text, 0)) {
    if (!names.has(expansion.name)) continue;
    const asCode = isCode(expansion);
    if (!asCode && (expansion.quoted || isHarmless(expansion))) continue;
    const how = asCode
      ? "becomes part of a command that is run; pass it as an argument instead"
      : `is expanded without quotes; write "\${${expansion.name}}"`;
    const says = `the run-time parameter ${expansion.name} ${how}`;
    if (told.has(says)) continue;
    yield { at, says: `${lineOf(text, position)}${says}` };
    if (told.add(says).size >= enough) return;
  }
}

/** Expansions of the text, and of scripts in single quotes that a shell in it runs. */
function* expansionsIn(text: string, depth: number): Iterable<{ expansion: Expansion; position: number }> {
  const script = readShell(text);
  for (const expansion of script.expansions) yield { expansion, position: expansion.start };
  if (depth > 5) return;
  for (const command of script.commands) {
    const program = programOf(command);
    for (const word of program ? scriptWords(program) : [])
      if (word.literal) for (const { expansion } of expansionsIn(word.text, depth + 1)) yield { expansion, position: word.start };
  }
}

/** Quoted or not, what `sh -c` and eval are given is read as commands once more. */
function isCode({ command, word }: Expansion): boolean {
  const program = programOf(command);
  return program !== undefined && scriptWords(program).includes(word);
}

/** Where the shell splits no words: assignments, `[[ … ]]`, the subject of case. */
function isHarmless({ command, word }: Expansion): boolean {
  const first = command.words[0]?.text ?? "";
  if (word.assigns || first === "[[" || first === "case") return true;
  return ["export", "local", "declare", "readonly", "typeset"].includes(first) && isAssignment(word.text);
}
