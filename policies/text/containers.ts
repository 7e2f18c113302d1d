import { type Program, programOf } from "./programs";
import type { Command, Word } from "./shell";

/** A container that a command starts: its options and its image. */
export interface ContainerRun {
  /** Option and value; a switch has the value "". */
  options: { name: string; value: string; word: Word }[];
  /** The image, where the command names one literally or not. */
  image?: Word;
}

const engines = new Set(["docker", "podman", "nerdctl"]);
const starting = new Set(["run", "create", "exec"]);
/** Options of run, create, exec and pull that stand alone; all others take a value. */
const switches = new Set(
  "--detach -d --interactive -i --tty -t --rm --init --privileged --read-only --publish-all -P --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust --help --quiet -q --all-tags -a --replace --rmi --tls-verify --no-hosts --systemd".split(
    " ",
  ),
);

/** Every image that the command runs, makes a container of or pulls, and how. */
export function containersOf(command: Command): ContainerRun[] {
  const program = programOf(command);
  if (program === undefined || !engines.has(program.name)) return [];
  const verb = verbOf(program);
  if (verb === undefined) return [];
  const { options, rest } = readOptions(verb.args);
  if (verb.name === "pull") return rest.slice(0, 1).map((image) => ({ options, image }));
  if (!starting.has(verb.name)) return [];
  return [{ options, image: verb.name === "exec" ? undefined : rest[0] }];
}

/** `docker run`, `docker container run`, `docker image pull`, `docker --context x run`. */
function verbOf(program: Program): { name: string; args: Word[] } | undefined {
  const valued = new Set(["--context", "-c", "--host", "-H", "--config", "--log-level", "-l", "--namespace", "-n"]);
  let index = 0;
  while (index < program.args.length) {
    const text = program.args[index]?.text ?? "";
    if (text.startsWith("-")) index += valued.has(text) ? 2 : 1;
    else if (text === "container" || text === "image") index++;
    else return { name: text, args: program.args.slice(index + 1) };
  }
  return undefined;
}

function readOptions(words: readonly Word[]): { options: ContainerRun["options"]; rest: Word[] } {
  const options: ContainerRun["options"] = [];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || !word.text.startsWith("-") || word.text === "-") break;
    if (word.text === "--") return { options, rest: words.slice(index + 1) };
    const { name, value } = splitOption(word.text);
    if (value !== undefined || switches.has(name) || isBundleOfSwitches(name)) options.push({ name, value: value ?? "", word });
    else options.push({ name, value: words[++index]?.text ?? "", word });
  }
  return { options, rest: words.slice(index) };
}

/** `--volume=/:/host` and `-v/:/host` carry their value with them. */
function splitOption(text: string): { name: string; value?: string } {
  const equals = text.indexOf("=");
  if (text.startsWith("--"))
    return equals === -1 ? { name: text } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
  if (text.length > 2 && !isBundleOfSwitches(text)) return { name: text.slice(0, 2), value: text.slice(2).replace(/^=/, "") };
  return { name: text };
}

/** `-it`, `-dit`. */
function isBundleOfSwitches(text: string): boolean {
  return /^-[ditqPa]{1,6}$/.test(text);
}
