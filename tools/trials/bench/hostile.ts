/**
 * Processor time of every rule on texts that are made to be slow.
 * tests/policies/time.test.ts runs it bundled, with 1 MB: the loaders of tsx and Jest make the parser ten times slower.
 */
import { evaluate, rules } from "../../../policies";

/** Pieces that are repeated to a text: what shells, key formats and patterns nest, quote or repeat. */
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

const type = "pulumi-nodejs:dynamic/codearts:BuildJob";

/** Processor seconds that a rule takes on a job with this text in a step, a parameter, an address, a schedule and its name. */
function secondsOf(rule: (typeof rules)[number], text: string): number {
  const inputs = {
    parameters: { x: { default: text, runtime: true }, [text.slice(0, 1000)]: "a" },
    steps: [{ module: text, name: "s", version: "1", properties: { command: text, image: text } }],
    scms: [{ type: "github", url: text, branch: text }],
    schedules: [{ cron: text, timeZone: "Asia/Shanghai" }],
    name: text,
  };
  const own = "exampleConfig" in rule ? rule.exampleConfig : {};
  const settings = { all: "disabled" as const, [rule.name]: { enforcementLevel: "advisory", ...own } };
  const before = process.cpuUsage();
  evaluate([{ type, urn: `urn:pulumi:dev::shop::${type}::api`, inputs }], settings);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

export interface Slowest {
  seconds: number;
  rule: string;
  shape: string;
}

/** The slowest rule on texts of so many characters. */
function slowestOn(shapes: readonly string[], size: number): Slowest {
  let slowest: Slowest = { seconds: 0, rule: "", shape: "" };
  for (const shape of shapes) {
    const text = hostileText(shape, size);
    for (const rule of rules) {
      const seconds = secondsOf(rule, text);
      if (seconds > slowest.seconds) slowest = { seconds, rule: rule.name, shape };
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
