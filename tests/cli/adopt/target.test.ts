import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { findTarget } from "../../../cli/commands/adopt/target";
import { readProject } from "../../../cli/lib/project";

/** The target for a folder with these files. */
function targetOf(files: Record<string, string>, work: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), "codearts-target-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const nodejs = "name: mine\nruntime: nodejs\n";

describe("folders that nothing is written to", () => {
  test.each<[string, Record<string, string>, string]>([
    ["one that is not empty", { "notes.txt": "mine" }, "neither empty nor a Pulumi program"],
    ["a program in another language", { "Pulumi.yaml": "name: p\nruntime: python\n" }, "for python"],
    ["a program in another language, long form", { "Pulumi.yaml": "name: p\nruntime:\n  name: yaml\n" }, "for yaml"],
    ["a program in JavaScript", { "Pulumi.yaml": nodejs, "index.js": "" }, "index.js is JavaScript"],
    ["a program without an entry", { "Pulumi.yaml": nodejs }, "has no index.ts"],
  ])("%s", (_name, files, message) => targetOf(files, (root) => expect(() => findTarget(root)).toThrow(message)));

  test("a file", () => targetOf({ file: "" }, (root) => expect(() => findTarget(join(root, "file"))).toThrow("is a file")));
});

test.each<[string, Record<string, string>, string]>([
  ["a folder", { "Pulumi.yaml": `${nodejs}main: infra/ # ours\n`, "infra/index.ts": "" }, "infra/index.ts"],
  ["a file", { "Pulumi.yaml": `${nodejs}main: "infra/jobs.ts"\n`, "infra/jobs.ts": "" }, "infra/jobs.ts"],
  ["a file without its ending", { "Pulumi.yaml": `${nodejs}main: infra/jobs\n`, "infra/jobs.ts": "" }, "infra/jobs.ts"],
  [
    "JSON",
    { "Pulumi.json": '{ "name": "p", "runtime": { "name": "nodejs" }, "main": "infra" }', "infra/index.ts": "" },
    "infra/index.ts",
  ],
])("main in the project file names %s", (_name, files, entry) =>
  targetOf(files, (root) => {
    expect(relative(root, findTarget(root).existing?.entry ?? "")).toBe(entry);
    expect(relative(root, readProject(root)?.programFolder ?? "")).toBe("infra");
  }),
);

test("a new program goes to a folder that is empty, not there, or has packages only", () => {
  const harmless: Record<string, string>[] = [{}, { "package.json": "{}", "node_modules/x/index.js": "", ".git/HEAD": "" }];
  for (const files of harmless) {
    targetOf(files, (root) => expect(findTarget(root).existing).toBeUndefined());
  }
  targetOf({}, (root) => expect(findTarget(join(root, "构建 Jobs")).projectName).toBe("gou-jian-jobs"));
});

describe("an existing program", () => {
  const existing = (root: string) => {
    const { existing: found } = findTarget(root);
    return found && { ...found, entry: relative(root, found.entry) };
  };

  test.each<[string, Record<string, string>, object]>([
    ["with index.ts", { "Pulumi.yaml": nodejs, "index.ts": "" }, { entry: "index.ts", folder: "codearts", isModule: false }],
    [
      "with main in Pulumi.yaml",
      { "Pulumi.yaml": `${nodejs}main: src/\n`, "src/index.ts": "" },
      { entry: "src/index.ts", folder: "src/codearts", isModule: false },
    ],
    [
      "with main in package.json",
      { "Pulumi.yaml": nodejs, "package.json": '{ "main": "app/main.ts", "type": "module" }', "app/main.ts": "" },
      { entry: "app/main.ts", folder: "app/codearts", isModule: true },
    ],
    [
      "of ES modules",
      { "Pulumi.yaml": nodejs, "package.json": '{ "type": "module" }', "index.ts": "" },
      { entry: "index.ts", folder: "codearts", isModule: true },
    ],
    [
      "that was added to before",
      { "Pulumi.yaml": nodejs, "index.ts": "", "codearts/index.ts": "" },
      { entry: "index.ts", folder: "codearts-2", isModule: false },
    ],
    [
      "with runtime options",
      { "Pulumi.yaml": "name: a\nruntime:\n  name: nodejs\n  options:\n    typescript: true\n", "index.ts": "" },
      { entry: "index.ts" },
    ],
  ])("%s", (_name, files, found) => targetOf(files, (root) => expect(existing(root)).toMatchObject(found)));
});
