import { z } from "zod";

/** A line end or another sign that nobody sees; it comes along when a value is copied or read from a file. */
const hidden = /\p{Cc}/u;

/** Text of one line that says something: names, ids, addresses. Never shown, because it may be a secret. */
export const line = (most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text === "" || text.trim() !== "", "blank; leave it out, or write something")
    .refine(
      (text) => !hidden.test(text),
      "holds a line end or another control character, which may have come with a copy; remove it",
    );

/** Text for people, of as many lines as they like. */
export const saying = () =>
  z
    .string()
    .min(1)
    .refine((text) => text === "" || text.trim() !== "", "blank; leave it out, or write something");

export const webAddressForm = "no address; write it as https://host/path";
export const cloneAddressForm = 'no address; write it as "https://host/group/repository.git" or "git@host:group/repository.git"';

/** An address for a browser. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

/** An address to clone from, by https or SSH. */
export function isCloneAddress(text: string): boolean {
  if (/^(https?|ssh|git):\/\//i.test(text)) return !/\s/.test(text) && URL.canParse(text);
  return /^[^\s@:/]+@[^\s@]+$/.test(text);
}
