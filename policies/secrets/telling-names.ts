/** How strongly a name suggests a secret: a password may be short, a token or key is long. */
export type Telling = "password" | "key";

const passwordWords = new Set(["passwd", "passphrase", "pwd", "passwort", "secretphrase", "sshpass", "storepass", "keypass"]);
/** Suffixes of a word: `pgpassword`, `dbpwd`, `数据库密码`. */
const passwordEndings = /(?:password|passwd|(?<!old)pwd|密码|口令|(?:db|root|admin|user|login|redis|mysql|ftp|ssh)pass)$/;
/** `appsecret`, `clientsecret`, `accesstoken`, `wxkey`; not `monkey`. */
const keyEndings =
  /(?:secret|密钥|秘钥|令牌|凭证|(?:access|auth|api|app|user|bot|robot|client|refresh|session|bearer|jwt|id|corp|deploy|git|npm|sonar|ci)token|(?:access|secret|private|api|app|sign|signing|encrypt|encryption|aes|des|hmac|wx|auth|master)key)$/;
const keyWords = new Set([
  "secret",
  "secrets",
  "token",
  "credential",
  "credentials",
  "apikey",
  "accesskey",
  "secretkey",
  "privatekey",
  "authtoken",
  "sk",
  "pat",
  "authkey",
  "ak",
]);
/** `key` suggests a secret only after one of these. */
const keyQualifiers = new Set([
  "api",
  "access",
  "secret",
  "private",
  "signing",
  "encryption",
  "auth",
  "account",
  "deploy",
  "master",
  "license",
  "storage",
  "sign",
  "service",
  "webhook",
  "ssh",
  "gpg",
  "hmac",
  "session",
  "aes",
  "des",
  "app",
  "wx",
  "wecom",
  "robot",
  "bot",
]);
/** After the secret word, these mean that the value describes a secret but is not one. */
const aboutWords = new Set(
  (
    "id ids name names file files filename path paths dir folder url uri endpoint host hostname server service type kind mode method ttl age alias length len size count limit max min number expiry expires expiration " +
    "expire timeout algorithm algo version enabled enable disabled required optional ref reference refs arn region user username login policy policies prefix suffix pattern regex format header field column env " +
    "variable var provider manager store storage engine class encoder strategy scope scopes audience issuer bucket image namespace mount volume template description hint label title placeholder location backend " +
    "rotation days hours minutes seconds source target owner group role parameter param fingerprint thumbprint checksum"
  ).split(" "),
);

/** Undefined if the name does not suggest a secret: `tokenUrl`, `secretName`, `maxTokens`, `publicKey`, `cacheKey`. */
export function tellingOf(name: string): Telling | undefined {
  const words = wordsOf(name);
  // `PublicKeyToken` identifies an assembly of .NET; what is public is no secret.
  if (words.some((word, index) => word === "publickey" || (word === "public" && words[index + 1] === "key"))) return undefined;
  // SonarQube's name for a token.
  if (/sonar$/.test(words.at(-2) ?? "") && words.at(-1) === "login") return "key";
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] ?? "";
    if (aboutWords.has(word)) return undefined;
    if (
      passwordWords.has(word) ||
      passwordEndings.test(word) ||
      ((word === "pass" || word === "pw") && index === words.length - 1)
    )
      return "password";
    if (word === "auth" && index === words.length - 1) return "key";
    if (keyWords.has(word) || keyEndings.test(word)) return "key";
    if (word === "key" && keyQualifiers.has(words[index - 1] ?? "")) return "key";
  }
  return undefined;
}

function wordsOf(name: string): string[] {
  return name
    .slice(-120)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9\u4e00-\u9fff]+/)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
}

/** No credential is shorter. */
export const shortest = 6;

/** Whether a value with such a name looks random: mixed characters, and no words, path, URL or reference. */
export function isRandomLooking(value: string, telling: Telling): boolean {
  if (value.length < shortest || value.length > 4_096 || /\s/.test(value) || isPlaceholder(value)) return false;
  if (telling === "password" && (wordSignDigits.test(value) || (value.length < 8 && isShortPassword(value)))) return true;
  if (isOrdinary(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  const entropy = entropyOf(value);
  if (value.length < 8) return false;
  if (telling === "password")
    return (
      (mixed && entropy >= 2.5) || (classes >= 3 && entropy >= 2.8) || (classes >= 2 && value.length >= 12 && entropy >= 3.3)
    );
  if (value.length >= 16) return (mixed && entropy >= 2.9) || (value.length >= 24 && classes >= 2 && entropy >= 3.7);
  return value.length >= 10 && mixed && classes >= 3 && entropy >= 3;
}

/** Letters, digits and a special character that versions, paths and names do not have: `aB3$eF`, `P@ss12`. */
function isShortPassword(value: string): boolean {
  return /[A-Za-z]/.test(value) && /\d/.test(value) && /[@#!$%^&*~?]/.test(value) && !value.startsWith("$");
}

/** Typical form of passwords under a password policy: `Admin@123`. */
const wordSignDigits = /^(?:[A-Z][a-z]{2,15}|[a-z]{3,16})[@#!$%^&*]\d{2,8}[!.#]?$/;

/** Words, versions, paths, URLs: ordinary values with such names. */
function isOrdinary(value: string): boolean {
  if (/^(?:https?|s3|obs|file|git|ssh|arn|urn|vault|classpath):/i.test(value)) return true;
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)/.test(value) || /[*{}<>()]/.test(value)) return true;
  if (/^[^@\s]+@[^@\s]+\.[a-z]{2,10}$/i.test(value)) return true;
  if (/\.(?:json|ya?ml|pem|crt|cer|key|jks|txt|env|xml|properties|toml|conf|p12|pfx|gpg|asc|sh|git)$/i.test(value)) return true;
  return value.split(/[-_./:@,+=]+/).every(isWord);
}

/** `release`, `SonarQube`, `2024`, `v12`, `k8s`. */
function isWord(part: string): boolean {
  return (
    part.length <= 4 || /^(?:[A-Z]?[a-z]{2,18}|[A-Z]{2,14}|(?:[A-Z]?[a-z]{2,14}){1,4}|v?\d{1,6}|[a-z]{3,14}\d{1,2})$/.test(part)
  );
}

// As a regular expression with a back reference, this overflows the stack on a text of 10 MB.
const isOneCharacter = (text: string) => text === text.charAt(0).repeat(text.length);

/** A reference or a mask, which is not a key, whatever the format. */
export function isReference(value: string): boolean {
  const text = value.trim().replace(/^["']|["']$/g, "");
  if (isOneCharacter(text) || /^[*x.•#-]{3,}$/i.test(text)) return true;
  return /^(?:\$[\w.:-]|%\w+%$|@\w+@$|<[^>]*>?$|\[[^\]]*\]$|#\{)/.test(text) || /\$\{|\$\(|\{\{/.test(text);
}

const sampleWords =
  /(?:^|[^a-z])(?:change[-_ ]?(?:it|me|this)|your|example|sample|dummy|placeholder|redacted|masked|todo|fixme|none|null|undefined|insert|replace|fake|foobar)(?:[^a-z]|$)/i;

/** A reference, a mask, or a placeholder: sample words without anything random. */
export function isPlaceholder(value: string): boolean {
  if (isReference(value)) return true;
  const random = value.split(/[^A-Za-z0-9]+/).some((part) => part.length >= 12 && /\d/.test(part) && /[A-Za-z]/.test(part));
  return sampleWords.test(value) && !random;
}

/** Shannon entropy in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}
