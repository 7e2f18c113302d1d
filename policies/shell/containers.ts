import type { Program } from "./programs";
import type { Word } from "./script";

/** A container that a command starts, or enters: its options and its image. */
export interface ContainerRun {
  /** Option and value; a switch has the value "". */
  options: { name: string; value: string; word: Word }[];
  /** The image, if the command names one. */
  image?: Word;
  /** The command run in it, if given. */
  command: readonly Word[];
}

const engines = new Set(["docker", "podman", "nerdctl", "isula", "docker-compose", "podman-compose"]);
/** Options of run, create, exec and pull without a value; all others have one. */
const switches = new Set(
  "--detach -d --interactive -i --tty -t --rm --init --privileged --read-only --publish-all -P --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust --help --quiet -q --all-tags -a --replace --rmi --tls-verify --no-hosts --systemd --no-deps --build --service-ports -T --no-TTY --use-aliases --remove-orphans".split(
    " ",
  ),
);
const valuedBefore = new Set(
  "--context -c --host -H --config --log-level -l --namespace -n -f --file -p --project-name --env-file --profile --project-directory".split(
    " ",
  ),
);

/** The container that the program starts, enters or whose image it pulls. */
export function containerOf(program: Program): ContainerRun | undefined {
  if (!engines.has(program.name)) return undefined;
  const verb = verbOf(program);
  if (verb === undefined) return undefined;
  const { options, rest } = readOptions(verb.args);
  if (verb.name === "pull") return verb.composed ? undefined : { options, image: rest[0], command: [] };
  if (verb.name === "exec") return { options, command: rest.slice(1) };
  if (verb.name !== "run" && verb.name !== "create") return undefined;
  const entry = options.find(({ name }) => name === "--entrypoint");
  const command = entry ? [{ ...entry.word, text: entry.value }, ...rest.slice(1)] : rest.slice(1);
  return { options, image: verb.composed ? undefined : rest[0], command };
}

/** The image that another tool fetches or starts: `crictl pull`, `ctr images pull`, `buildah from`, `skopeo copy`, `kubectl run --image`. */
export function imageOfTool({ name, args }: Program): Word | undefined {
  const words = args.map(({ text }) => text);
  const operands = args.filter(({ text }) => !text.startsWith("-"));
  if (name === "crictl" || name === "buildah") return /^(?:pull|from)$/.test(operands[0]?.text ?? "") ? operands[1] : undefined;
  if (name === "ctr") return /^images?$/.test(operands[0]?.text ?? "") && operands[1]?.text === "pull" ? operands[2] : undefined;
  if (name === "skopeo" && words[0] === "copy") {
    const from = args.find(({ text }) => text.startsWith("docker://"));
    return from && { ...from, text: from.text.slice("docker://".length) };
  }
  if (name !== "kubectl" && name !== "oc") return undefined;
  if (words[0] === "set" && words[1] === "image") {
    const pair = args.slice(3).find(({ text }) => text.includes("=") && !text.startsWith("-"));
    return pair && { ...pair, text: pair.text.slice(pair.text.indexOf("=") + 1) };
  }
  if (words[0] !== "run" && words[0] !== "create") return undefined;
  const at = words.findIndex((text) => text === "--image" || text.startsWith("--image="));
  const option = args[at];
  if (option === undefined) return undefined;
  return option.text === "--image" ? args[at + 1] : { ...option, text: option.text.slice("--image=".length) };
}

/** The command that a program runs in a container: also `kubectl exec POD -- COMMAND`. */
export function containerCommand(program: Program): readonly Word[] {
  if (/^(?:kubectl|oc|crictl)$/.test(program.name)) {
    const end = program.args.findIndex(({ text }) => text === "--");
    return end !== -1 && program.args.some(({ text }) => text === "exec" || text === "run") ? program.args.slice(end + 1) : [];
  }
  return containerOf(program)?.command ?? [];
}

/** `docker run`, `docker container run`, `docker image pull`, `docker compose -f x run`, `docker --context x run`. */
function verbOf(program: Program): { name: string; args: Word[]; composed: boolean } | undefined {
  let composed = program.name.endsWith("-compose");
  for (let index = 0; index < program.args.length; index++) {
    const text = program.args[index]?.text ?? "";
    if (text.startsWith("-")) index += valuedBefore.has(text) ? 1 : 0;
    else if (text === "compose") composed = true;
    else if (text !== "container" && text !== "image" && text !== "service")
      return { name: text, args: program.args.slice(index + 1), composed };
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

/** `--volume=/:/host` and `-v/:/host` contain their value. */
function splitOption(text: string): { name: string; value?: string } {
  const equals = text.indexOf("=");
  if (text.startsWith("--"))
    return equals === -1 ? { name: text } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
  if (text.length > 2 && !isBundleOfSwitches(text)) return { name: text.slice(0, 2), value: text.slice(2).replace(/^=/, "") };
  return { name: text };
}

/** `-it`, `-dit`. */
function isBundleOfSwitches(text: string): boolean {
  return /^-[ditqPaT]{1,6}$/.test(text);
}
