import { posix } from "node:path";
import { containerOf } from "./containers";
import { containersOfCompose } from "./documents";
import { type Program, programNameOf, programOf } from "./programs";
import type { Script, Word } from "./script";

interface Privilege {
  start: number;
  says: string;
}

/** Commands that give a container access to its host. */
export function* privilegesIn(script: Script): Iterable<Privilege> {
  for (const run of script.runs) {
    const program = programOf(run);
    if (program === undefined) continue;
    const enters = run.words.slice(0, 8).some((word) => programNameOf(word) === "nsenter");
    if (enters && isProcessOne(run.words.map(({ text }) => text)))
      yield { start: run.start, says: "nsenter into process 1 controls the host; remove it" };
    const container = containerOf(program);
    if (container) yield* privilegesOf(container.options);
    else yield* privilegesOfTool(program, run.start);
  }
  for (const { kind, word } of script.documents)
    if (kind === "compose") for (const { options } of containersOfCompose(word)) yield* privilegesOf(options);
}

function* privilegesOf(options: readonly { name: string; value: string; word: Word }[]): Iterable<Privilege> {
  for (const { name, value, word } of options) {
    const says = complaintAbout(name, value);
    if (says) yield { start: word.start, says };
  }
}

/** Other programs with access to the host: an insecure image build, Kubernetes with a privileged pod. */
function* privilegesOfTool({ name, args }: Program, start: number): Iterable<Privilege> {
  const words = args.map(({ text }) => text);
  if (/^(?:docker|buildctl|nerdctl)$/.test(name) && words.some((text) => text.includes("security.insecure")))
    yield { start, says: "security.insecure gives the image build control of the host; remove it" };
  if (/^(?:kubectl|oc|ctr)$/.test(name)) {
    const end = words.indexOf("--");
    const own = end === -1 ? words : words.slice(0, end);
    if (own.some((text) => text === "--privileged" || text === "--privileged=true" || text === "--profile=sysadmin"))
      yield { start, says: "--privileged gives the container control of the host; remove it" };
    if (
      own.some(
        (text) =>
          /^\s*\{|^--overrides=/.test(text) && /"(?:privileged|hostPID|hostNetwork|hostIPC)"\s*:\s*true|"hostPath"/.test(text),
      )
    )
      yield { start, says: "the overrides give the pod control of its host; remove them" };
  }
  if (/^(?:lxc|incus)$/.test(name) && words.some((text) => /^security\.privileged=(?:true|1)$/.test(text)))
    yield { start, says: "security.privileged gives the container the whole machine; leave it out" };
  if (name === "nsenter" && isProcessOne(words)) yield { start, says: "nsenter into process 1 controls the host; remove it" };
}

function isProcessOne(words: readonly string[]): boolean {
  return words.some(
    (text, index) => /^(?:-t1|--target=1)$/.test(text) || (/^(?:-t|--target)$/.test(text) && words[index + 1] === "1"),
  );
}

const isFalse = /^(?:0|f|false)$/i;
const capabilities = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|BPF)$/i;

function complaintAbout(name: string, value: string): string | undefined {
  if (name === "--privileged" && !isFalse.test(value)) return "--privileged gives the container control of the host; remove it";
  if (name === "--cap-add") {
    const capability = value.split(",").find((one) => capabilities.test(one.trim()));
    return (
      capability && `the capability ${capability.trim()} gives the container control of the host; add only what the tool needs`
    );
  }
  if (/^--(?:pid|ipc|uts|userns|net|network|cgroupns)$/.test(name) && value === "host")
    return `${name}=host shares that of the host with the container; remove it`;
  if (name === "--security-opt" && /^(?:seccomp|apparmor|systempaths)[=:]unconfined$|^label[=:]disable$/.test(value))
    return `${value} disables the container's isolation; remove it`;
  if (name === "--device" || name === "--device-cgroup-rule") return "a device of the host is passed to the container; remove it";
  const source = mountSource(name, value);
  return source === undefined ? undefined : complaintAboutMount(source);
}

const harmless = /^\/etc\/(?:localtime|timezone|resolv\.conf|hosts|ssl\/certs|pki)(?:\/|$)/;
const systemFolders =
  /^\/(?:etc|proc|sys|dev|boot|var\/lib\/(?:docker|containerd|containers|isulad|kubelet))(?:\/|$)|^\/(?:root|home|usr|usr\/bin|usr\/lib|bin|sbin|lib|lib64|lib\/modules|var|var\/lib)$/;
const sockets =
  /^\/(?:var\/)?run(?:\/(?:docker|containerd|podman|crio|cri-dockerd|isulad))?(?:\/(?:containerd|podman|crio))?(?:\.sock)?$|(?:docker|containerd|podman|crio|isulad)\.sock$/;

function complaintAboutMount(source: string): string | undefined {
  if (!source.startsWith("/")) return sockets.test(source) ? socketSays : undefined;
  const folder = posix.normalize(source.replace(/^\/+/, "/")).replace(/(.)\/$/, "$1");
  if (folder === "/") return "the root folder of the host is mounted; mount the work folder only";
  if (harmless.test(folder)) return undefined;
  if (sockets.test(folder)) return socketSays;
  return systemFolders.test(folder) ? `${folder} of the host is mounted; mount the work folder only` : undefined;
}

const socketSays = "the socket of the container engine is mounted, which gives control of the host";

/** Host paths that are mounted: `-v SOURCE:…`, `--mount type=bind,source=SOURCE,…`. */
function mountSource(name: string, value: string): string | undefined {
  if (name === "-v" || name === "--volume") return value.includes(":") ? value.slice(0, value.indexOf(":")) : undefined;
  if (name !== "--mount") return undefined;
  const fields = new Map(
    value.split(",").map((field): [string, string] => [field.split("=")[0] ?? "", field.slice(field.indexOf("=") + 1)]),
  );
  return fields.get("type") === "bind" ? (fields.get("source") ?? fields.get("src")) : undefined;
}
