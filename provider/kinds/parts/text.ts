import { z } from "zod";

/** A line break or another invisible character, often copied along with a value or read from a file. */
const hidden = /\p{Cc}/u;

/** Non-blank text of one line: names, ids, URLs. Not shown in messages, because it may be a secret. */
export const line = (most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text === "" || text.trim() !== "", "blank; remove it, or set a value")
    .refine((text) => !hidden.test(text), "contains a line break or another control character, possibly from copying; remove it");

/**
 * Checks that none of these characters occurs. A search needs no stack, while matching a whole text of megabytes against the
 * allowed characters overflows it.
 */
export const without = (characters: RegExp) => (text: string) => !characters.test(text);

/** Text of any number of lines. */
export const anyText = () =>
  z
    .string()
    .min(1)
    .refine((text) => text === "" || text.trim() !== "", "blank; remove it, or set a value");

export const webAddressForm = "not a URL; write it as https://host/path";
export const cloneAddressForm = 'not a URL; write it as "https://host/group/repository.git" or "git@host:group/repository.git"';

/** A URL for a browser. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** A clone URL, https or SSH. */
export function isCloneAddress(text: string): boolean {
  if (/^(https?|ssh|git):\/\//i.test(text)) return !/\s/.test(text) && URL.canParse(text);
  const [user = "", host = "", ...others] = text.split("@", 3);
  return others.length === 0 && user !== "" && host !== "" && !/[\s:/]/.test(user) && !/\s/.test(host);
}
