/**
 * One measured task in its own process: `parse FILE`, or `render FILE FORMAT` without output. Prints elapsed milliseconds, CPU
 * milliseconds and peak memory as JSON.
 */
import { createReadStream } from "node:fs";
import { devNull } from "node:os";
import { readJsonLines } from "../../../../cli/commands/review/events/lines";
import { createSecrets, scrubAll } from "../../../../cli/commands/review/model/secrets";
import { readEvents } from "../../../../cli/commands/review/read";
import { htmlPieces } from "../../../../cli/commands/review/render/html";
import { jsonPieces } from "../../../../cli/commands/review/render/json";
import { renderMarkdown } from "../../../../cli/commands/review/render/markdown";
import { profiles } from "../../../../cli/commands/review/render/profiles";
import { textPieces } from "../../../../cli/commands/review/render/text";
import { writePieces } from "../../../../cli/commands/review/write";

const open = (file: string) => createReadStream(file, { highWaterMark: 1024 * 1024 });

/** The same lines with JSON.parse only. */
async function parse(file: string): Promise<number> {
  let values = 0;
  await readJsonLines(open(file), () => {
    values += 1;
  });
  return values;
}

async function render(file: string, format: string): Promise<Iterable<string>> {
  const secrets = createSecrets();
  const stacks = scrubAll([await readEvents(open(file), { label: "bench", language: "en", secrets })], secrets);
  const report = { version: 1 as const, language: "en" as const, stacks, origin: {} };
  switch (format) {
    case "html":
      return htmlPieces(report);
    case "json":
      return jsonPieces(report);
    case "text":
      return textPieces(report);
    default:
      return [renderMarkdown(report, { profile: profiles[format === "gitlab" ? "gitlab" : "github"], key: "bench" })];
  }
}

async function main([task = "", file = "", format = ""]: string[]): Promise<void> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  if (task === "parse") await parse(file);
  else writePieces(devNull, await render(file, format));
  const milliseconds = performance.now() - begun;
  const { user, system } = process.cpuUsage(used);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ milliseconds, processor: (user + system) / 1e3, megabytes })}\n`);
}

void main(process.argv.slice(2));
