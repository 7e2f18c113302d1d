/** A real Chromium for tests of HTML pages: the one of this machine, or Debian's, installed when the test runs as root. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { withLock } from "../../tools/lib/lock";
import { cacheFolder } from "../../tools/pulumi/paths";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Starts the browser, hands it to the work and closes it, whatever happens. It has no network but loopback and files. */
export async function withBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

async function findChromium(): Promise<string> {
  const found = onPath();
  if (found) return found;
  return withLock(join(cacheFolder(), "chromium.lock"), note, async () => {
    const present = onPath();
    if (present) return present;
    install();
    const installed = onPath();
    if (!installed) throw new Error(`No Chromium: none of ${names.join(", ")} is on PATH after apt-get install chromium.`);
    return installed;
  });
}

function onPath(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

function install(): void {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0)
    throw new Error(
      "These tests look at pages in Chromium, which this machine lacks: install it (chromium or google-chrome on PATH).",
    );
  note("apt-get install chromium (once) …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]]) {
    const run = spawnSync("apt-get", ["-qq", ...args], { env, encoding: "utf8" });
    if (run.status !== 0)
      throw new Error(`Chromium is missing and apt-get ${args.join(" ")} failed:\n${run.stderr.slice(-2000)}`);
  }
}

function note(line: string): void {
  process.stderr.write(`browser: ${line}\n`);
}
