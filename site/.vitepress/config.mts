/** The site of the documentation. Its pages are put together by tools/site from the repository's Markdown. */
import { readFileSync } from "node:fs";
import { type DefaultTheme, defineConfig } from "vitepress";

interface Contents {
  nav: DefaultTheme.NavItem[];
  sidebar: DefaultTheme.SidebarItem[];
}

const contents = (language: string): Contents =>
  JSON.parse(readFileSync(new URL(`../src/contents-${language}.json`, import.meta.url), "utf8"));

const description = "Build jobs of Huawei Cloud CodeArts Build as code, with Pulumi";

export default defineConfig({
  srcDir: "src",
  title: "pulumi-codearts",
  description,
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    // Code such as `{{` is text; Vue would look for the end of an expression.
    config: (md) => {
      const inline = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (...parts) => (inline?.(...parts) ?? "").replaceAll("{{", "&#123;&#123;");
    },
    // The anchors that GitHub gives the same headings.
    anchor: {
      slugify: (heading) =>
        heading
          .trim()
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
          .replaceAll(" ", "-"),
    },
  },
  themeConfig: {
    // Not every page is there in both languages: the switch leads to the other home.
    i18nRouting: false,
    search: {
      provider: "local",
      options: {
        // Chinese has no blanks between words: each sign is one for the search.
        miniSearch: {
          options: {
            tokenize: (text: string) => text.match(/\p{Script=Han}|[\p{L}\p{N}_]+/gu)?.map((word) => word.toLowerCase()) ?? [],
          },
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
              modal: {
                noResultsText: "没有找到",
                resetButtonTitle: "清除",
                displayDetails: "显示详情",
                footer: { selectText: "选择", navigateText: "切换", closeText: "关闭" },
              },
            },
          },
        },
      },
    },
    outline: [2, 3],
  },
  locales: {
    root: { label: "English", lang: "en", themeConfig: contents("en") },
    zh: {
      label: "中文",
      lang: "zh-CN",
      link: "/zh/",
      themeConfig: {
        ...contents("zh"),
        outline: { level: [2, 3], label: "本页内容" },
        docFooter: { prev: "上一页", next: "下一页" },
        darkModeSwitchLabel: "外观",
        lightModeSwitchTitle: "切换到浅色",
        darkModeSwitchTitle: "切换到深色",
        sidebarMenuLabel: "目录",
        returnToTopLabel: "回到顶部",
        langMenuLabel: "语言",
      },
    },
  },
});
