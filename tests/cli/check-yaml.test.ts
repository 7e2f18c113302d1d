import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEvents } from "js-yaml";
import { positionsOf } from "../../cli/commands/check-yaml/positions";
import { withSources } from "../helpers/sources";

jest.setTimeout(60_000);

test("errors and warnings name line, column and path; errors end with 1", () =>
  withSources({}, async ({ folder, codearts }) => {
    mkdirSync(join(folder, ".cloudbuild"));
    const lines = ["version: 2.0", "steps:", "  BUILD:", "    - sh:", "        inputs:", "          comand: make"];
    writeFileSync(join(folder, ".cloudbuild/build.yml"), lines.join("\n"));
    const wrong = await codearts(["check-yaml"]);
    expect(wrong).toEqual({
      code: 1,
      stdout: [
        ".cloudbuild/build.yml:5:9: error: steps.BUILD[0].sh.inputs.command: missing; write a string",
        '.cloudbuild/build.yml:6:11: warning: steps.BUILD[0].sh.inputs.comand: unknown key; did you mean "command"?',
        "",
      ].join("\n"),
      stderr: ".cloudbuild/build.yml: 1 error, 1 warning\n",
    });
    writeFileSync(join(folder, "good.yml"), `${lines.join("\r\n").replace("comand", "command")}\r\nextra: 1\r\n`);
    const good = await codearts(["check-yaml", "good.yml", "--json"]);
    expect([good.code, JSON.parse(good.stdout)]).toEqual([
      0,
      {
        file: "good.yml",
        errors: 0,
        warnings: 1,
        findings: [{ severity: "warning", line: 7, column: 1, path: "extra", message: "unknown key" }],
      },
    ]);
  }));

test("what is no YAML, no file or more than one document is said so", () =>
  withSources({}, async ({ folder, codearts }) => {
    writeFileSync(join(folder, "twice.yml"), "version: 2.0\nsteps: {}\nversion: 2.0\n");
    writeFileSync(join(folder, "many.yml"), "version: 2.0\n---\nversion: 2.0\n");
    const twice = await codearts(["check-yaml", "twice.yml"]);
    expect([twice.code, twice.stdout]).toEqual([1, "twice.yml:3:1: error: no YAML: duplicated mapping key\n"]);
    const many = await codearts(["check-yaml", "many.yml"]);
    expect([many.code, many.stdout]).toEqual([1, "many.yml:1:1: error: 2 documents; a build.yml has one\n"]);
    const none = await codearts(["check-yaml", "none.yml"]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("none.yml cannot be read: no such file or directory")]);
  }));

test("places are found in flow and block style, behind anchors, in quotes and beyond what is there", () => {
  const text = 'a: &x\n  - {b: 1, "c d": [1, 2]}\n  - *x\nd: *x\n? e\n: |\n  f\ng:\n  - - h: 1\n';
  const place = positionsOf(text, parseEvents(text, {}));
  const at = (...path: (string | number)[]) => Object.values(place(path)).join(":");
  expect([at("a"), at("a", 0), at("a", 0, "b"), at("a", 0, "c d"), at("a", 0, "c d", 1)]).toEqual([
    "1:1",
    "2:5",
    "2:6",
    "2:13",
    "2:23",
  ]);
  expect([at("a", 1), at("d"), at("e"), at("g", 0, 0, "h")]).toEqual(["3:6", "4:1", "5:3", "9:7"]);
  expect([at("g", 7, "x"), at(), at("nothing")]).toEqual(["8:1", "1:1", "1:1"]);
});
