/** docs/api.md tells of every operation which function it has, who uses it and that the simulator answers it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, operations } from "../../../provider/create-client";
import { kinds } from "../../../provider/kinds";

const text = readFileSync(join(__dirname, "../../../docs/api.md"), "utf8");
const rows = text
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter((cells) => cells.length === 8 && /^`\w+\.\w+`$/.test(cells[2] ?? ""));

test("142 rows, one for each operation, each answered by the simulator", () => {
  expect(rows.map(([, operation = ""]) => operation.replaceAll("~~", "")).sort()).toEqual(Object.keys(operations).sort());
  expect(new Set(rows.map(([, , , , , simulator]) => simulator))).toEqual(new Set(["yes"]));
});

test("every function that it names exists", () => {
  const client = createClient({ region: "cn-north-4", accessKey: "AK", secretKey: "made-up-secret" });
  for (const [, , name = ""] of rows) {
    const [noun = "", verb = ""] = name.replaceAll("`", "").split(".");
    const verbs: unknown = Reflect.get(client, noun);
    expect([name, typeof Reflect.get(Object(verbs), verb)]).toEqual([name, "function"]);
  }
});

test("every kind of resource is among its users", () => {
  const users = rows.map(([, , , , used]) => used).join();
  for (const { name } of Object.values(kinds)) expect(users).toContain(`resource \`${name}\``);
});
