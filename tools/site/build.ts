import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../lib/process";
import { repository } from "../pulumi/paths";
import { sectionsOf } from "./contents";
import { filePage, forSite, sitePages } from "./pages";

const site = join(repository, "site");
const source = join(site, "src");

/** Puts the pages together, installs the generators when they are missing or older than their lock file, and runs them. Returns the folder. */
export async function buildSite(options: string[] = []): Promise<string> {
  writePages();
  const installed = join(site, "node_modules", ".package-lock.json");
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(site, "package-lock.json")).mtimeMs)
    await must("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  await must(process.execPath, [join(site, "node_modules/typedoc/bin/typedoc"), "--options", "typedoc.json"]);
  await must(process.execPath, [join(site, "node_modules/vitepress/bin/vitepress.js"), "build", ".", ...options]);
  return join(site, ".vitepress/dist");
}

async function must(command: string, args: string[]): Promise<void> {
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  const { code, stdout, stderr } = await run(command, args, { cwd: site, env, timeout: 400_000 });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${site}:\n${stdout}\n${stderr}`);
}

function writePages(): void {
  rmSync(source, { recursive: true, force: true });
  const pages = sitePages();
  const files = new Map<string, string>();
  const file = (path: string) => {
    if (path.endsWith(".png")) {
      write(join("public", path), (target) => copyFileSync(join(repository, path), target));
      return `/${path}`;
    }
    const place = `files/${path.replace(/[^\w/-]/g, "-")}`;
    files.set(path, place);
    return `/${place}`;
  };
  const texts = new Map([...pages].map(([page, place]) => [place, forSite(page, pages, file)]));
  for (const [place, text] of texts) writeText(`${place}.md`, home(place, text));
  for (const [path, place] of files) writeText(`${place}.md`, filePage(path, pages));
  for (const [language, { contents, nav, api }] of Object.entries(languages)) {
    const sidebar = sectionsOf(texts.get(contents) ?? "");
    sidebar.at(-1)?.items.push({ text: api, link: "/api/" });
    writeText(`contents-${language}.json`, JSON.stringify({ sidebar, nav }));
  }
}

const writeText = (path: string, text: string) => write(path, (target) => writeFileSync(target, text));

function write(path: string, make: (target: string) => void): void {
  const target = join(source, path);
  mkdirSync(dirname(target), { recursive: true });
  make(target);
}

const languages = {
  en: {
    contents: "docs/index",
    nav: [
      { text: "Guide", link: "/docs/guide/first-job" },
      { text: "Reference", link: "/docs/resources/build-job" },
      { text: "Troubleshooting", link: "/docs/troubleshooting" },
      { text: "API", link: "/api/" },
      { text: "Changes", link: "/CHANGELOG" },
    ],
    api: "TypeScript API",
  },
  zh: {
    contents: "zh/contents",
    nav: [
      { text: "指南", link: "/zh/guide/first-job" },
      { text: "参考", link: "/docs/resources/build-job" },
      { text: "故障排查", link: "/docs/troubleshooting" },
      { text: "API", link: "/api/" },
    ],
    api: "TypeScript API（英文）",
  },
};

/** The home pages are the READMEs below a title. */
const heads: Record<string, string> = {
  index: head("Build jobs as code", "CodeArts Build with Pulumi: declare, preview, review, adopt", [
    ["Your first job", "/docs/guide/first-job"],
    ["Without a cloud", "/docs/guide/without-a-cloud"],
    ["Documentation", "/docs/"],
  ]),
  "zh/index": head("以代码管理构建任务", "用 Pulumi 管理 CodeArts Build：声明、预览、评审、接管", [
    ["第一个任务", "/zh/guide/first-job"],
    ["无需云账号", "/zh/guide/without-a-cloud"],
    ["全部文档", "/zh/contents"],
  ]),
};

/** The title of a home page stands above it already. */
const home = (place: string, text: string) => (heads[place] === undefined ? text : heads[place] + text.replace(/^# .*\n/, ""));

function head(text: string, tagline: string, actions: [text: string, link: string][]): string {
  const buttons = actions.map(([text, link], index) => ({ theme: index === 0 ? "brand" : "alt", text, link }));
  return `---\n${JSON.stringify({ layout: "home", hero: { name: "pulumi-codearts", text, tagline, actions: buttons } })}\n---\n`;
}
