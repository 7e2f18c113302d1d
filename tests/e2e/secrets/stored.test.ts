/**
 * A preview's events need not show a secret that its program prints: the review knows those of the configuration, of the state and of its
 * own environment beforehand, and strikes them out of every text.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";

const inConfiguration = "made-up config/secret+7f31";
const inState = "made-up state/secret+9c02";
const inEnvironment = "made-up env/secret+1b44";
const all = [inConfiguration, inState, inEnvironment];

const before = `import * as pulumi from "@pulumi/pulumi";
export const kept = pulumi.secret({ deep: ["${inState}"] });
`;
/** Nothing here is marked as a secret, as in a provider that puts what it sent into its errors. */
const after = `import * as pulumi from "@pulumi/pulumi";
const all = [new pulumi.Config().require("apiKey"), "${inState}", process.env.DB_PASSWORD ?? ""];
const forms = all.flatMap((text) => [text, encodeURIComponent(text), encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  new URLSearchParams({ k: text }).toString().slice(2), Buffer.from("user:" + text).toString("base64"), Buffer.from(text).toString("hex"), JSON.stringify({ body: JSON.stringify({ text }) })]);
console.log("called with " + forms.join(" "));
throw new Error("GET https://api.example.com/?k=" + forms.join("\\nand ") + "\\nwas refused");
`;

const formsOf = (text: string): string[] => [
  text,
  encodeURIComponent(text),
  encodeURIComponent(text).toLowerCase(),
  new URLSearchParams({ k: text }).toString().slice(2),
  // What "user:" has in common with the first characters of the secret is left out.
  Buffer.from(`user:${text}`).toString("base64").slice(8, -4),
  Buffer.from(text).toString("hex"),
  text.slice(-8),
];

/** Packing and installing is not what this test is about, and may wait for another run. */
beforeAll(() => installation(), 900_000);

test(
  "secrets of configuration, state and environment, in every form of a program's error",
  () =>
    withStack(
      { program: before, config: { "e2e:apiKey": { secret: inConfiguration } }, env: { DB_PASSWORD: inEnvironment } },
      async (stack) => {
        await stack.up();
        stack.write("index.ts", after);
        const files = ["r.json", "r.html", "r.txt", "r.md", "r.sarif", "r.xml"];
        const outs = files.flatMap((file) => ["--out", file]);
        const ended = await stack.command("pulumi-codearts", "review", ...outs, "--dry-run", "--post", "github");
        expect(ended.code).toBe(1);
        const written = files.map((file) => readFileSync(join(stack.folder, file), "utf8"));
        expect(written[2]).toContain("was refused");
        expect(written[2]).toContain("[secret]");
        for (const text of [...written, ended.stdout, ended.stderr])
          for (const form of all.flatMap(formsOf)) expect([form, text.includes(form)]).toEqual([form, false]);

        // A stack that cannot be read is the preview's to complain about.
        const none = await stack.command("pulumi-codearts", "review", "--stack", "no-such-stack");
        expect([none.code, none.stdout]).toEqual([1, expect.stringMatching(/no stack named 'no-such-stack' found/)]);
      },
    ),
  180_000,
);
