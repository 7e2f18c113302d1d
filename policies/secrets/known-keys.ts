import type { RE2JS } from "re2js";
import { compile, matches } from "../text/patterns";
import { type KeyFormat, keyFormats } from "./key-formats";
import { keywordFinder } from "./keywords";
import { entropyOf, isPlaceholder } from "./telling-names";

/** Formats that gitleaks does not have: services that build jobs in this region of the world talk to, and addresses with a password. */
const ownFormats: readonly KeyFormat[] = [
  { id: "dingtalk-robot-token", keywords: ["dingtalk.com/robot"], regex: "access_token=([0-9a-f]{64})" },
  { id: "dingtalk-signing-key", keywords: ["sec"], regex: "\\b(SEC[0-9a-f]{64})\\b" },
  {
    id: "wecom-robot-key",
    keywords: ["qyapi.weixin.qq.com"],
    regex: "webhook/send\\?key=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
  },
  {
    id: "feishu-robot-hook",
    keywords: ["open.feishu.cn", "open.larksuite.com"],
    regex: "bot/v2/hook/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
  },
  { id: "tencent-cloud-secret-id", keywords: ["akid"], regex: "\\b(AKID[A-Za-z0-9]{32})\\b", entropy: 3 },
  { id: "volcengine-access-key", keywords: ["aklt"], regex: "\\b(AKLT[A-Za-z0-9_-]{40,60})\\b", entropy: 3 },
  { id: "huaweicloud-token", keywords: ["mii"], regex: "\\b(MII[A-Za-z0-9+/-]{500,1000})", entropy: 4 },
  {
    id: "url-with-password",
    keywords: ["://"],
    regex: "[a-z][a-z0-9+.-]{1,20}://[^\\s:/?#@'\"]{0,100}:([^\\s/?#@'\"]{3,200})@[\\w.-]",
  },
  {
    id: "authorization-header",
    keywords: ["authorization"],
    regex: "(?i)authorization['\"]?\\s*[:=]\\s*['\"]?(?:bearer|basic|token)\\s+([a-z0-9._~+/=-]{12,400})",
    entropy: 3,
  },
  {
    id: "login-password",
    keywords: ["login", "sshpass"],
    regex:
      "\\b(?:docker|podman|nerdctl|helm registry|oras|crane auth|az acr)\\s+login\\b[^\\n|;&]{0,300}?\\s-p[ =]?['\"]?([^\\s'\"]{6,200})|\\bsshpass\\s+-p\\s?['\"]?([^\\s'\"]{4,200})",
  },
  {
    id: "login-password",
    keywords: ["--password-stdin"],
    regex:
      "\\b(?:echo|printf)\\s+(?:-n\\s+)?(?:['\"]?%s['\"]?\\s+)?['\"]?([^\\s'\"|]{6,400})['\"]?\\s*\\|\\s*[^\\n|;&]{1,300}--password-stdin",
  },
  {
    id: "command-password",
    keywords: [
      "mysql",
      "mariadb",
      "openssl",
      "zip",
      "storepass",
      "keypass",
      "obsutil",
      "redis-cli",
      "mongo",
      "passwd",
      "lftp",
      "sudo",
      "aws_",
      "ldap",
      "smbclient",
      "7z",
      "alias set",
    ],
    regex: [
      "\\baws\\s+configure\\s+set\\s+[\\w.]{0,60}aws_(?:secret_access_key|session_token)\\s+['\"]?([^\\s'\"]{6,400})",
      "\\bredis-cli\\b[^\\n|;&]{0,300}?\\s(?:-a|--pass)[ =]['\"]?([^\\s'\"-][^\\s'\"]{5,200})",
      "\\bmongo(?:sh|dump|restore|export|import)?\\b[^\\n|;&]{0,300}?\\s-p\\s?['\"]?([^\\s'\"-][^\\s'\"]{5,200})",
      "\\b(?:echo|printf)\\s+(?:-\\w\\s+)?['\"]?[\\w.-]{1,60}:([^\\s'\"|]{6,200})['\"]?\\s*\\|\\s*(?:sudo\\s+)?chpasswd",
      "\\bhtpasswd\\s[^\\n|;&]{0,200}?-[a-zA-Z]*b[a-zA-Z]*\\s[^\\n|;&]{0,200}?\\s['\"]?([^\\s'\"|;&]{6,200})['\"]?\\s*(?:$|[|;&\\n>])",
      "\\blftp\\b[^\\n|;&]{0,300}?\\s(?:-u|--user)[ =]?['\"]?[^\\s,'\"]{1,100},([^\\s'\"]{6,200})",
      "\\b(?:echo|printf)\\s+(?:-\\w\\s+)?['\"]?([^\\s'\"|]{6,200})['\"]?\\s*\\|\\s*sudo\\s+(?:-\\w+\\s+){0,5}-\\w*S",
      "\\bldap(?:search|add|modify|delete|passwd|whoami)\\b[^\\n|;&]{0,300}?\\s-w\\s+['\"]?([^\\s'\"-][^\\s'\"]{5,200})",
      "\\bsmbclient\\b[^\\n|;&]{0,300}?\\s-U\\s*['\"]?[^\\s%'\"]{1,100}%([^\\s'\"]{6,200})",
      "\\b7za?\\s[^\\n|;&]{0,300}?\\s-p['\"]?([^\\s'\"]{6,200})",
      "\\bmc\\s+alias\\s+set\\s+\\S{1,100}\\s+\\S{1,200}\\s+\\S{1,200}\\s+['\"]?([^\\s'\"]{8,200})",
      "\\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\\b[^\\n|;&]{0,300}?\\s-p['\"]?([^\\s'\"]{6,200})",
      "\\bopenssl\\s+enc\\b[^\\n|;&]{0,300}?\\s-k\\s+['\"]?([^\\s'\"-][^\\s'\"]{5,200})",
      "\\bopenssl\\s[^\\n|;&]{0,300}?\\s-pass(?:in|out)?\\s+['\"]?pass:([^\\s'\"]{4,200})",
      "\\b(?:zip|unzip)\\s[^\\n|;&]{0,300}?-P\\s+['\"]?([^\\s'\"-][^\\s'\"]{5,200})",
      "\\s-(?:src|dest)?(?:storepass|keypass)\\s+['\"]?([^\\s'\":]{6,200})",
      "\\bobsutil\\s+config\\b[^\\n|;&]{0,300}?\\s-k[= ]['\"]?([A-Za-z0-9]{40})\\b",
    ].join("|"),
    entropy: 2.5,
    allowed: ["^[0-9.:]+$"],
  },
  {
    id: "url-with-token",
    keywords: ["://"],
    regex: "https?://([A-Za-z0-9_-]{20,300})@[\\w.-]",
    entropy: 3.4,
    allowed: ["^[A-Za-z_-]+$", "^[a-z0-9]+(?:[-_][a-z0-9]+)+$"],
  },
  { id: "npm-auth", keywords: ["_auth"], regex: "\\b_auth\\s*=\\s*['\"]?([A-Za-z0-9+/]{12,400}={0,2})", entropy: 3 },
  {
    id: "xml-password",
    keywords: ["</password>", "</passphrase>", "</token>", "</secret>"],
    regex: "(?i)<(password|passphrase|token|secret)>\\s*([^\\s<>{}$]{8,400})\\s*</",
    group: 2,
    entropy: 2.8,
  },
  {
    id: "private-key-base64",
    keywords: ["ls0tls1crudjti"],
    // "-----BEGIN", then what PEM says of a private key, as base64 writes it.
    regex: `(LS0tLS1CRUdJTi(?:${["BQUklWQVRF", "BSU0EgUFJJVkFUR", "BFQyBQUklWQVRF", "BEU0EgUFJJVkFUR", "BPUEVOU1NIIFBSSVZBVE", "BFTkNSWVBURUQgUFJJVkFUR"].join("|")})[A-Za-z0-9+/=\\s]{40})`,
  },
];

const formats = [...keyFormats, ...ownFormats];
const keywordsIn = keywordFinder(formats.flatMap(({ keywords }) => keywords));

/** Texts up to this length are tried whole; of longer ones only what stands around a keyword. */
const wholeText = 8_192;
const before = 200;
const after = 1_200;
/** Characters of one text that are tried at most, over all formats: a job with such a text in five places takes about a second. */
const budget = 250_000;

/** The id of the first known key format that the text holds. `name` is what the value is called: some formats need it. */
export function knownKeyIn(text: string, name = ""): string | undefined {
  for (const { id } of keysOfFormats(text, name)) return id;
  return undefined;
}

/** The keys of known formats in a text themselves, for whoever strikes them out. */
export function knownKeysIn(text: string): string[] {
  return [...keysOfFormats(text, "")].map(({ key }) => key);
}

function* keysOfFormats(text: string, name: string): Iterable<{ id: string; key: string }> {
  if (text.length < 8) return;
  const sentence = name === "" || text.includes("\n") ? text : `${name} = "${text}"`;
  const lower = sentence.toLowerCase();
  let left = budget;
  const there = keywordsIn(lower);
  if (there.size === 0) return;
  for (const format of formats) {
    const keywords = format.keywords.filter((keyword) => there.has(keyword));
    if (keywords.length === 0) continue;
    for (const part of partsAround(sentence, lower, keywords)) {
      left -= part.length;
      if (left < 0) return;
      for (const key of keysIn(format, part, text)) yield { id: format.id, key };
    }
  }
}

function* partsAround(text: string, lower: string, keywords: readonly string[]): Iterable<string> {
  if (text.length <= wholeText) return yield text;
  for (const keyword of keywords) {
    let from = lower.indexOf(keyword);
    while (from !== -1) {
      const end = from + after;
      yield text.slice(Math.max(0, from - before), end);
      from = lower.indexOf(keyword, Math.max(end - before, from + 1));
    }
  }
}

function* keysIn(format: KeyFormat, part: string, value: string): Iterable<string> {
  const matcher = compile(format.regex).matcher(part);
  while (matcher.find()) {
    const key = keyOf(matcher, format.group);
    if (key === "" || !value.includes(key) || isPlaceholder(key)) continue;
    if (format.entropy !== undefined && entropyOf(key) < format.entropy) continue;
    if (format.allowed?.some((allowed) => matches(allowed, key))) continue;
    yield key;
  }
}

type Matcher = ReturnType<RE2JS["matcher"]>;

function keyOf(matcher: Matcher, group: number | undefined): string {
  if (group !== undefined) return matcher.group(group) ?? "";
  for (let index = 1; index <= matcher.groupCount(); index++) {
    const found = matcher.group(index);
    if (found) return found;
  }
  return matcher.group() ?? "";
}
