/** The repository's Markdown as pages of the site: where each goes, and where its links lead there. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { repository } from "../pulumi/paths";

const roots = [
  "README.md",
  "README.zh-CN.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "simulator/README.md",
  "examples/README.md",
];

/** Pages that are for the Registry: they begin with what its own generator reads. */
const isRegistrys = (path: string) => readFileSync(join(repository, path), "utf8").startsWith("---\n");

/** Page of the repository → page of the site, without its ending. */
export function sitePages(): Map<string, string> {
  const docs = readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" }).map((path) =>
    posix.join("docs", path),
  );
  const pages = [...roots, ...docs.filter((path) => path.endsWith(".md") && !isRegistrys(path)).sort()];
  return new Map(pages.map((page) => [page, placeOf(page)]));
}

function placeOf(page: string): string {
  if (page === "README.zh-CN.md") return "zh/index";
  return page
    .replace(/^docs\/zh\/(?!README)/, "zh/")
    .replace(/^docs\/zh\/README/, "zh/contents")
    .replace(/README\.md$/, "index.md")
    .replace(/\.md$/, "");
}

/** A page whose links lead where the site has their targets; `file` is told of those that are no pages. */
export function forSite(page: string, pages: ReadonlyMap<string, string>, file: (path: string) => string): string {
  let fenced = false;
  const lines = withTabs(readFileSync(join(repository, page), "utf8")).split("\n");
  const link = (whole: string, href: string) => {
    if (/^([a-z]+:|#)/.test(href)) return whole;
    const [path = "", anchor] = href.split("#");
    const target = posix.normalize(posix.join(posix.dirname(page), decodeURI(path))).replace(/\/$/, "");
    const place = pages.get(target);
    const address = place === undefined ? file(target) : `/${place.replace(/(^|\/)index$/, "$1")}`;
    return `](${address}${anchor === undefined ? "" : `#${anchor}`})`;
  };
  return lines
    .map((line) => {
      if (/^\s*```/.test(line)) fenced = !fenced;
      return fenced ? line : line.replace(/\]\(([^)\s]+)\)/g, link);
    })
    .join("\n");
}

/** Programs in several languages, one open and the others folded on the code host, are tabs on the site. */
const withTabs = (text: string): string =>
  text.replace(/^<!-- languages -->\n(.*?)^<!-- \/languages -->$/gms, (_, inner: string) => {
    const titles = ["TypeScript", ...[...inner.matchAll(/<summary>(.+?)<\/summary>/g)].map(([, title]) => title)];
    const blocks = [...inner.matchAll(/^```(\w+)\n.*?^```$/gms)].map(([block, language = ""], index) =>
      block.replace(`\`\`\`${language}`, `\`\`\`${language} [${titles[index]}]`),
    );
    return `::: code-group\n\n${blocks.join("\n\n")}\n\n:::`;
  });

/** A file of the repository as a page that shows it, a folder as one that lists its pages. */
export function filePage(path: string, pages: ReadonlyMap<string, string>): string {
  const full = join(repository, path);
  if (!existsSync(full)) throw new Error(`${path}: a page links to it, and it is not there`);
  if (statSync(full).isDirectory()) {
    const below = [...pages].filter(([page]) => page.startsWith(`${path}/`));
    return `# ${path}\n\n${below.map(([page, place]) => `- [${page.slice(path.length + 1)}](/${place})`).join("\n")}\n`;
  }
  const language = posix.extname(path).slice(1).replace("mjs", "js") || "text";
  return `# ${path}\n\n\`\`\`\`${language}\n${readFileSync(full, "utf8").trimEnd()}\n\`\`\`\`\n`;
}
