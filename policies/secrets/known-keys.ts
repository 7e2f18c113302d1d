import type { RE2JS } from "re2js";
import { compile, matches } from "../text/patterns";
import { commandPasswords } from "./command-passwords";
import { type KeyFormat, keyFormats } from "./key-formats";
import { keywordFinder } from "./keywords";
import { entropyOf, isPlaceholder } from "./telling-names";

/** Formats that gitleaks does not have: services common in this region, and URLs with a password. */
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

const formats = [...keyFormats, ...ownFormats, ...commandPasswords];
const keywordsIn = keywordFinder(formats.flatMap(({ keywords }) => keywords));

/** Texts up to this length are searched completely, longer ones only around keywords. */
const wholeText = 8_192;
const defaultReach: NonNullable<KeyFormat["reach"]> = [200, 1_200];
/** Maximum number of characters tried per text over all formats, which takes less than half a second. */
const budget = 500_000;

interface KeySearch {
  /** Id of the first known format found. */
  id?: string;
  /** Nothing was found, and the search stopped before the end of the text. */
  isCut: boolean;
}

/** Whether any format is worth trying. Nearly no text is, and this question is the cheapest one. */
export function mayHoldKeys(text: string): boolean {
  return text.length >= 8 && keywordsIn(text.toLowerCase()).size > 0;
}

/** Searches a text of limited length for known key formats. Some formats need the value's `name`. */
export function searchForKeys(text: string, name: string): KeySearch {
  const first = keysOfFormats(text, name).next();
  return first.done ? { isCut: first.value } : { id: first.value.id, isCut: false };
}

/** The keys of known formats in a text, for masking. */
export function knownKeysIn(text: string): string[] {
  return [...keysOfFormats(text, "")].map(({ key }) => key);
}

/** Yields the keys, and returns whether the search was incomplete. */
function* keysOfFormats(text: string, name: string): Generator<{ id: string; key: string }, boolean> {
  if (text.length < 8) return false;
  const sentence = name === "" || text.includes("\n") ? text : `${name} = "${text}"`;
  const lower = sentence.toLowerCase();
  let left = budget;
  const there = keywordsIn(lower);
  if (there.size === 0) return false;
  for (const format of formats) {
    const keywords = format.keywords.filter((keyword) => there.has(keyword));
    if (keywords.length === 0) continue;
    for (const part of partsAround(sentence, lower, keywords, format.reach)) {
      left -= part.length;
      if (left < 0) return true;
      for (const key of keysIn(format, part, text)) yield { id: format.id, key };
    }
  }
  return false;
}

function* partsAround(text: string, lower: string, keywords: readonly string[], reach = defaultReach): Iterable<string> {
  if (text.length <= wholeText) return yield text;
  const [before, after] = reach;
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
