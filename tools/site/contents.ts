/** Navigation of the site, from the contents page of a language: its sections and the links in their tables. */
interface Entry {
  text: string;
  link: string;
}

interface Section {
  text: string;
  items: Entry[];
}

/** `text` is that of the page as it appears on the site. */
export function sectionsOf(text: string): Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      text: section.split("\n")[0]?.trim() ?? "",
      items: [...section.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = "", link = ""]) => ({
        text: /^`|^[\w-]+\.\w+$/.test(title) ? title.replaceAll("`", "") : capital(title.replaceAll("`", "")),
        link,
      })),
    }));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
