/**
 * One measured piece of work in a process of its own: `parse FILE`, or `render FILE FORMAT`. Prints milliseconds of CPU time, which other
 * work on the machine does not change, and peak memory as JSON.
 */
import { createReadStream } from "node:fs";
import { readJsonLines } from "../../../cli/review/events/lines";
import { createSecrets, scrubAll } from "../../../cli/review/model/secrets";
import { readEvents } from "../../../cli/review/read";
import { renderHtml } from "../../../cli/review/render/html";
import { renderJson } from "../../../cli/review/render/json";
import { renderMarkdown } from "../../../cli/review/render/markdown";
import { profiles } from "../../../cli/review/render/profiles";
import { renderText } from "../../../cli/review/render/text";

const open = (file: string) => createReadStream(file, { highWaterMark: 1024 * 1024 });

/** The same lines through JSON.parse and nothing else. */
async function parse(file: string): Promise<number> {
  let values = 0;
  await readJsonLines(open(file), () => {
    values += 1;
  });
  return values;
}

async function render(file: string, format: string): Promise<number> {
  const secrets = createSecrets();
  const stacks = scrubAll([await readEvents(open(file), { label: "bench", secrets })], secrets);
  const report = { version: 1 as const, stacks, origin: {} };
  switch (format) {
    case "html":
      return renderHtml(report).length;
    case "json":
      return renderJson(report).length;
    case "text":
      return renderText(report).length;
    default:
      return renderMarkdown(report, { profile: profiles[format === "gitlab" ? "gitlab" : "github"], key: "bench" }).length;
  }
}

async function main([task = "", file = "", format = ""]: string[]): Promise<void> {
  const started = process.cpuUsage();
  const size = await (task === "parse" ? parse(file) : render(file, format));
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / 1e3;
  process.stdout.write(`${JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024, size })}\n`);
}

void main(process.argv.slice(2));
