import * as fc from "fast-check";
import { Call, type Code, Merge, Name, printCode } from "../../../cli/commands/adopt/code";
import { format } from "../../helpers/format";

const evaluate = (text: string): unknown => new Function(`return (${text});`)();

const constant = (name: string, code: Code) => `const ${name} = ${printCode(code, 0, `const ${name} = `.length)};\n`;

describe("expressions of the generated program", () => {
  test("are laid out so that a formatter changes nothing", () => {
    const long = "x".repeat(90);
    const codes: Code[] = [
      {
        scms: [{ type: "codehub", url: "git@x", branch: "main" }],
        pairs: [
          { a: 1, b: 2 },
          { a: 1, b: 2 },
        ],
        single: [{ a: 1 }, { a: 1 }],
      },
      {
        command: "mvn -B verify\ncp a b\n",
        url: `https://${"a".repeat(60)}`,
        address: long,
        ab: long,
        list: [long, "b"],
        n: [1, 22, 3],
      },
      {
        parameters: {
          codeBranch: "main",
          "a-b": { default: new Name('config.requireSecret("abc")'), private: true, description: "something rather long here" },
        },
      },
      {
        steps: [
          new Call("steps.maven", [{ command: "mvn" }]),
          new Name("uploadStep"),
          new Call("mavenStep", ["m".repeat(50), "second argument"]),
          new Call("f", [long]),
          new Call("f", [long, "b"]),
        ],
      },
      {
        parameters: new Merge([
          [undefined, new Name("common")],
          ["a", "b"],
        ]),
        command: new Name("command"),
        "1a": 2,
        quotes: 'say "hi" it\'s',
        doubles: 'say "hi"',
        escapes: "a\\b${x}`",
      },
      {
        中文: { default: "a" },
        events: ["buildJobSuccess", "buildJobFail", "updateConfigJob", "deleteJob", "forbiddenJob"],
        wide: "中".repeat(34),
      },
      {
        deep: {
          deeper: {
            lists: [
              ["a", "b"],
              ["c", "d"],
            ],
            one: [["a", "b"]],
            empty: [],
            none: {},
            text: "a".repeat(60),
          },
        },
      },
      new Call("new codearts.BuildJob", ["api", { steps: [{ module: "m", name: "n" }] }]),
      new Call("new codearts.BuildJob", [
        "api",
        { steps: [{ module: "m", name: "n" }] },
        { ignoreChanges: ['parameters["a"].default'] },
      ]),
    ];
    const text = codes.map((code, index) => constant(`c${index}`, code)).join("\n");
    expect(format(text)).toBe(text);
  });

  test("evaluate to the value that they represent", () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" });
    fc.assert(
      fc.property(value, (given) => {
        // JSON knows no minus zero.
        expect(evaluate(printCode(given as Code))).toEqual(JSON.parse(JSON.stringify(given)));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test("keep any text: line ends, quotes, signs that end a line for JavaScript", () => {
    for (const text of ["a\r\nb", "\n", "a\n", "`${x}`", "\u2028\u2029", "'\"", "行一\n行二", "\\n", "\t", "\ud800"]) {
      expect(evaluate(printCode({ text }))).toEqual({ text });
    }
  });
});
