/** Identifiers, file names and resource names for objects with arbitrary, often Chinese names. */

import { toLatin } from "./pinyin";

const reserved = new Set(
  (
    "abstract any arguments as async await boolean break case catch class config const continue debugger declare default delete do else enum " +
    "eval export extends false finally for from function get if implements import in instanceof interface let module namespace new null " +
    "number object of package private protected public pulumi codearts require return set static string super switch symbol this throw " +
    "true try type typeof undefined unknown var void while with yield exports process global groupId region console"
  ).split(" "),
);

/** A set of unique names; `take` appends a number if a name is taken. */
export class Taken {
  private readonly names = new Set<string>();
  constructor(
    names: Iterable<string> = [],
    private readonly fold: (name: string) => string = (name) => name,
  ) {
    for (const name of names) this.names.add(fold(name));
  }

  has(name: string): boolean {
    return this.names.has(this.fold(name));
  }

  take(wanted: string, ...others: string[]): string {
    let name = [wanted, ...others].find((candidate) => !this.has(candidate));
    for (let number = 2; name === undefined; number += 1) {
      const candidate = /\d$/.test(wanted) ? `${wanted}-${number}`.replace(/[^A-Za-z0-9]/g, "_") : `${wanted}${number}`;
      if (!this.has(candidate)) name = candidate;
    }
    this.names.add(this.fold(name));
    return name;
  }
}

/** Longer identifiers make lines overflow. */
const maxIdentifier = 30;

/**
 * `夜间-build 2` → `yeJianBuild2`; `ending` completes what would not be a valid identifier by itself. Words beyond the maximum
 * length are dropped, except those of `key` at the end, which keeps similar names distinct.
 */
export function toIdentifier(name: string, ending: string, key = ""): string {
  const kept = words(key);
  const all = words(name);
  const isKept = kept.length > 0 && kept.join() === all.slice(-kept.length).join();
  const [first = "", ...rest] = isKept ? all.slice(0, -kept.length) : all;
  const tail = isKept ? kept.map(capitalise).join("") : "";
  const room = Math.max(maxIdentifier - tail.length, 10);
  let text = lowerFirstWord(first).slice(0, room);
  for (const word of rest) {
    if (text.length + word.length > room) break;
    text += capitalise(word);
  }
  text = text === "" ? tail.charAt(0).toLowerCase() + tail.slice(1) : text + tail;
  if (text === "") return ending;
  if (/^\d/.test(text)) return `${ending}${text}`;
  return reserved.has(text) ? `${text}${capitalise(ending)}` : text;
}

/** `后端/JavaScript 服务` → `hou-duan-java-script-fu-wu`. */
export function toSlug(name: string, otherwise: string): string {
  const parts = words(name).flatMap((word) => word.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(" "));
  return parts.join("-").toLowerCase() || otherwise;
}

function words(name: string): string[] {
  return toLatin(name)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `API` → `api`, `APIServer` → `apiServer`, `YeJian` → `yeJian`. */
function lowerFirstWord(word: string): string {
  const capitals = /^[A-Z]+/.exec(word)?.[0] ?? "";
  if (capitals.length === word.replace(/\d+$/, "").length) return word.toLowerCase();
  const lowered = capitals.length > 1 ? capitals.length - 1 : capitals.length;
  return word.slice(0, lowered).toLowerCase() + word.slice(lowered);
}

/** Short names of known step types. */
const moduleNames: Record<string, string> = { 20043: "maven", 20035: "docker command", 20057: "upload to OBS" };

export function moduleName(module: string): string | undefined {
  return moduleNames[/codeci_action_(\d+)\.action$/.exec(module)?.[1] ?? ""];
}
