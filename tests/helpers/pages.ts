/** The hand-written and generated Markdown of this repository: pages, their headings, links and code samples. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import MarkdownIt from "markdown-it";
import { repository } from "../../tools/pulumi/paths";

const markdown = new MarkdownIt({ html: true });

const roots = [
  "README.md",
  "README.zh-CN.md",
  "SECURITY.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "simulator/README.md",
  "examples/README.md",
];

/** Paths of all pages, from the repository's root. */
export const pages: string[] = [...roots, ...markdownBelow("docs")];

function markdownBelow(folder: string): string[] {
  const entries = readdirSync(join(repository, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter(({ name }) => name.endsWith(".md"))
    .map((entry) => posix.join(entry.parentPath.slice(repository.length + 1), entry.name))
    .sort();
}

const textOf = (page: string): string => readFileSync(join(repository, page), "utf8");

interface Link {
  page: string;
  /** As it is written. */
  href: string;
  /** Path from the repository's root, without the anchor. */
  target: string;
  anchor?: string;
}

/** Links and pictures of a page that lead into this repository. */
export function linksOf(page: string): Link[] {
  const hrefs = markdown
    .parse(textOf(page), {})
    .flatMap(({ children }) => children ?? [])
    .flatMap((token) => [token.attrGet("href"), token.attrGet("src")])
    .flatMap((href) => (href === null ? [] : [String(href)]));
  return hrefs
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = "", anchor] = decodeURI(href).split("#");
      const target = path === "" ? page : posix.normalize(posix.join(dirname(page), path)).replace(/\/$/, "");
      return { page, href, target, ...(anchor === undefined ? {} : { anchor }) };
    });
}

/** Anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  const tokens = markdown.parse(textOf(page), {});
  const headings = tokens.filter((_, index) => tokens[index - 1]?.type === "heading_open");
  const anchors = new Set<string>();
  for (const { children } of headings) {
    const slug = anchorOf((children ?? []).map(({ content }) => content).join(""));
    let unique = slug;
    for (let count = 1; anchors.has(unique); count++) unique = `${slug}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** Lines of running text that end in the middle of a paragraph, which a browser shows as a blank. */
export function lineBreaksOf(page: string): string[] {
  const inline = markdown.parse(textOf(page), {}).filter(({ children }) => children?.some(({ type }) => type === "softbreak"));
  return inline.map(({ content, map }) => `${page}:${(map?.[0] ?? 0) + 1}: ${content.slice(0, 40)}`);
}

/** A fenced block of code. */
export interface Sample {
  page: string;
  line: number;
  language: string;
  text: string;
}

export function samplesOf(page: string): Sample[] {
  const fences = markdown.parse(textOf(page), {}).filter(({ type }) => type === "fence");
  return fences.map(({ info, content, map }) => ({ page, line: (map?.[0] ?? 0) + 1, language: info.trim(), text: content }));
}

/** Samples in the doc comments of a source, which editors show. */
export function commentSamplesOf(file: string): Sample[] {
  const text = textOf(file);
  return [...text.matchAll(/^ *\* ```ts\n([\s\S]*?)^ *\* ```$/gm)].map(({ 1: lines = "", index }) => ({
    page: file,
    line: text.slice(0, index).split("\n").length,
    language: "ts",
    text: lines.replace(/^ *\* ?/gm, ""),
  }));
}
