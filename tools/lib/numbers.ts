import { InvalidArgumentError } from "commander";

/** Parses an option as a whole number of at least 1. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number of 1 or more.");
  return Number(text);
}
