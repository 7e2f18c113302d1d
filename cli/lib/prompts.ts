/** Prompts at the terminal. The library is an ES module, so it is loaded on first use. */

export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Prompts go to stderr, because a program may read stdout. */
const context = { output: process.stderr };

export async function askSecret(message: string): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return password({ message }, context);
}

/** Rejects when the signal fires. */
export async function askYesNo(message: string, signal: AbortSignal): Promise<boolean> {
  const { default: confirm } = await import("@inquirer/confirm");
  return confirm({ message, default: false }, { ...context, signal });
}

export interface Choice<T> {
  name: string;
  value: T;
  checked?: boolean;
}

export async function pick<T>(message: string, choices: Choice<T>[]): Promise<T[]> {
  const { default: checkbox } = await import("@inquirer/checkbox");
  return checkbox<T>({ message, choices, pageSize: 20, loop: false, required: true }, context);
}
