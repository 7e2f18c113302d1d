/** The command in a real terminal, typed at as a person would: by `script` of util-linux. */
import { spawn, spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import type { Sources } from "./sources";

/** Throws where the machine has none; a test that needs one asks before it starts. */
export function needTerminal(): void {
  const { stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  if (!/util-linux/.test(stdout ?? ""))
    throw new Error(
      "these tests type into a terminal by `script` of util-linux: install it (Debian: bsdutils) and run them again",
    );
}

/** Waits for each text in turn and types what belongs to it; gives the exit code and all that was shown. */
export function inTerminal(
  { command, env, folder }: Sources,
  args: string[],
  steps: [shown: string, typed: string][],
): Promise<{ code: number; screen: string }> {
  // The shell makes way for the command: it would end by Ctrl+C itself.
  const line = ["exec", ...[...command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`)].join(" ");
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"], {
    cwd: folder,
    env: { ...env, TERM: "xterm", COLUMNS: "100", LINES: "30" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const left = [...steps];
  let screen = "";
  let from = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += stripVTControlCharacters(text);
    const [next] = left;
    const at = next === undefined ? -1 : screen.indexOf(next[0], from);
    if (next === undefined || at < 0) return;
    from = at + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`not done; was waiting for ${left[0]?.[0] ?? "the end"}\n${screen}`));
    }, 60_000);
    child.on("close", (code) => {
      clearTimeout(clock);
      resolve({ code: code ?? 128, screen });
    });
  });
}
