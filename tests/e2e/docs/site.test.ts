/** The site of the documentation, built and opened in a browser: every link is followed, the search finds, and it fits a phone. */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildSite } from "../../../tools/site/build";
import { sitePages } from "../../../tools/site/pages";
import { withBrowser } from "../../helpers/browser";

let folder: string;
beforeAll(async () => {
  folder = await buildSite();
}, 600_000);

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Serves the built files as any host of static pages does. */
async function withSite(work: (browser: Browser, url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = [path, `${path}.html`, join(path, "index.html")]
      .map((one) => join(folder, one))
      .find((one) => existsSync(one) && extname(one) !== "");
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await withBrowser((browser) => work(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

interface Seen {
  hrefs: string[];
  ids: string[];
}

const look = (page: Page) =>
  page.evaluate<Seen>(
    "({ hrefs: [...document.querySelectorAll('a[href]')].map((one) => one.href), ids: [...document.querySelectorAll('[id]')].map((one) => one.id) })",
  );

test(
  "every link of every page leads to a page, and to a heading of it",
  () =>
    withSite(async (browser, url) => {
      const context = await browser.newContext({ javaScriptEnabled: true });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("response", (response) => response.status() < 400 || complaints.push(`${response.status()} ${response.url()}`));
      page.on(
        "request",
        (request) => request.url().startsWith(url) || request.url().startsWith("data:") || complaints.push(request.url()),
      );
      const seen = new Map<string, Seen>();
      const open = new Set([`${url}/`, `${url}/zh/`]);
      for (const address of open) {
        await page.goto(address, { waitUntil: "load" });
        const found = await look(page);
        seen.set(address, found);
        // A Set goes on with what is added while it is walked.
        for (const href of found.hrefs) if (href.startsWith(url)) open.add(href.split("#")[0] ?? "");
      }
      expect(complaints).toEqual([]);
      const places = [...sitePages().values()].map((place) => `${url}/${place.replace(/(^|\/)index$/, "$1")}`);
      expect(places.filter((place) => !seen.has(place))).toEqual([]);
      const dead = [...seen].flatMap(([from, { hrefs }]) =>
        hrefs
          .filter((href) => href.startsWith(url) && href.includes("#"))
          .filter((href) => {
            const [address = "", anchor = ""] = href.split("#");
            return anchor !== "" && !seen.get(address)?.ids.includes(decodeURIComponent(anchor));
          })
          .map((href) => `${from} → ${href}`),
      );
      expect(dead).toEqual([]);
      await context.close();
    }),
  300_000,
);

test.each([
  ["an English word", "/", "Search", "repositoryId", "Where do I find the repositoryId", "/docs/guide/faq"],
  ["a Chinese word", "/zh/", "搜索", "策略", "推行策略", "/zh/guide/policies"],
])(
  "the search finds %s and leads there",
  (_, home, button, words, heading, place) =>
    withSite(async (browser, url) => {
      const page = await browser.newPage();
      await page.goto(`${url}${home}`);
      await page.getByRole("button", { name: button }).first().click();
      await page.locator(".VPLocalSearchBox input").fill(words);
      const result = page.locator(".VPLocalSearchBox .result", { hasText: heading }).first();
      await result.waitFor();
      await result.click();
      await page.waitForURL((address) => address.pathname.startsWith(place));
      expect(await page.locator("main").textContent()).toContain(heading);
      await page.close();
    }),
  120_000,
);

test(
  "no page is wider than a phone, in the light and in the dark",
  () =>
    withSite(async (browser, url) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme });
        const page = await context.newPage();
        const backgrounds = new Set<unknown>();
        for (const path of ["/", "/docs/guide/first-job", "/docs/resources/build-job", "/docs/troubleshooting", "/zh/"]) {
          await page.goto(url + path);
          expect([path, await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")]).toEqual([path, true]);
          backgrounds.add(await page.evaluate("document.documentElement.classList.contains('dark')"));
        }
        expect([...backgrounds]).toEqual([colorScheme === "dark"]);
        await context.close();
      }
    }),
  120_000,
);
