import { CliError } from "./terminal";

/** Writes a file or folder that the user named; a failure is a sentence with its path and the reason. */
export function writing<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new CliError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
