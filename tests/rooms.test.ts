/** Every kind of the list has its rooms: its folder, page, contract test, old state and example. A new kind fails here until it has. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kindByWord } from "../cli/commands/adopt/model";
import { kindByType } from "../cli/commands/render/requests";
import * as providers from "../provider";
import { reviewWords } from "../provider/generated/review";
import { typeOf } from "../provider/pulumi-wire";
import { kinds as data } from "../sdk/generated/kinds";
import * as codearts from "../sdk/index";
import { samples } from "./provider/inputs/samples";
import { subjects } from "./provider/inputs/subjects";

const repository = join(__dirname, "..");
const programs = readdirSync(join(repository, "examples"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
  .map((file) => readFileSync(join(repository, "examples", file), "utf8"))
  .join("\n");
const overviews = ["README.md", "README.zh-CN.md", "docs/README.md"];

const rows = Object.entries(data).map(([name, { handle, page }]) => ({ name, handle, page }));

test("the list of kinds is not empty", () => expect(rows.length).toBeGreaterThan(5));

test.each(rows)("$name has every room", ({ name, handle, page }) => {
  const files = [
    ...["inputs.ts", "kind.ts", "review.ts", "description.md", "example.yaml"].map((file) => `provider/kinds/${page}/${file}`),
    `docs/resources/${page}.md`,
    `tests/provider/lifecycle/${page}.ts`,
    `tests/fixtures/state/${page}-1.json`,
  ];
  expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  expect({
    class: Object.hasOwn(codearts, name),
    provider: Object.hasOwn(providers, handle),
    review: Object.hasOwn(reviewWords, name),
    render: kindByType(typeOf(name)) === name,
    inputs: Object.hasOwn(samples, name) && subjects.some((subject) => subject.name === name),
    example: programs.includes(`codearts.${name}(`),
    overviews: overviews.filter((file) => readFileSync(join(repository, file), "utf8").includes(`resources/${page}.md`)),
  }).toEqual({ class: true, provider: true, review: true, render: true, inputs: true, example: true, overviews });
});

test("adopt takes every kind that can be taken over; what cannot be is only what a deployment starts itself", () => {
  const left = rows.filter(({ handle }) => ![...kindByWord.values()].some((taken) => taken === handle));
  expect(left.map(({ name }) => name)).toEqual(["BuildRun"]);
});
