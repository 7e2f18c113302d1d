/** The HTML report in a real browser: line differences, contents, folding, filters in the address, paper. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { htmlPieces } from "../../../cli/commands/review/render/html";
import { withBrowser } from "../../helpers/browser";
import { ending, policy, reportOf, step, whole } from "./events";

const lines = (count: number, mark: string, changed: (line: number) => boolean) =>
  Array.from({ length: count }, (_, index) => `echo line ${index + 1}${changed(index + 1) ? ` ${mark}` : ""}`).join("\n");
const shell = (command: string) => ({ module: "made.up.shell", name: "Build", version: "1.0", properties: { command } });
const change = (name: string, count: number, changed: (line: number) => boolean) =>
  step("update", {
    name,
    old: { steps: [shell(lines(count, "old", changed))] },
    new: { steps: [shell(`${lines(count, "new", changed)}\necho last`)] },
  });
const events = [
  change("web", 60, (line) => line === 20 || line === 50),
  step("delete", { name: "gone", old: { name: "gone", timeout: { hours: 1 } } }),
  ...Array.from({ length: 25 }, (_, index) =>
    step("replace", { name: `moved-${index}`, old: { a: 1 }, new: { a: 2 }, keys: ["a"] }),
  ),
  policy("mandatory", "timeout: is missing.", "web"),
  ...ending("failed"),
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codearts-review-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function addressOf(log: readonly object[]): Promise<string> {
  const file = join(folder, "report.html");
  writeFileSync(file, whole(htmlPieces(await reportOf(log))));
  return pathToFileURL(file).href;
}

/** Nothing may complain: a page whose script or style is refused says so there. */
async function opened(browser: Browser, address: string, width = 1280): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}

test("line differences take the full width and number old and new lines", () =>
  withBrowser(async (browser) => {
    const address = await addressOf(events);
    for (const width of [1280, 390]) {
      const { page, complaints } = await opened(browser, address, width);
      const table = page.locator("article.update table.lines");
      const [inner, outer] = [await table.boundingBox(), await page.locator("article.update").boundingBox()];
      expect((inner?.width ?? 0) / (outer?.width ?? 1)).toBeGreaterThan(0.9);
      const numbers = async (text: string): Promise<(string | null)[]> => {
        const row = table.locator("tr", { hasText: text }).first();
        return row.locator("td.n").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-n")));
      };
      expect(await numbers("line 20 new")).toEqual(["20", "20"]);
      expect(await numbers("line 49")).toEqual(["49", "49"]);
      expect(await numbers("echo last")).toEqual(["61"]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      expect(complaints).toEqual([]);
    }
  }));

test("contents lead to each section and each card, also to what is folded or filtered out", () =>
  withBrowser(async (browser) => {
    const { page } = await opened(browser, await addressOf(events));
    const contents = page.getByRole("navigation", { name: "Contents" });
    expect(await contents.locator("li").allTextContents()).toEqual([
      "Mandatory policy (1)",
      "Delete (1): job gone",
      "Replace (25): 25 jobs",
      "Update (1): job web",
    ]);
    await page.getByRole("button", { name: "Collapse all" }).click();
    expect(await page.locator("details[open]").count()).toBe(0);
    await page.getByRole("button", { name: "1 delete" }).click();
    await contents.getByRole("link", { name: "job web" }).click();
    await page.locator("article.update table.lines").waitFor({ state: "visible" });
    await contents.getByRole("link", { name: "25 jobs" }).click();
    await page.getByText("moved-0", { exact: true }).waitFor({ state: "visible" });
    await page.getByRole("button", { name: "Expand all" }).click();
    expect(await page.locator("details:not([open])").count()).toBe(0);
  }));

test("filters are stored in the address and restored from it", () =>
  withBrowser(async (browser) => {
    const address = await addressOf(events);
    const { page } = await opened(browser, address);
    const cards = page.locator("article.card:visible");
    await page.getByRole("button", { name: "1 delete" }).click();
    await page.locator("#text").fill("gone & more=?");
    await page.locator("#text").fill("gone");
    expect(await page.evaluate("location.href")).toBe(`${address}#show=delete&text=gone`);
    await page.reload();
    expect(await cards.count()).toBe(1);
    expect(await page.locator("#text").inputValue()).toBe("gone");
    expect(await page.getByRole("button", { name: "1 delete" }).getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await page.evaluate("location.href")).toBe(address);
    expect(await cards.count()).toBe(4);
    const hostile = "<img src=x onerror=alert(1)>";
    const { page: other, complaints } = await opened(
      browser,
      `${address}#text=${encodeURIComponent(hostile)}&kind=none&show=__proto__`,
    );
    expect(await other.locator("#text").inputValue()).toBe(hostile);
    expect(await other.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  }));

test("on paper pages are full, in colour, and nothing is folded", () =>
  withBrowser(async (browser) => {
    // Each card takes more than half of a page: one a page would leave the rest of each empty.
    const script = (mark: string) => ({ steps: [shell(lines(36, mark, () => true))] });
    const many = Array.from({ length: 10 }, (_, index) =>
      step("update", { name: `job-${index}`, old: script(`old ${index}`), new: script(`new ${index}`) }),
    );
    const { page } = await opened(browser, await addressOf([...many, ...ending()]));
    await page.getByRole("button", { name: "Collapse all" }).click();
    const pdf = (await page.pdf({ format: "A4", printBackground: false })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(8);
    await page.emulateMedia({ media: "print" });
    const colour = "getComputedStyle(document.querySelector('td.old')).printColorAdjust";
    expect(await page.evaluate(colour)).toBe("exact");
    expect(await page.locator("details:not([open])").count()).toBe(0);
  }));
