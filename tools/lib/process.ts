/** Child processes of tools and tests, killed with their process group on timeout and never left behind. */
import { spawn } from "node:child_process";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export interface ProcessOptions {
  cwd: string;
  /** The complete environment of the child: nothing is inherited. */
  env: NodeJS.ProcessEnv;
  /** Milliseconds. Default: 120,000. */
  timeout?: number;
  input?: string;
  /** Called with the process id once the process exists. */
  started?: (pid: number) => void;
}

/** Runs a program and returns its exit code and output; throws only if it cannot start or times out. */
export function run(program: string, args: string[], options: ProcessOptions): Promise<Ended> {
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ["pipe", "pipe", "pipe"], detached: true });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
    });
  }
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  if (child.pid !== undefined) options.started?.(child.pid);
  return new Promise((resolve, reject) => {
    const limit = options.timeout ?? 120_000;
    const clock = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      reject(new Error(`${program} ${args.join(" ")} was not done after ${limit / 1000} s\n${text.stdout}\n${text.stderr}`));
    }, limit);
    child.on("error", (error) => {
      clearTimeout(clock);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(clock);
      resolve({ code: code ?? 128, stdout: text.stdout, stderr: signal ? `${text.stderr}\nended by ${signal}` : text.stderr });
    });
  });
}

/** The environment variables that a child needs to find programs; everything else is up to the test. */
export function bareEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH = "", LANG = "C.UTF-8" } = process.env;
  return { PATH, LANG, HOME: home, TMPDIR: home, NO_COLOR: "1" };
}
