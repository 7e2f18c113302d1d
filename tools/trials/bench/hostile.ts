/**
 * CPU time of every rule on texts designed to be slow.
 * tests/policies/time.test.ts runs it bundled, with 1 MB, because the loaders of tsx and Jest make the parser ten times slower.
 */
import { evaluate, rules } from "../../../policies";

/** Fragments that are repeated to form a text: constructs that shells, key formats and patterns nest, quote or repeat. */
export const hostileShapes: readonly string[] = [
  ...'$x ;eval $x\n;curl x | sh\n;sh | ;env ;sudo ;xargs ;$(;((;(;{ ;`;";\';<<A\n;<<A ;cat <<E\n$(a)\nE\n;${a:-;$((;[[ ;case x in ;if ;while ;x=(;a<(;<(;\\\n;# \n;a && ;! ;time ;coproc ;function f { ;f() ;$\';$";${;{a,b};@(;*(a|;[;&;|;\n;é;a=1 ;>a ;<<<a ;"$(;`\\`;select x in a, do '.split(
    ";",
  ),
  ";",
  "sh -c '",
  'sh -c "',
  "ssh a ",
  "docker run -v /:/x a\n",
  "docker run a ",
  "docker run --privileged x\n",
  "curl -o a x; sh a\n",
  "x=$(curl y); eval $x\n",
  "f() { curl x; }; f | sh\n",
  "python -c 'a \"b c\"'\n",
  "find -exec ",
  "echo a b | sh\n",
  "curl -k x\n",
  "npm install\n",
  "pip install a\n",
  "git clone http://a.example.com/b\n",
  "npm install a ",
  "npm i a@1 && ",
  "yarn\nuv sync\n",
  "pip install -i https://a.example.com x\n",
  "export GOPROXY=https://a,",
  "NODE_TLS_REJECT_UNAUTHORIZED=0 ",
  "-Dmaven.wagon.http.ssl.insecure=true ",
  "npm ci --registry=https://",
  "echo registry=https://a.example.com > .npmrc\n",
  "cat > .npmrc <<E\nstrict-ssl = false\nE\n",
  "<url>https://a</url>\n",
  "git clone http://",
  "url.http://a.insteadOf ",
  "docker run node:16\n",
  "node:16-jdk-",
  "jdk-openjdk-",
  "python -c 'verify = False'\n",
  "{ echo a b; } > Dockerfile\n",
  "printf 'RUN a' b c | tee Dockerfile\n",
  "cat > Dockerfile <<E\nRUN a \\\n",
  "cat > Dockerfile <<'E'\nRUN sh <<B\nENV a=b\nADD https://a b\n",
  "base64 -d | ",
  "echo YQ== | base64 -d | sh\n",
  "alias a='curl x'; a | sh\n",
  "alias a=b c=d ",
  "{a,b} x\n",
  "curl -o a x; chmod +x a; a\n",
  "curl x | dd of=a; ",
  "$env:a = 1\n",
  "GOFLAGS=-insecure ",
  "docker push a\ncosign sign a\nsyft a\n",
  "sha256sum -c a\n",
  "https://a\\",
  "token=abcdef12",
  "password: ",
  "--password ",
  "password=password=",
  'name: "PASSWORD", value: ',
  "-----BEGIN PRIVATE KEY-----\n",
  "AKIAQWERTYUIOPASDFGH ",
  "://a:b@",
  "https://aaaaaaaaaaaaaaaaaaaaaaaaaa@",
  "docker login -p ",
  "mysql -p",
  "echo x | docker login --password-stdin ",
  "authorization: bearer ",
  "<password>",
  "_auth=",
  "LS0tLS1CRUdJTi",
  "eyJ",
  "a.",
  "a-",
  "aA1",
  "密码：",
  " ",
];

const hostileText = (shape: string, size: number): string => shape.repeat(Math.ceil(size / shape.length)).slice(0, size);

/** Inputs of each kind with this text in every place that a rule reads. */
function inputsOf(kind: string, text: string): Record<string, unknown> {
  if (kind === "Notice") return { webhook: text, signingKey: text, paramConfig: text, events: [text] };
  if (kind === "Keystore") return { name: text, content: text };
  if (kind === "CicdConfiguration")
    return { vulnerabilityBlocklist: [text], vulnerabilityWhitelist: [text], imageWhitelist: [text] };
  return {
    parameters: { x: { default: text, runtime: true }, secret: { default: text, private: true }, [text.slice(0, 1000)]: "a" },
    steps: [{ module: text, name: "s", version: "1", properties: { command: text, image: text } }],
    scms: [{ type: "github", url: text, branch: text }],
    schedules: [{ cron: text, timeZone: "Asia/Shanghai" }],
    stepSecrets: { s: { password: text } },
    agentPool: { id: text, name: text },
    flavor: text,
    name: text,
  };
}

/** CPU seconds that a rule takes on a resource of its kind, or on two for a rule that checks them together. */
function secondsOf(rule: (typeof rules)[number], text: string): number {
  const kinds = "checkStack" in rule ? [...rule.kinds, ...rule.kinds] : rule.kinds.slice(0, 1);
  const resources = kinds.map((kind, index) => {
    const type = `pulumi-nodejs:dynamic/codearts:${kind}`;
    return { type, urn: `urn:pulumi:dev::shop::${type}::api-${index}`, inputs: inputsOf(kind, text) };
  });
  const own = "exampleConfig" in rule ? rule.exampleConfig : {};
  const settings = { all: "disabled" as const, [rule.name]: { enforcementLevel: "advisory", ...own } };
  return processorSeconds(() => evaluate(resources, settings));
}

function processorSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

/** A fixed task of the same sort, about 0.1 s on a machine of 2024: if this is slow, the machine is slow. */
function floorSeconds(): number {
  const text = hostileText('a b-c=1 "d" ', 1_000_000);
  const times = Array.from({ length: 5 }, () =>
    processorSeconds(() => {
      const counts = new Map<string, number>();
      for (const [word] of text.matchAll(/[\w-]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
      return text.split(" ").sort().join("\n").length + counts.size;
    }),
  );
  return Math.min(...times);
}

export interface Slowest {
  seconds: number;
  /** CPU seconds of the fixed task in the same process. */
  floor: number;
  rule: string;
  shape: string;
}

/** The slowest rule on texts of this many characters. */
function slowestOn(shapes: readonly string[], size: number): Slowest {
  const floor = floorSeconds();
  let slowest: Slowest = { seconds: 0, floor, rule: "", shape: "" };
  for (const shape of shapes) {
    const text = hostileText(shape, size);
    for (const rule of rules) {
      const seconds = secondsOf(rule, text);
      if (seconds > slowest.seconds) slowest = { seconds, floor, rule: rule.name, shape };
      if (seconds > 1)
        process.stderr.write(`${size} characters of ${JSON.stringify(shape)}: ${rule.name} ${seconds.toFixed(2)} s\n`);
    }
  }
  return slowest;
}

if (require.main === module) {
  const [size = "1000000", shapes] = process.argv.slice(2);
  process.stdout.write(`${JSON.stringify(slowestOn(shapes ? JSON.parse(shapes) : hostileShapes, Number(size)))}\n`);
}
