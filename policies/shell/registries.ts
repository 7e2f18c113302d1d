/** Package registries of commands and of the settings that they write. */
import { programOf } from "./programs";
import type { Invocation, Script } from "./script";
import { hostOf, settingsOf, toolOf } from "./tools";

/** A registry by its host; `direct` is Go's word for the repositories themselves. */
interface Registry {
  start: number;
  host: string;
}

const managers =
  /^(?:npm|pnpm|yarn|bun|lerna|pip|pip-compile|pip-sync|pipenv|pipx|poetry|uv|pdm|conda|mamba|gem|bundle|bundler|composer|nuget|dotnet|helm|cargo|apk|add-apt-repository|apt-add-repository|yum-config-manager|zypper|cpan|cpanm|luarocks|twine|conan|pub)$/;
const option =
  /^--?(?:registry|index|default-index|index-url|extra-index-url|find-links|pypi-mirror|source|add-source|repo|repository|repository-url|channel|add-repo|mirror)=(.{1,2000})$/;
const javaProperty = /^-D(?:remoteRepositories|maven\.repo\.remote|maven\.central|repository\.url)=(.{1,2000})$/;
const variable =
  /^(?:npm_config_(?:\w*_)?registry|YARN_REGISTRY|YARN_NPM_REGISTRY_SERVER|PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL)|GOPROXY|BUNDLE_MIRROR__\w+|CARGO_REGISTRIES_\w+_INDEX|CONDA_CHANNELS|NUGET_SOURCE)$/i;
const notRegistry = /proxy$|^--?(?:homepage|cafile|set|set-string|header)$/i;
const address = /(?:https?|oci|sparse\+https?):\/\/[^\s"'<>|,;]{1,1000}/gi;
const inSettings =
  /^[^\S\n]*(?:(?:@[\w.-]{1,100}:)?registry|npmRegistryServer|index-url|extra-index-url|find-links|index|url|baseurl|mirrorlist|default_channels|deb(?:-src)?)(?![\w-])[^\n]{0,2000}|^[^\S\n]*(?:-|<url>|<add )[^\n]{0,2000}/gim;

/** The named registries, without those from files of the repository and the defaults of tools. */
export function* registriesIn(script: Script): Iterable<Registry> {
  for (const run of script.runs) {
    for (const { name, value, start } of settingsOf(run)) yield* placed(registriesOfSetting(name, value), start);
    yield* registriesOfRun(run);
  }
  for (const { kind, word } of script.documents)
    if (kind === "settings") for (const [line] of word.text.matchAll(inSettings)) yield* placed(hostsIn(line), word.start);
}

/** Registries set by a variable or parameter with this name. */
export function registriesOfSetting(name: string, value: string): string[] {
  if (!variable.test(name)) return [];
  return name.toUpperCase() === "GOPROXY" ? hostsOfGoProxy(value) : hostsIn(value);
}

function* registriesOfRun(run: Invocation): Iterable<Registry> {
  const program = programOf(run);
  if (program === undefined) return;
  const isRunner = /^(?:npx|pnpx|bunx|uvx|pipx)$/.test(program.name);
  const { name, args } = isRunner ? program : toolOf(program);
  const isManager = isRunner || managers.test(name);
  if (!isManager && !/^(?:go|mvnd?|mvnw|gradlew?)$/.test(name)) return;
  for (const [index, { text, start }] of args.entries()) {
    const before = args[index - 1]?.text ?? "";
    const [, goProxy] = (name === "go" && /^GOPROXY=(.*)$/s.exec(text)) || [];
    if (goProxy !== undefined) yield* placed(hostsOfGoProxy(goProxy), start);
    const [, given = ""] = option.exec(text) ?? javaProperty.exec(text) ?? [];
    const [, inline = ""] = /^(?:@[\w.-]{1,100}:)?registry=(.{1,2000})$/.exec(text) ?? [];
    const isAddress = /^(?:(?:git|sparse)\+)?(?:https?|oci):\/\//i.test(text) || /^(?:deb |[\w.[\]-]{1,100} @ )/.test(text);
    if (isManager && isAddress && !notRegistry.test(before)) yield* placed(hostsIn(text), start);
    else yield* placed(hostsIn(given || inline), start);
  }
}

function hostsIn(text: string): string[] {
  return [...text.slice(0, 10_000).matchAll(address)].flatMap(([found]) => {
    const host = hostOf(found.replace(/^sparse\+/i, ""));
    return host === undefined || host.includes("$") ? [] : [host];
  });
}

/** `https://goproxy.example.com,direct` */
function hostsOfGoProxy(value: string): string[] {
  return value.split(/[,|]/).flatMap((part) => (part.trim() === "direct" ? ["direct"] : hostsIn(part)));
}

function* placed(hosts: readonly string[], start: number): Iterable<Registry> {
  for (const host of hosts) yield { start, host };
}
