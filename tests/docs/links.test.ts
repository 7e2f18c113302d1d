/** Every link of every page leads somewhere: here, and in the package that npm has. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../tools/lib/process";
import { repository } from "../../tools/pulumi/paths";
import { anchorsOf, lineBreaksOf, linksOf, pages } from "../helpers/pages";

test("every link to a file and to a heading has its target", () => {
  const links = pages.flatMap(linksOf);
  expect(links.length).toBeGreaterThan(150);
  const dead = links.filter(
    ({ target, anchor }) =>
      !existsSync(join(repository, target)) || (anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).has(anchor)),
  );
  expect(dead.map(({ page, href }) => `${page}: ${href}`)).toEqual([]);
});

test("what the packed pages link to is in the package as well", async () => {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  const { stdout } = await run("npm", args, { cwd: repository, env });
  const packed = new Set<string>(JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path));
  expect(packed).toContain("docs/README.md");
  const missing = pages
    .filter((page) => packed.has(page))
    .flatMap(linksOf)
    // Pictures are heavy: the README's own is packed, further ones are not.
    .filter(({ page, target }) => page.startsWith("README") || !target.endsWith(".png"))
    .filter(({ target }) => ![...packed].some((path) => path === target || path.startsWith(`${target}/`)));
  expect(missing.map(({ page, href }) => `${page}: ${href}`)).toEqual([]);
});

test("every page of the guide is there in Chinese", () => {
  const guide = pages.filter((page) => page.startsWith("docs/guide/"));
  expect(guide.length).toBeGreaterThan(15);
  expect(guide.map((page) => page.replace("docs/", "docs/zh/")).filter((page) => !pages.includes(page))).toEqual([]);
});

test("a paragraph in Chinese is one line: a break would be shown as a blank between two signs", () => {
  const chinese = pages.filter((page) => page.startsWith("docs/zh/") || page === "README.zh-CN.md");
  expect(chinese.flatMap(lineBreaksOf)).toEqual([]);
});
