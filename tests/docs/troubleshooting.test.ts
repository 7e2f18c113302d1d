/** docs/troubleshooting.md has every message that people meet, by its words. The page is written by hand; the messages come from the sources. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../tools/pulumi/paths";
import { fixedWords, messages } from "../helpers/messages";

const plain = (text: string) => text.replaceAll("`", "").replace(/\s+/g, " ");
const page = readFileSync(join(repository, "docs/troubleshooting.md"), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| `"));

test("every message of the sources is on the page", () => {
  const all = [...messages()].filter(([text]) => fixedWords(text).length > 0);
  expect(all.length).toBeGreaterThan(200);
  const text = plain(page);
  const missing = all.filter(([message]) => !fixedWords(message).every((words) => text.includes(plain(words))));
  expect(missing.map(([message, file]) => `${file}: ${message}`)).toEqual([]);
});

test("every row says cause and cure, and shows a message that there still is", () => {
  const known = [...messages().keys()].flatMap(fixedWords).map(plain);
  for (const row of rows) {
    const [message = "", cause = "", cure = ""] = row.replace(/^\| |\|$/g, "").split(" | ");
    expect([cause, cure].every((cell) => cell.trim().length > 3)).toBe(true);
    expect([message, known.some((words) => plain(message).includes(words))]).toEqual([message, true]);
  }
});
