/** Connections of commands without certificate verification, and unencrypted clones. */
import { anyGlobMatches } from "../text/patterns";
import { isPrinter, type Program, programOf } from "./programs";
import type { Invocation, Script, Word } from "./script";
import { hostOf, operandsOf, settingsOf, toolOf } from "./tools";

interface Complaint {
  start: number;
  says: string;
}

/** Options by which a program no longer verifies certificates. The first column limits them to programs where they mean that. */
const switches: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^curl$/, /^(?:--(?:proxy-|doh-)?insecure|-[#0-46aBfgGiIjJlLMnNOpqRsSvVZ]*k.*)$/],
  [
    /^(?:crane|oras|helm|hg|argocd|mc|skaffold|cosign|notation|ctr|regctl|kaniko|executor|nuclei|grpcurl)$/,
    /^--insecure(?:=true)?$/,
  ],
  [/^(?:kubectl|oc|helm|helmfile|argocd|terragrunt|k9s)$/, /^--(?:kube-)?insecure-skip-tls-verify(?:=true)?$/],
  [/^aria2c$/, /^--check-certificate=(?:false|no)$/],
  [/^docker$/, /^--tls(?:verify)?=(?:false|0)$/],
  [/^dockerd$/, /^--insecure-registry(?:=.*)?$/],
  [/^svn$/, /^--trust-server-cert(?:-failures=.*)?$/],
  [/^vault$/, /^--?tls-skip-verify(?:=true)?$/],
  [/^ansible-galaxy$/, /^(?:-c|--ignore-certs)$/],
  [/^lftp$/, /\bssl:verify-certificate(?:\s{1,3}|=)(?:no|false|off|0)\b/],
  [/^wget2?$/, /^--(?:no-check-certificate|check-certificate=(?:no|off|false|quiet))$/],
  [/^(?:podman|buildah|skopeo|isula)$/, /^--(?:src-|dest-)?tls-verify=(?:false|0)$/],
  [/^(?:https?|xh)$/, /^--verify=(?:no|false)$/],
  [/^git$/, /^http\.(?:\S{1,300}\.)?sslverify=(?:false|0|no|off)$/i],
  [/^(?:npm|pnpm|yarn|bun|lerna)$/, /^(?:--strict-ssl=false|--no-strict-ssl|(?:npmStrictSsl|strict-ssl|enableStrictSsl)=false)$/],
  [/^(?:pip|pipenv|uv|pip-compile|pip-sync)$/, /^--(?:trusted-host|allow-insecure-host)(?:=.*)?$/],
  [/^(?:aws|ossutil\d*|s3cmd)$/, /^--(?:no-verify-ssl|no-check-certificate)$/],
  [/^(?:yum|dnf|microdnf)$/, /^--setopt=(?:\*\.)?sslverify=(?:0|false|no)$/i],
  [/^apt(?:-get)?$/, /^(?:-o)?Acquire::https(?:::[\w.-]+)?::Verify-(?:Peer|Host)=(?:false|0|no)$/i],
  [
    /^(?:mvnd?|mvnw|gradlew?|java|sbt)$/,
    /^-D(?:maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|aether\.connector\.https\.securityMode=insecure)$/,
  ],
  [/^(?:go|gopherjs)$/, /^-insecure$/],
  [/^(?:iwr|irm|invoke-webrequest|invoke-restmethod|powershell|pwsh)$/, /^-SkipCertificateCheck$/i],
];

/** The same as two words: `git config http.sslVerify false`. */
const pairs: readonly (readonly [program: RegExp, key: RegExp, value: RegExp])[] = [
  [/^git$/, /^http\.(?:\S{1,300}\.)?sslverify$/i, /^(?:false|0|no|off)$/i],
  [/^(?:npm|pnpm|yarn)$/, /^(?:strict-ssl|enableStrictSsl|npmStrictSsl)$/, /^(?:false|null)$/],
  [/^(?:npm|pnpm|yarn)$/, /^--strict-ssl$/, /^false$/],
  [/^pip$/, /^(?:\w+\.)?trusted-host$/, /./],
  [/^(?:conda|mamba)$/, /^ssl_verify$/, /^(?:false|no)$/i],
  [/^poetry$/, /^certificates\.\S{1,100}\.cert$/, /^false$/],
  [/^composer$/, /^(?:disable-tls|secure-http)$/, /./],
  [/^bundle$/, /^ssl_verify_mode$/, /^0$/],
  [/^(?:https?|xh)$/, /^--verify$/, /^(?:no|false)$/],
];

const variables: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?!(?:0|false)$)./i,
  PYTHONHTTPSVERIFY: /^0$/,
  NPM_CONFIG_STRICT_SSL: /^(?:false|0)$/,
  YARN_ENABLE_STRICT_SSL: /^(?:false|0)$/,
  PIP_TRUSTED_HOST: /./,
  UV_INSECURE_HOST: /./,
  GOINSECURE: /./,
  CURL_CA_BUNDLE: /^$/,
  REQUESTS_CA_BUNDLE: /^$/,
  AZURE_CLI_DISABLE_CONNECTION_VERIFICATION: /^(?!(?:0|false)$)./i,
  VAULT_SKIP_VERIFY: /^(?:1|true)$/,
  CONSUL_HTTP_SSL_VERIFY: /^(?:0|false)$/,
};

const inSettings =
  /^[^\S\n]*(?:strict-ssl[^\S\n]*=[^\S\n]*false|"?(?:strict-ssl|enableStrictSsl)"?[: \t]+"?false|trusted-host[^\S\n]*=|(?:--)?insecure[^\S\n]*$|-k[^\S\n]*$|insecure[^\S\n]*=[^\S\n]*true|\{?[^\S\n]*"insecure-registries"[: \t]+\[[^\S\n]*"|:?ssl_verify_mode:[^\S\n]*0|Acquire::https(?:::[\w.-]+)?::Verify-(?:Peer|Host)[^\S\n]+"?(?:false|0|no)|check_certificate[^\S\n]*=[^\S\n]*off|sslverify[^\S\n]*=[^\S\n]*(?:false|0|no)|ssl_verify[^\S\n]*:[^\S\n]*(?:false|no)|allow-insecure-host[^\S\n]*=)/im;
const inEmbeddedCode =
  /\bverify\s{0,3}=\s{0,3}False\b|_create_unverified_context|\bCERT_NONE\b|rejectUnauthorized["']?\s{0,3}:\s{0,3}false|NODE_TLS_REJECT_UNAUTHORIZED["'\]\s]{0,6}=\s{0,3}["']?0|InsecureSkipVerify:\s{0,3}true|VERIFY_NONE|ServerCertificateValidationCallback\s{0,3}=\s{0,3}\{\s{0,3}\$true/;

/** Connections without verification. Hosts in `except` are allowed. */
export function* unverifiedConnections(script: Script, except: readonly string[]): Iterable<Complaint> {
  for (const run of script.runs) {
    for (const { name, value, start } of settingsOf(run)) {
      const shown = settingThatUnverifies(name, value, except);
      if (shown) yield { start, says: saying(shown) };
    }
    if (run.foreign.some((code) => inEmbeddedCode.test(code))) yield { start: run.start, says: saying("the code that is run") };
    const program = programOf(run);
    if (program === undefined || isPrinter(program.name)) continue;
    const word = unverifyingWord(program);
    if (word && !onlyReaches(program, run, word, except))
      yield { start: word.start, says: saying(`${program.name} ${word.text}`) };
  }
  for (const { kind, word } of script.documents)
    if (kind === "settings" && inSettings.test(word.text))
      yield { start: word.start, says: saying("the settings that are written here") };
}

function saying(what: string): string {
  const shown = what.replace(/\s+/g, " ").slice(0, 80);
  return `${shown}: the server is not verified, so anybody on the network path can impersonate it; remove this, and trust the certificate authority instead`;
}

/** A variable of this name and value switches the check of certificates off: how to call it, or undefined. */
export function settingThatUnverifies(name: string, value: string, except: readonly string[] = []): string | undefined {
  const known = variables[name] ?? variables[name.toUpperCase()];
  if (known?.test(value)) return isExcepted(value, except) ? undefined : `${name}=${known.source === "." ? "…" : value}`;
  if (!/(?:_OPTS|_OPTIONS|_ARGS|GOFLAGS)$/.test(name)) return undefined;
  const option = value
    .split(/\s+/)
    .find(
      (text) =>
        (name === "GOFLAGS" && text === "-insecure") ||
        switches.some(([, form]) => form.source.includes("-D") && form.test(text)),
    );
  return option && `${name}=${option}`;
}

/** Values such as `PIP_TRUSTED_HOST=localhost` name hosts. */
function isExcepted(value: string, except: readonly string[]): boolean {
  const hosts = value.split(/[\s,]+/).map((host) => host.replace(/:\d+$/, ""));
  return hosts.every((host) => anyGlobMatches(except, host, true));
}

function unverifyingWord(program: Program): Word | undefined {
  const { name, args } = toolOf(program);
  const options = switches.filter(([whose]) => whose.test(name)).map(([, option]) => option);
  const keys = pairs.filter(([whose]) => whose.test(name));
  if (options.length === 0 && keys.length === 0) return undefined;
  return args.find(({ text }, index) => {
    const next = args[index + 1]?.text ?? "";
    if (options.some((option) => option.test(text))) return true;
    return keys.some(([, key, value]) => key.test(text) && value.test(next) && !(text === "secure-http" && next !== "false"));
  });
}

/** `curl -k https://localhost:8443`, `pip install --trusted-host pypi.corp.example.com`: allowed if all named hosts are exceptions. */
function onlyReaches(program: Program, run: Invocation, option: Word, except: readonly string[]): boolean {
  const { args } = toolOf(program);
  const at = args.indexOf(option);
  const named = /trusted-host|insecure-host/.test(option.text)
    ? [option.text.includes("=") ? option.text.slice(option.text.indexOf("=") + 1) : (args[at + 1]?.text ?? "")]
    : run.words.flatMap(({ text }) => hostOf(text) ?? /^(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/.exec(text)?.[0] ?? []);
  return named.length > 0 && named.every((host) => anyGlobMatches(except, host.replace(/:\d+$/, ""), true));
}

/** For Git only the subcommand counts: other arguments may be messages. */
const gitFetching = /^(?:clone|fetch|pull|push|ls-remote|remote|submodule|archive|subtree|lfs|svn)$/;
const gitValued = new Set(["-C", "-c", "--git-dir", "--work-tree", "--config-env"]);
const fetching =
  /^(?:clone|fetch|pull|push|ls-remote|add|set-url|update|checkout|co|export|switch|sw|init|archive|subtree|remote)$/;

/** Clones and other traffic of version control that is not encrypted. */
export function* plainClones(script: Script, except: readonly string[]): Iterable<Complaint> {
  for (const run of script.runs) {
    const program = programOf(run);
    if (program === undefined || isPrinter(program.name)) continue;
    const { name, args } = toolOf(program);
    const isVersionControl = /^(?:git|svn|hg|bzr|repo|git-repo|gclient|glab|gh)$/.test(name);
    const fetches =
      name === "git"
        ? gitFetching.test(operandsOf(args.slice(0, 50), gitValued)[0]?.text ?? "")
        : isVersionControl && args.slice(0, 12).some(({ text }) => fetching.test(text));
    for (const { text, start } of args) {
      const address = addressIn(text, fetches);
      const host = address && hostOf(address);
      if (address === undefined || host === undefined || anyGlobMatches(except, host, true)) continue;
      const scheme = address.slice(0, address.indexOf(":"));
      yield { start, says: `${name} reaches ${host} over ${scheme}://, which is not encrypted; write https:// or ssh://` };
    }
  }
}

/** The cloned URL: also `git+http://` of package managers and `url.http://….insteadOf` of Git's settings. */
function addressIn(text: string, fetches: boolean): string | undefined {
  const rewritten = /^url\.((?:http|git):\/\/.{0,300})\.insteadof(?:=|$)/i.exec(text)?.[1];
  if (rewritten !== undefined) return rewritten;
  const packaged = /(?:^|=|@ ?)(?:git|hg|svn|bzr)\+(http:\/\/.{0,300})/i.exec(text)?.[1];
  if (packaged !== undefined) return packaged;
  const plain = /^(?:-u|--url=|--manifest-url=|--remote=)?((?:http|git|svn|ftp):\/\/.{0,300})/i.exec(text)?.[1];
  return plain !== undefined && (fetches || /^git:/i.test(plain)) ? plain : undefined;
}
