/** Formats of passwords passed to commands as arguments or on standard input. */
import type { KeyFormat } from "./key-formats";

/** Programs with a password option; `=`, a space or nothing separates option and value. */
const options: readonly (readonly [programs: string, option: string])[] = [
  [
    "docker\\s+login|podman\\s+login|nerdctl\\s+login|isula\\s+login|helm\\s+registry\\s+login|oras\\s+login|crane\\s+auth|az\\s+acr|cosign\\s+login|buildah\\s+login|skopeo\\s+login|regctl\\s+registry\\s+login",
    "-p",
  ],
  ["sshpass", "-p"],
  ["mysql(?:dump|admin|import|slap)?|mariadb(?:-dump)?", "-p"],
  ["redis-cli", "-a|--pass"],
  ["mongo(?:sh|dump|restore|export|import)?", "-p"],
  ["az\\s+login|twine\\s+upload|conan\\s+(?:user|remote)|ncftp(?:put|get)|altool|notarytool|dotnet\\s+nuget\\s+add", "-p"],
  ["sqlcmd|bcp|mosquitto_(?:pub|sub)|security\\s+import|zip|unzip", "-P"],
  ["security\\s+unlock-keychain", "-p"],
  ["useradd|usermod", "-p"],
  ["7z[ar]?|rar|unrar", "-h?p"],
  ["plink|pscp|psftp", "-pw"],
  ["influx", "-password"],
  ["signtool", "/p"],
  ["ldap(?:search|add|modify|delete|passwd|whoami)", "-w"],
  ["openssl\\s+enc", "-k"],
  ["obsutil\\s+config|ossutil\\d*\\s+config|nuget\\s+push", "-k|-ApiKey"],
  ["coscmd\\s+config", "-s"],
  ["curl", "--proxy-user[ =]['\"]?[^\\s:'\"]{1,100}:|-U\\s{0,3}['\"]?[^\\s:'\"]{1,100}:"],
  ["skopeo|podman|buildah", "--(?:src-|dest-)?creds[= ]['\"]?[^\\s:'\"]{1,100}:"],
  ["nuget\\s+sources", "-Password"],
  ["smbclient", "-U\\s{0,3}['\"]?[^\\s%'\"]{1,100}%"],
  ["lftp", "(?:-u|--user)[ =]?['\"]?[^\\s,'\"]{1,100},"],
];

/** Programs that read a password from their input. */
const readers =
  "(?:sudo\\s+)?(?:chpasswd|passwd|kinit|su)\\b|sudo\\s+(?:-\\w+\\s+){0,5}-\\w*S|gpg2?\\s[^\\n|;&]{0,200}--passphrase-fd|[^\\n|;&]{1,300}--password-stdin";

/** Further forms, with the password as their group, and keywords of which one must occur in the text. */
const forms: readonly (readonly [keywords: string, regex: string])[] = [
  [
    "passwd kinit sudo gpg password-stdin",
    "\\b(?:echo|printf)\\s+(?:-\\w+\\s+)?(?:['\"]?%s(?:\\\\n)?['\"]?\\s+)?['\"]?(?:[\\w.-]{1,60}:)?([^\\s'\"|:]{6,400})['\"]?\\s*\\|\\s*(?:" +
      readers +
      ")",
  ],
  ["<<<", `(?:${readers})[^\\n|;&]{0,200}?<<<\\s*['"]?(?:[\\w.-]{1,60}:)?([^\\s'":]{6,400})`],
  ["aws_", "\\baws\\s+configure\\s+set\\s+[\\w.]{0,60}aws_(?:secret_access_key|session_token)\\s+['\"]?([^\\s'\"]{6,400})"],
  [
    "htpasswd",
    "\\bhtpasswd\\s[^\\n|;&]{0,200}?-[a-zA-Z]*b[a-zA-Z]*\\s[^\\n|;&]{0,200}?\\s['\"]?([^\\s'\"|;&]{6,200})['\"]?\\s*(?:$|[|;&\\n>])",
  ],
  ["lftp", "\\blftp\\b[^\\n|;&]{0,300}?\\bopen\\s+-u\\s+[^\\s,'\"]{1,100},([^\\s'\"]{6,200})"],
  [
    "alias host",
    "\\bmc\\s+(?:alias\\s+set|config\\s+host\\s+add)\\s+\\S{1,100}\\s+\\S{1,200}\\s+\\S{1,200}\\s+['\"]?([^\\s'\"]{8,200})",
  ],
  ["openssl", "\\bopenssl\\s[^\\n|;&]{0,300}?\\s-pass(?:in|out)?\\s+['\"]?pass:([^\\s'\"]{4,200})"],
  [
    "storepass keypass ks-pass key-pass",
    "\\s--?(?:src|dest)?(?:storepass|keypass|ks-pass|key-pass)\\s+['\"]?(?:pass:)?([^\\s'\":]{6,200})",
  ],
  [
    "cargo vault snyk fly nuget",
    "\\b(?:cargo\\s+login|vault\\s+login|snyk\\s+auth|fly\\s+auth|dotnet\\s+nuget\\s+push\\s[^\\n|;&]{0,200}?\\s(?:-k|--api-key))\\s+['\"]?([A-Za-z0-9._-]{16,400})",
  ],
  [
    "_auth _password",
    "\\bnpm\\s+(?:config\\s+)?set\\s+['\"]?\\S{0,200}?_(?:auth|authToken|password)[ =]['\"]?([^\\s'\"]{12,400})",
  ],
  ["poetry", "\\bpoetry\\s+config\\s+(?:pypi-token|http-basic)\\S{0,60}\\s+(?:\\S{1,60}\\s+)?['\"]?([^\\s'\"]{8,400})"],
  ["machine", "\\bmachine\\s+\\S{1,200}\\s+login\\s+\\S{1,200}\\s+password\\s+['\"]?([^\\s'\"]{6,200})"],
  ["ftp", "\\bftp\\b[^\\n]{0,200}\\n(?:[^\\n]{0,200}\\n){0,3}?\\s*user\\s+\\S{1,100}\\s+['\"]?([^\\s'\"]{6,200})"],
  ["send", "(?i)passw[^\\n]{0,100}[\\n;][^\\n]{0,60}\\bsend\\s+(?:--\\s+)?\\\\?['\"]([^\\s'\"\\\\]{6,200})\\\\+[rn]"],
  ["password-file", "--password-file[= ]<\\(\\s*(?:echo|printf)\\s+['\"]?([^\\s'\")]{6,200})"],
  ["sqlplus", "\\bsqlplus\\s+(?:-\\w+\\s+)*['\"]?[\\w.-]{1,60}/([^\\s'\"@]{6,200})@"],
  ["nmcli", "\\bnmcli\\b[^\\n|;&]{0,200}?\\spassword\\s+['\"]?([^\\s'\"]{8,200})"],
  ["user:", "(?i)\\bnet\\s+use\\b[^\\n|;&]{0,200}?/user:\\S{1,100}\\s+['\"]?([^\\s'\"]{6,200})"],
];

/** The longest plain word of each alternative: `docker\\s+login` → docker. */
function keywordsOf(programs: string): string[] {
  const plain = programs.replace(/\\[a-z]\*?\+?/g, " ").replace(/\(\?:[^)]*\)\??|\[[^\]]*\]\??/g, " ");
  return plain.split("|").map((part) =>
    part
      .trim()
      .split(/\s+/)
      .reduce((longest, word) => (word.length > longest.length ? word : longest), ""),
  );
}

export const commandPasswords: readonly KeyFormat[] = [
  ...options.map(([programs, option]): [string[], string] => [
    keywordsOf(programs),
    `\\b(?:${programs})\\b[^\\n|;&]{0,300}?\\s(?:${option})[ =]?['"]?([^\\s'"-][^\\s'"]{5,200})`,
  ]),
  ...forms.map(([words, regex]): [string[], string] => [words.split(" "), regex]),
].map(([keywords, regex]) => ({
  id: "command-password",
  keywords,
  regex,
  entropy: 2.5,
  reach: [700, 700],
  // A port or version, a file, words, and references to other sources.
  allowed: ["^[0-9.:/-]+$", "^\\.{0,2}/", "^@(?:keychain|env):", "^(?:env|file|stdin):", "^[a-z]+(?:[-_.][a-z]+)*$"],
}));
